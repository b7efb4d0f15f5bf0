"""A small package of an invented publisher, sound but for what a test spoils in it."""

from typing import Any

HEADER: dict[str, Any] = {
    "standardVersion": "1.0",
    "publisher": {"id": "anytown", "name": "Anytown Trust (invented)"},
    "licence": "CC-BY-4.0",
}


def named(slug: int | str, **fields: Any) -> dict[str, Any]:
    """Return the record of one of its initiatives; ``fields`` are added, or take others' place."""
    return {
        "id": f"anytown-{slug}",
        "name": f"Initiative {slug}",
        "clusters": ["collaboration"],
        "scope": "city",
        "sources": [{"id": "s1", "title": "Our page"}],
        **fields,
    }


GARDENS = named(
    "station-gardens",
    name="Station Gardens",
    clusters=["capacity-and-assets"],
    scope="neighbourhood",
)


def package(*records: Any, **header: Any) -> dict[str, Any]:
    """Return a package of ``records``; ``header`` is added to its own, or takes its place."""
    return {**HEADER, **header, "initiatives": list(records)}

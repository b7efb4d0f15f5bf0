"""The pages of publishers, each with a feed and a badge, and the status of all of them."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from cpstandard.core.status import StatusDocument
from cpstandard.publish.badge import badge, badge_words
from cpstandard.publish.contents import sort_key
from cpstandard.publish.directory import STATES, PublisherView
from cpstandard.publish.pages.listing import list_pages
from cpstandard.publish.renderer import File, Output, Renderer, json_file
from cpstandard.publish.status_feed import status_feed
from cpstandard.publish.trend import trend

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def status_file(status: Mapping[str, Any]) -> File:
    """Return how each publisher's data fared, for machines."""
    return json_file("status.json", status)


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the index of publishers, each publisher's page, and the status page."""
    directory = renderer.directory
    publishers = sorted(directory.publishers.values(), key=lambda p: (sort_key(p.name), p.id))
    yield renderer.page("publishers/", "publishers.html", publishers=publishers)
    for publisher in publishers:
        folder = f"publishers/{publisher.id}/"
        base = directory.base_url.rstrip("/")
        yield from list_pages(
            renderer,
            folder,
            "publisher.html",
            renderer.contents.by_publisher.get(publisher.id, []),
            partial(_about, renderer, publisher, f"{base}/{folder}" if base else ""),
        )
        if any(each.imported.is_telling for each in publisher.sources):
            yield json_file(f"{folder}import.json", _reports(directory.status, publisher.id))
        yield f"{folder}badge.svg", badge(publisher, directory.title)
        yield f"{folder}feed.atom", status_feed(publisher, directory.title, directory.base_url)
    counts = {state: sum(p.state == state for p in publishers) for state in STATES}
    yield renderer.page(
        "status/",
        "status.html",
        publishers=publishers,
        counts=counts,
        now=directory.now,
        withdrawn=len(directory.withdrawn),
        has_editions=bool(directory.editions),
    )
    yield status_file(directory.status)
    schema = {"$schema": _DRAFT, **StatusDocument.model_json_schema()}
    yield json_file("status.schema.json", schema)


def _reports(status: Mapping[str, Any], publisher: str) -> dict[str, Any]:
    """Return what the importers said of a publisher's sources, whole, as ``status.json`` has it."""
    sources = status["publishers"][publisher]["sources"]
    return {"publisher": publisher, "sources": {each["id"]: each["import"] for each in sources}}


def _about(renderer: Renderer, publisher: PublisherView, absolute: str) -> dict[str, Any]:
    """Return what the pages of a publisher show beside its records."""
    return {
        "publisher": publisher,
        **_data_of(renderer, publisher),
        "trend": trend(publisher.history),
        "telling": [each for each in publisher.sources if each.imported.is_telling],
        "badge_words": badge_words(publisher),
        "absolute": absolute,
    }


def _data_of(renderer: Renderer, publisher: PublisherView) -> dict[str, object]:
    """Return the publisher's datasets, their licences, and how to name it.

    A single publisher has those of all, which are not given twice.
    """
    found = [each for each in renderer.directory.datasets if each.publisher == publisher.id]
    if not found:
        whole = renderer.directory.datasets
        found = [each for each in whole if {s.publisher for s in each.shares} == {publisher.id}]
    statements = sorted({share.statement for each in found for share in each.shares})
    licences = sorted({licence for each in found for licence in each.licences})
    return {
        "datasets": found,
        "statements": statements,
        "licences": licences or [publisher.licence],
    }

"""What stands where something was withdrawn: that it is gone, since when and why, and no more."""

from collections.abc import Iterable, Iterator

from cpstandard.publish.directory import Tombstone
from cpstandard.publish.renderer import File, Output, Renderer, json_file

TOMBSTONES = "api/v1/withdrawn.json"
"""The list of all take-downs, by which whoever uses the data deletes their own copies."""


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield a page, and for a record an answer of the API, for each take-down, and the list."""
    withdrawn = renderer.directory.withdrawn
    for stone in withdrawn:
        folder = f"initiatives/{stone.id}/" if stone.id else f"publishers/{stone.publisher}/"
        yield renderer.page(folder, "withdrawn.html", stone=stone)
        if stone.id:
            yield json_file(f"api/v1/initiatives/{stone.id}.json", {"status": 410, **_told(stone)})
    yield tombstones_file(withdrawn)


def tombstones_file(withdrawn: Iterable[Tombstone]) -> File:
    """Return the list of take-downs, for machines."""
    return json_file(TOMBSTONES, {"withdrawn": [_told(stone) for stone in withdrawn]})


def _told(stone: Tombstone) -> dict[str, str]:
    about = {"id": stone.id} if stone.id else {"publisher": stone.publisher}
    return {**about, "withdrawn": stone.date, "reason": stone.reason}

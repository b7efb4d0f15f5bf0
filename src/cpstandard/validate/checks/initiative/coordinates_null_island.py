"""Points in the sea where latitude and longitude are both nought."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.validate.boxes import NO_DOUBT


@check(
    code="coordinates-null-island",
    severity="warning",
    message="The point of {place} is 0, 0, which lies in the sea off Africa.",
    refs=("places/*/latitude", "places/*/longitude"),
    bears_gaps=True,
    screen=NO_DOUBT,
)
def coordinates_null_island(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """Latitude and longitude of a place are both nought.

    That point lies in the Atlantic. Empty cells that software filled with noughts end up there.

    Give the place's point, or leave latitude and longitude out.
    """
    for index, place in enumerate(record.get("places", ())):
        if place.get("latitude") == 0 and place.get("longitude") == 0:
            yield Problem(f"/places/{index}/latitude", {"place": place["name"]})

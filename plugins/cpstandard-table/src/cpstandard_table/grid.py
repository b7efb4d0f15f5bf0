"""Gives rows that stand on the National Grid a latitude and a longitude."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel, ConfigDict, Field

from cpstandard.core.row import Row
from cpstandard.ingest.national_grid import point_on_grid
from cpstandard.ingest.number import number_in

POINT = ("latitude", "longitude")
"""The columns that a row on the grid gets."""


class NationalGrid(BaseModel):
    """The columns of a reference in metres."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    easting: str = Field(description="The column of metres to the east.")
    northing: str = Field(description="The column of metres to the north.")


def on_the_grid(rows: Iterable[Row], grid: NationalGrid) -> Iterator[Row]:
    """Yield ``rows``, with ``latitude`` and ``longitude`` where they have a reference.

    A reference that is none, or not on the grid, is reported and gives no point.
    """
    for row in rows:
        stated = [row.peek(column) for column in (grid.easting, grid.northing)]
        east, north = (None if value is None else number_in(str(value)) for value in stated)
        point = None if east is None or north is None else point_on_grid(east, north)
        made = row.completed(dict(zip(POINT, point, strict=True))) if point else row
        for column in (grid.easting, grid.northing):
            made.take(column)
        if point is None and any(value is not None for value in stated):
            made.unknown(grid.easting, ", ".join(str(value)[:50] for value in stated))
        yield made

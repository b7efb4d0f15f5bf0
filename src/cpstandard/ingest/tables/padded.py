"""Finds the cells whose text has spaces around it, which are never read as part of the value."""

from collections.abc import Iterable, Iterator

from cpstandard.core.location import Location
from cpstandard.ingest.tables.head import Head


def padded_cells(heads: Iterable[Head]) -> Iterator[tuple[Location, str]]:
    """Yield the place and the text of each such cell in the columns that are read."""
    for head in heads:
        for number, row in head.rows():
            for place in head.places:
                cell = row[place.position] if place.position < len(row) else None
                if isinstance(cell, str) and cell != (bare := cell.strip()) and bare:
                    yield head.cell(number, place), cell

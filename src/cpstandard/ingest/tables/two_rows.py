"""Joins headings that stand in two rows: groups above their columns, or cells merged downwards."""

from collections.abc import Sequence
from itertools import islice
from typing import Protocol

from cpstandard.core.table import CellValue, Table
from cpstandard.ingest.tables.cells import is_blank


class KnownHeadings(Protocol):
    """Knows a heading from other cells."""

    def target(self, heading: str) -> object | None:
        """Return what ``heading`` stands for; ``None`` where it is no heading."""


def heading_cells(
    table: Table, index: KnownHeadings, row: int
) -> tuple[list[CellValue], list[int], int]:
    """Return the headings that begin or end in ``row``, the row of each, and the last row of all.

    ``row`` is the one that fits best. The row below belongs to it where it holds nothing but
    headings, each under a cell that is none; of the row above, what stands over a blank is taken.
    """
    first = max(row - 2, 0)
    near = [list(cells) for cells in islice(table.rows(), first, row + 1)]
    cells = near[row - 1 - first] if len(near) >= row - first else []
    rows = [row] * len(cells)
    if row > 1:
        _fill(cells, rows, near[0], row - 1, index)
    below = near[-1] if len(near) > row - first else []
    if not _is_lower_half(cells, below, index):
        return cells, rows, row
    cells += [None] * (len(below) - len(cells))
    rows += [row + 1] * (len(cells) - len(rows))
    for position, cell in enumerate(below):
        if not is_blank(cell):
            cells[position], rows[position] = cell, row + 1
    return cells, rows, row + 1


def _fill(
    cells: list[CellValue],
    rows: list[int],
    above: Sequence[CellValue],
    number: int,
    index: KnownHeadings,
) -> None:
    """Put headings of the row above where this one is blank."""
    for position, cell in enumerate(above[: len(cells)]):
        if is_blank(cells[position]) and _is_heading(cell, index):
            cells[position], rows[position] = cell, number


def _is_lower_half(
    upper: Sequence[CellValue], lower: Sequence[CellValue], index: KnownHeadings
) -> bool:
    filled = [position for position, cell in enumerate(lower) if not is_blank(cell)]
    return bool(filled) and all(
        _is_heading(lower[position], index)
        and not (position < len(upper) and _is_heading(upper[position], index))
        for position in filled
    )


def _is_heading(cell: CellValue, index: KnownHeadings) -> bool:
    return isinstance(cell, str) and index.target(cell) is not None

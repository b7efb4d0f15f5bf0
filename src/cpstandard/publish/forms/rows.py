"""Lays records out in rows, once for all forms that are tables: CSV and the workbooks.

A piece of rows is JSON Lines: first what its records need (of each list how many items the longest
has, and which cells of an item are used), then a line a record: its row, and the rows of each list.
Which columns a package has is known when all its pieces are there.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from cpstandard.core.json_codec import kept_json, read_json
from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import (
    Column,
    Key,
    TableForm,
    column_at,
    keys,
    table_form,
)
from cpstandard.core.table_form import Path as FieldPath
from cpstandard.publish.forms.spread import Cell, Cells, Spreader

_IN_MEMORY = 16 << 20
Row = Sequence[Cell]
Pick = Callable[[list[Cell]], Row]


@dataclass(slots=True)
class Need:
    """What records need of one list: room for ``rows`` items, and ``places`` for their cells.

    A place is where in a row of the piece the cell stands.
    """

    rows: int = 0
    places: dict[Key, int] = field(default_factory=dict)

    def lay(self, items: Sequence[Cells]) -> list[list[Cell]]:
        """Return the items as rows; a row ends where the record has no more cells."""
        self.rows = max(self.rows, len(items))
        return [self._row(cells) for cells in items]

    def _row(self, cells: Cells) -> list[Cell]:
        row: list[Cell] = [None] * len(self.places)
        for key, cell in cells.items():
            place = self.places.setdefault(key, len(row))
            if place == len(row):
                row.append(cell)
            else:
                row[place] = cell
        return row

    def picks(self, wanted: Sequence[Key]) -> Pick:
        """Return what takes the ``wanted`` cells from a row, ``None`` for those it has not."""
        width = len(self.places)
        blank: list[Cell] = [None] * (width + 1)
        order = [self.places.get(key, width) for key in wanted]
        if len(order) < 2:  # noqa: PLR2004 - an itemgetter of one gives no row
            return lambda cells: [(cells + blank[len(cells) :])[place] for place in order]
        take = itemgetter(*order)
        return lambda cells: take(cells + blank[len(cells) :])


def write_rows(records: Iterable[Record], out: BinaryIO, standard: Standard) -> None:
    """Write a piece of rows; its rows are in a temporary file where they are many."""
    form = table_form(standard)
    spreader = Spreader(form)
    columns = range(len(form.main.columns))
    needs = [Need() for _ in form.lists]
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        for record in records:
            spread = spreader.record(record)
            row = [spread.main.get((position, 0)) for position in columns]
            lists = [n.lay(items) for n, items in zip(needs, spread.lists, strict=True)]
            spool.write(kept_json([row, lists]) + b"\n")
        head = [[need.rows, list(need.places)] for need in needs]
        out.write(kept_json(head) + b"\n")
        spool.seek(0)
        shutil.copyfileobj(spool, out, 1 << 20)


def needs_of(piece: Path) -> list[Need]:
    """Return what the records of a piece need of each list."""
    with piece.open("rb") as lines:
        told = read_json(next(lines))
    return [
        Need(rows, {(position, number): place for place, (position, number) in enumerate(used)})
        for rows, used in told
    ]


def rows_of(piece: Path) -> Iterator[tuple[list[Cell], list[list[list[Cell]]]]]:
    """Yield each record's row, and the rows of its lists as they stand in the piece."""
    with piece.open("rb") as lines:
        next(lines)
        for line in lines:
            row, lists = read_json(line)
            yield row, lists


class LaidOut:
    """A package as sheets: which columns each has, and the rows of all its pieces."""

    def __init__(self, header: Record, pieces: Sequence[Path], standard: Standard) -> None:
        """Find the columns that have room for all ``pieces``."""
        self.form = table_form(standard)
        self._header = header
        self._pieces = [(piece, needs_of(piece)) for piece in pieces]
        self.keys = [
            keys(sheet.columns, _lengths(sheet.columns, self._used(position)))
            for position, sheet in enumerate(self.form.lists)
        ]

    def _used(self, position: int) -> set[Key]:
        return {key for _piece, needs in self._pieces for key in needs[position].places}

    def tables(self) -> list[tuple[str, list[Column]]]:
        """Return the sheets but ``Meta``, the first one first: name and columns."""
        lists = [
            (sheet.name, [self.form.id_column, *(column_at(sheet.columns, key) for key in wanted)])
            for sheet, wanted in zip(self.form.lists, self.keys, strict=True)
        ]
        return [(self.form.main.name, list(self.form.main.columns)), *lists]

    def records(self) -> Iterator[list[list[Row]]]:
        """Yield each record's rows, sheet by sheet, in the order of ``tables``."""
        at = self.form.main.columns.index(self.form.id_column)
        for piece, needs in self._pieces:
            picks = [n.picks(wanted) for n, wanted in zip(needs, self.keys, strict=True)]
            for row, lists in rows_of(piece):
                name = row[at]
                sheets: list[list[Row]] = [[row]]
                for pick, items in zip(picks, lists, strict=True):
                    sheets.append([(name, *pick(item)) for item in items])
                yield sheets

    def meta(self) -> list[tuple[Column, Cell]]:
        """Return the envelope's fields with their cells."""
        return meta_cells(self.form, self._header)


def meta_cells(form: TableForm, header: Record) -> list[tuple[Column, Cell]]:
    """Return the fields of an envelope with their cells."""
    cells = Spreader(form).header(header).main
    wanted = keys(form.meta, _lengths(form.meta, set(cells)))
    return [(column_at(form.meta, key), cells.get(key)) for key in wanted]


def _lengths(columns: tuple[Column, ...], used: set[Key]) -> dict[FieldPath, int]:
    """Return how many items each list inside the rows needs room for: at the least one."""
    lengths: dict[FieldPath, int] = {}
    for position, number in used:
        path = columns[position].list_path
        if path:
            lengths[path] = max(lengths.get(path, 1), number)
    return lengths

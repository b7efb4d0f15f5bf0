"""Keeps the records of one package aside until it is known how many columns their lists need."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import (
    Column,
    Key,
    Kind,
    Path,
    TableForm,
    column_at,
    keys,
    table_form,
)
from cpstandard.publish.forms.spread import Cell, Cells, Spread, Spreader, as_cell

_IN_MEMORY = 16 << 20
Row = list[Cell]


@contextmanager
def gathered(header: Record, records: Iterable[Record], standard: Standard) -> Iterator["Gathered"]:
    """Yield the whole package; its records are in a temporary file where they are many."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        yield Gathered(header, records, table_form(standard), spool)


class Gathered:
    """One package, ready to be written as tables.

    ``rows`` says of each list how many items the longest has, ``used`` which cells of an item are
    used at all.
    """

    def __init__(
        self, header: Record, records: Iterable[Record], form: TableForm, spool: IO[bytes]
    ) -> None:
        """Read all ``records`` into ``spool``."""
        self.form = form
        self.header = header
        self.rows = [0] * len(form.lists)
        self.used: list[set[Key]] = [set() for _ in form.lists]
        self._spool = spool
        self._spreader = Spreader(form)
        for record in records:
            spool.write(json.dumps(record).encode() + b"\n")
            self._widen(self._spreader.record(record))
        self._keys = [
            keys(sheet.columns, _lengths(sheet.columns, used))
            for sheet, used in zip(form.lists, self.used, strict=True)
        ]

    def _widen(self, spread: Spread) -> None:
        for position, rows in enumerate(spread.lists):
            self.rows[position] = max(self.rows[position], len(rows))
            for row in rows:
                self.used[position].update(row)

    def spreads(self) -> Iterator[tuple[Record, Spread]]:
        """Yield each record with its cells."""
        self._spool.seek(0)
        for line in self._spool:
            record = json.loads(line)
            yield record, self._spreader.record(record)

    def list_columns(self, position: int) -> list[Column]:
        """Return the columns of a list's own sheet, the initiative's id first."""
        columns = self.form.lists[position].columns
        return [self.form.id_column, *(column_at(columns, key) for key in self._keys[position])]

    def main_row(self, spread: Spread) -> Row:
        """Return the row of one record on the first sheet."""
        return [spread.main.get((position, 0)) for position in range(len(self.form.main.columns))]

    def list_rows(self, position: int, record: Record, spread: Spread) -> Iterator[Row]:
        """Yield the rows that one record has on a list's own sheet."""
        name = as_cell(record.get("id"), Kind.TEXT)
        for cells in spread.lists[position]:
            yield [name, *self.item_row(position, cells)]

    def item_row(self, position: int, cells: Cells) -> Row:
        """Return one item's cells in the order of the sheet's columns, without the id."""
        return [cells.get(key) for key in self._keys[position]]

    def tables(self) -> list[tuple[str, list[Column]]]:
        """Return the sheets but ``Meta``, the first one first: name and columns."""
        lists = [
            (sheet.name, self.list_columns(position))
            for position, sheet in enumerate(self.form.lists)
        ]
        return [(self.form.main.name, list(self.form.main.columns)), *lists]

    def meta(self) -> list[tuple[Column, Cell]]:
        """Return the envelope's fields with their cells."""
        return meta_cells(self.form, self.header)


def meta_cells(form: TableForm, header: Record) -> list[tuple[Column, Cell]]:
    """Return the fields of an envelope with their cells."""
    cells = Spreader(form).header(header).main
    wanted = keys(form.meta, _lengths(form.meta, set(cells)))
    return [(column_at(form.meta, key), cells.get(key)) for key in wanted]


def _lengths(columns: tuple[Column, ...], used: set[Key]) -> dict[Path, int]:
    """Return how many items each list inside the rows needs room for: at the least one."""
    lengths: dict[Path, int] = {}
    for position, number in used:
        path = columns[position].list_path
        if path:
            lengths[path] = max(lengths.get(path, 1), number)
    return lengths

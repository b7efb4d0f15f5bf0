"""Writes a package as one CSV file: numbered columns for lists, ``Package:`` columns in front."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import (
    PACKAGE_PREFIX,
    Column,
    Key,
    TableForm,
    column_at,
    keys,
    table_form,
)
from cpstandard.publish.forms.csv_cell import csv_text
from cpstandard.publish.forms.pieces import Pieces, write_at_once, write_joined
from cpstandard.publish.forms.rows import Need, meta_cells, needs_of, rows_of, write_rows
from cpstandard.publish.forms.spread import Cell

_END = b"\r\n"
Width = tuple[int, list[Key]]
"""Of a list: how many items it has room for, and the cells of an item that any record uses."""


def write_csv(header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard) -> None:
    """Write the package as one table in UTF-8 with a mark, as Excel wants it."""
    write_at_once(CSV_PIECES, header, records, out, standard)


def join_csv(header: Record, pieces: Sequence[Path], out: BinaryIO, standard: Standard) -> None:
    """Write the package from pieces of rows, with columns for what any of them needs."""
    shape = CsvShape.of(header, pieces, standard)
    with tempfile.TemporaryDirectory(prefix="cpstandard-csv-") as folder:
        fitted = [Path(folder) / f"{number}.csv" for number, _piece in enumerate(pieces)]
        for piece, rows in zip(pieces, fitted, strict=True):
            with rows.open("wb") as aside:
                shape.fit(piece, aside)
        shape.join(fitted, out)


@dataclass(frozen=True, slots=True)
class CsvShape:
    """The columns of a table that has room for the rows of all its pieces."""

    form: TableForm
    meta: list[tuple[Column, Cell]]
    widths: list[Width]

    @classmethod
    def of(cls, header: Record, pieces: Sequence[Path], standard: Standard) -> "CsvShape":
        """Return the columns that the envelope and any of the pieces need."""
        form = table_form(standard)
        widths = _widest(form, [needs_of(piece) for piece in pieces])
        return cls(form, meta_cells(form, header), widths)

    @property
    def key(self) -> Any:
        """What the rows of a piece look like in the table; the texts of the envelope are no part.

        As most changes leave the columns as they are, rows that were fitted once serve again.
        """
        return [len(self.meta), self.widths]

    def fit(self, piece: Path, out: BinaryIO) -> None:
        """Write the rows of a piece as they stand in the table, beside an empty envelope."""
        picks = [
            need.picks(wanted)
            for need, (_, wanted) in zip(needs_of(piece), self.widths, strict=True)
        ]
        room = [(count, [""] * len(wanted)) for count, wanted in self.widths]
        envelope = [""] * len(self.meta)
        with _writer(out, "utf-8") as rows:
            for row, lists in rows_of(piece):
                cells = [*envelope, *map(csv_text, row)]
                for pick, items, (count, empty) in zip(picks, lists, room, strict=True):
                    for item in items:
                        cells += map(csv_text, pick(item))
                    cells += empty * (count - len(items))
                rows.writerow(cells)

    def join(self, fitted: Sequence[Path], out: BinaryIO) -> None:
        """Write the table of rows that were fitted; the envelope stands on the first one only."""
        headings = (
            *(PACKAGE_PREFIX + column.heading for column, _cell in self.meta),
            *(column.heading for column in self.form.main.columns),
            *_headings(self.form, self.widths),
        )
        with _writer(out, "utf-8-sig") as rows:
            rows.writerow(headings)
        aside = io.BytesIO()
        with _writer(aside, "utf-8") as rows:
            rows.writerow(csv_text(cell) for _column, cell in self.meta)
        envelope = aside.getvalue().removesuffix(_END)
        # Of the first row, as many commas as stand in the envelope.
        if not write_joined(fitted, out, b"", before=envelope, cut=len(self.meta) - 1):
            out.write(envelope + _END)  # a package without records is a row of it alone


@contextmanager
def _writer(out: BinaryIO, encoding: str) -> Iterator[Any]:
    text = io.TextIOWrapper(out, encoding=encoding, newline="", write_through=True)
    yield csv.writer(text, lineterminator=_END.decode())
    text.flush()
    text.detach()


def _width(columns: Any, used: set[Key], rows: int) -> Width:
    lengths = {columns[position].list_path: 0 for position, _number in used}
    for position, number in used:
        path = columns[position].list_path
        lengths[path] = max(lengths[path], number)
    return rows, [key for key in keys(columns, lengths) if key in used]


def _widest(form: TableForm, needed: Sequence[Sequence[Need]]) -> list[Width]:
    """Return for each list the width that has room for those of all pieces."""
    found = []
    for place, sheet in enumerate(form.lists):
        used = {key for needs in needed for key in needs[place].places}
        rows = max((needs[place].rows for needs in needed), default=0)
        found.append(_width(sheet.columns, used, rows))
    return found


def _headings(form: TableForm, widths: Sequence[Width]) -> Iterator[str]:
    for sheet, (count, wanted) in zip(form.lists, widths, strict=True):
        for number in range(1, count + 1):
            for key in wanted:
                yield sheet.numbered(column_at(sheet.columns, key), number)


CSV_PIECES = Pieces("rows", write_rows, join_csv, CsvShape.of)
"""CSV is joined of the rows that the workbooks are made of too."""

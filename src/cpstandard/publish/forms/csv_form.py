"""Writes a package as one CSV file: numbered columns for lists, ``Package:`` columns in front."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, BinaryIO

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import PACKAGE_PREFIX, TableForm, table_form
from cpstandard.publish.forms.csv_cell import csv_text
from cpstandard.publish.forms.spread import Cell, Spread, Spreader

_IN_MEMORY = 16 << 20


def write_csv(header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard) -> None:
    """Write the package as one table in UTF-8 with a mark, as Excel wants it.

    The records are kept in a temporary file between the two passes: how many places the busiest
    record has is known only at the end.
    """
    spreader = Spreader(table_form(standard))
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        shape = _ListShape(spreader.form)
        for record in records:
            spool.write(json.dumps(record).encode() + b"\n")
            shape.widen(spreader.record(record))
        spool.seek(0)
        _write(header, spool, out, spreader, shape)


class _ListShape:
    """Which fields of each list are used, and how many items the longest has."""

    def __init__(self, form: TableForm) -> None:
        self.form = form
        self.lengths = [0] * len(form.lists)
        self.used: list[set[int]] = [set() for _ in form.lists]

    def widen(self, spread: Spread) -> None:
        """Take one record into account."""
        for position, rows in enumerate(spread.lists):
            self.lengths[position] = max(self.lengths[position], len(rows))
            for row in rows:
                self.used[position].update(i for i, cell in enumerate(row) if cell is not None)

    def headings(self) -> Iterator[str]:
        """Yield the numbered headings."""
        for sheet, length, used in zip(self.form.lists, self.lengths, self.used, strict=True):
            for number in range(1, length + 1):
                for position in sorted(used):
                    yield sheet.numbered(sheet.columns[position], number)

    def cells(self, spread: Spread) -> Iterator[Cell]:
        """Yield one record's cells under those headings."""
        for rows, length, used in zip(spread.lists, self.lengths, self.used, strict=True):
            for number in range(length):
                for position in sorted(used):
                    yield rows[number][position] if number < len(rows) else None


def _write(
    header: Record, spool: IO[bytes], out: BinaryIO, spreader: Spreader, shape: _ListShape
) -> None:
    form = spreader.form
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(
        [PACKAGE_PREFIX + column.heading for column in form.meta]
        + [column.heading for column in form.main.columns]
        + list(shape.headings())
    )
    package: Sequence[Cell] = spreader.header(header).main
    # The envelope stands on the first row only; a package without records is a row of it alone.
    for line in spool:
        spread = spreader.record(json.loads(line))
        rows.writerow(map(csv_text, [*package, *spread.main, *shape.cells(spread)]))
        package = [None] * len(form.meta)
    if any(cell is not None for cell in package):
        rows.writerow(map(csv_text, package))
    text.flush()
    text.detach()

"""Writes a package as one CSV file: numbered columns for lists, ``Package:`` columns in front."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import PACKAGE_PREFIX, Key, column_at, keys
from cpstandard.publish.forms.csv_cell import csv_text
from cpstandard.publish.forms.gathering import Gathered, gathered
from cpstandard.publish.forms.spread import Cell, Spread


def write_csv(header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard) -> None:
    """Write the package as one table in UTF-8 with a mark, as Excel wants it.

    How many places the busiest record has is known only at the end, and so the records are read
    twice.
    """
    with gathered(header, records, standard) as package:
        _write(package, out)


def _write(package: Gathered, out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\r\n")
    meta, items = package.meta(), _items(package)
    rows.writerow(
        [PACKAGE_PREFIX + column.heading for column, _cell in meta]
        + [column.heading for column in package.form.main.columns]
        + list(_headings(package, items))
    )
    # The envelope stands on the first row only; a package without records is a row of it alone.
    envelope: Sequence[Cell] = [cell for _column, cell in meta]
    for _record, spread in package.spreads():
        cells = [*envelope, *package.main_row(spread), *_cells(spread, items)]
        rows.writerow(map(csv_text, cells))
        envelope = [None] * len(meta)
    if any(cell is not None for cell in envelope):
        rows.writerow(map(csv_text, envelope))
    text.flush()
    text.detach()


Items = list[tuple[int, list[Key]]]
"""For each list the number of its items, and the cells of an item that any record uses."""


def _items(package: Gathered) -> Items:
    found = []
    for sheet, used, rows in zip(package.form.lists, package.used, package.rows, strict=True):
        lengths = {sheet.columns[p].list_path: 0 for p, _number in used}
        for position, number in used:
            path = sheet.columns[position].list_path
            lengths[path] = max(lengths[path], number)
        found.append((rows, [key for key in keys(sheet.columns, lengths) if key in used]))
    return found


def _headings(package: Gathered, items: Items) -> Iterator[str]:
    for sheet, (count, wanted) in zip(package.form.lists, items, strict=True):
        for number in range(1, count + 1):
            for key in wanted:
                yield sheet.numbered(column_at(sheet.columns, key), number)


def _cells(spread: Spread, items: Items) -> Iterator[Cell]:
    """Yield one record's cells under those headings."""
    for rows, (count, wanted) in zip(spread.lists, items, strict=True):
        for number in range(count):
            for key in wanted:
                yield rows[number].get(key) if number < len(rows) else None

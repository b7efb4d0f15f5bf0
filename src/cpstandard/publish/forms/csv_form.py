"""Writes a package as one CSV file: numbered columns for lists, ``Package:`` columns in front."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import PACKAGE_PREFIX, Key, TableForm, column_at, keys, table_form
from cpstandard.publish.forms.csv_cell import csv_text
from cpstandard.publish.forms.gathering import gathered, meta_cells
from cpstandard.publish.forms.spread import Cell, Spread

Width = tuple[int, list[Key]]
"""Of a list: how many items it has room for, and the cells of an item that any record uses."""


def write_csv(header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard) -> None:
    """Write the package as one table in UTF-8 with a mark, as Excel wants it."""
    with tempfile.TemporaryDirectory(prefix="cpstandard-csv-") as folder:
        piece = Path(folder) / "rows.jsonl"
        with piece.open("wb") as rows:
            write_csv_piece(records, rows, standard)
        join_csv(header, [piece], out, standard)


def write_csv_piece(records: Iterable[Record], out: BinaryIO, standard: Standard) -> None:
    """Write the rows of some records, each a JSON list of texts, below the columns that they need.

    How many places the busiest record has is known only at the end, and so the records are read
    twice.
    """
    with gathered({}, records, standard) as package:
        widths = [
            _width(sheet.columns, used, rows)
            for sheet, used, rows in zip(
                package.form.lists, package.used, package.rows, strict=True
            )
        ]
        out.write(json.dumps(widths).encode() + b"\n")
        for _record, spread in package.spreads():
            cells = [*package.main_row(spread), *_cells(spread, widths)]
            out.write(json.dumps([csv_text(cell) for cell in cells]).encode() + b"\n")


def join_csv(header: Record, pieces: Sequence[Path], out: BinaryIO, standard: Standard) -> None:
    """Write the package: columns for what any piece needs, and its rows moved into them."""
    form = table_form(standard)
    needed = [_needed(piece) for piece in pieces]
    widths = _widest(form, needed)
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\r\n")
    meta = meta_cells(form, header)
    rows.writerow(
        [PACKAGE_PREFIX + column.heading for column, _cell in meta]
        + [column.heading for column in form.main.columns]
        + list(_headings(form, widths))
    )
    # The envelope stands on the first row only; a package without records is a row of it alone.
    envelope = [csv_text(cell) for _column, cell in meta]
    for piece, own in zip(pieces, needed, strict=True):
        moved = _moved(len(form.main.columns), own, widths)
        with piece.open("rb") as lines:
            next(lines)
            for line in lines:
                rows.writerow([*envelope, *moved([*json.loads(line), ""])])
                envelope = [""] * len(meta)
    if any(envelope):
        rows.writerow(envelope)
    text.flush()
    text.detach()


def _width(columns: Any, used: set[Key], rows: int) -> Width:
    lengths = {columns[position].list_path: 0 for position, _number in used}
    for position, number in used:
        path = columns[position].list_path
        lengths[path] = max(lengths[path], number)
    return rows, [key for key in keys(columns, lengths) if key in used]


def _needed(piece: Path) -> list[Width]:
    with piece.open("rb") as lines:
        told = json.loads(next(lines))
    return [(rows, [(position, number) for position, number in used]) for rows, used in told]


def _widest(form: TableForm, needed: Sequence[Sequence[Width]]) -> list[Width]:
    """Return for each list the width that has room for those of all pieces."""
    found = []
    for place, sheet in enumerate(form.lists):
        used = {key for widths in needed for key in widths[place][1]}
        rows = max((widths[place][0] for widths in needed), default=0)
        found.append(_width(sheet.columns, used, rows))
    return found


def _moved(before: int, own: Sequence[Width], widths: Sequence[Width]) -> Any:
    """Return what moves a row of a piece, with an empty cell at its end, into the joint columns."""
    if list(own) == list(widths):
        return itemgetter(slice(0, -1))
    places: dict[tuple[int, int, Key], int] = {}
    for place, (count, wanted) in enumerate(own):
        for number in range(count):
            for key in wanted:
                places[place, number, key] = before + len(places)
    order = [*range(before)]
    for place, (count, wanted) in enumerate(widths):
        order += [places.get((place, n, key), -1) for n in range(count) for key in wanted]
    return itemgetter(*order)


def _headings(form: TableForm, widths: Sequence[Width]) -> Iterator[str]:
    for sheet, (count, wanted) in zip(form.lists, widths, strict=True):
        for number in range(1, count + 1):
            for key in wanted:
                yield sheet.numbered(column_at(sheet.columns, key), number)


def _cells(spread: Spread, widths: Sequence[Width]) -> Iterator[Cell]:
    """Yield one record's cells under those headings."""
    for rows, (count, wanted) in zip(spread.lists, widths, strict=True):
        for number in range(count):
            for key in wanted:
                yield rows[number].get(key) if number < len(rows) else None

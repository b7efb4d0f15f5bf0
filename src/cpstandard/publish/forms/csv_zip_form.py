"""Writes a package as a zip of CSV files, named as the sheets of the workbook."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import META_HEADINGS, META_SHEET
from cpstandard.publish.forms import zipped
from cpstandard.publish.forms.csv_cell import csv_text
from cpstandard.publish.forms.pieces import Pieces, write_at_once
from cpstandard.publish.forms.rows import LaidOut, write_rows
from cpstandard.publish.forms.spread import Cell


def write_csv_zip(
    header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard
) -> None:
    """Write the many-table form: ``Initiatives.csv``, one file for each list, ``Meta.csv``."""
    write_at_once(_PIECES, header, records, out, standard)


def _join(header: Record, pieces: Sequence[Path], out: BinaryIO, standard: Standard) -> None:
    package = LaidOut(header, pieces, standard)
    with ExitStack() as stack:
        tables = []
        for name, columns in package.tables():
            tables.append(_Table(name, stack))
            tables[-1].add([column.heading for column in columns])
        for sheets in package.records():
            for table, rows in zip(tables, sheets, strict=True):
                for row in rows:
                    table.add(row)
        tables.append(_Table(META_SHEET, stack))
        tables[-1].add(META_HEADINGS)
        for column, cell in package.meta():
            tables[-1].add([column.heading, cell])
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for table in tables:
                table.store(archive)


class _Table:
    """The rows of one file, in a temporary file until all are there."""

    def __init__(self, name: str, stack: ExitStack) -> None:
        self._name = name
        self._spool = zipped.spool(stack)
        self._text = io.TextIOWrapper(self._spool, encoding="utf-8-sig", newline="")
        self._rows = csv.writer(self._text, lineterminator="\r\n")

    def add(self, row: Sequence[Cell]) -> None:
        """Write one row."""
        self._rows.writerow(map(csv_text, row))

    def store(self, archive: zipfile.ZipFile) -> None:
        """Put the file into the zip."""
        self._text.flush()
        with zipped.opened(archive, zipped.entry(f"{self._name}.csv")) as target:
            zipped.copy(self._spool, target)


_PIECES = Pieces("rows", write_rows, _join)

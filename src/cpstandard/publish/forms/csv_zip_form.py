"""Writes a package as a zip of CSV files, named as the sheets of the workbook."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, BinaryIO

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import META_HEADINGS, META_SHEET
from cpstandard.publish.forms.csv_cell import csv_text
from cpstandard.publish.forms.pieces import Pieces, write_at_once
from cpstandard.publish.forms.rows import LaidOut, write_rows
from cpstandard.publish.forms.spread import Cell

_IN_MEMORY = 4 << 20
_ANY_DAY = (1980, 1, 1, 0, 0, 0)  # the day in a zip must not depend on the day it is made


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
        spool = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the stack closes it
        self._spool: IO[bytes] = stack.enter_context(spool)
        self._text = io.TextIOWrapper(self._spool, encoding="utf-8-sig", newline="")
        self._rows = csv.writer(self._text, lineterminator="\r\n")

    def add(self, row: Sequence[Cell]) -> None:
        """Write one row."""
        self._rows.writerow(map(csv_text, row))

    def store(self, archive: zipfile.ZipFile) -> None:
        """Put the file into the zip."""
        self._text.flush()
        self._spool.seek(0)
        entry = zipfile.ZipInfo(f"{self._name}.csv", _ANY_DAY)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        with archive.open(entry, "w", force_zip64=True) as target:
            while chunk := self._spool.read(1 << 20):
                target.write(chunk)


_PIECES = Pieces("rows", write_rows, _join)

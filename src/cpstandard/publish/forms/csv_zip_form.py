"""Writes a package as a zip of CSV files, named as the sheets of the workbook."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from typing import IO, BinaryIO

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import META_HEADINGS, META_SHEET, Kind, table_form
from cpstandard.publish.forms.csv_cell import csv_text
from cpstandard.publish.forms.spread import Cell, Spreader, as_cell

_IN_MEMORY = 4 << 20
_ANY_DAY = (1980, 1, 1, 0, 0, 0)  # the day in a zip must not depend on the day it is made


def write_csv_zip(
    header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard
) -> None:
    """Write the many-table form: ``Initiatives.csv``, one file for each list, ``Meta.csv``."""
    spreader = Spreader(table_form(standard))
    form = spreader.form
    with ExitStack() as stack:
        tables = [_Table(sheet.name, stack) for sheet in (form.main, *form.lists)]
        tables[0].add([column.heading for column in form.main.columns])
        for sheet, table in zip(form.lists, tables[1:], strict=True):
            table.add([form.id_heading, *(column.heading for column in sheet.columns)])
        for record in records:
            spread = spreader.record(record)
            tables[0].add(spread.main)
            for table, rows in zip(tables[1:], spread.lists, strict=True):
                for row in rows:
                    table.add([as_cell(record.get("id"), Kind.TEXT), *row])
        tables.append(_meta(spreader, header, stack))
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


def _meta(spreader: Spreader, header: Record, stack: ExitStack) -> _Table:
    table = _Table(META_SHEET, stack)
    table.add(META_HEADINGS)
    cells = spreader.header(header).main
    for column, cell in zip(spreader.form.meta, cells, strict=True):
        table.add([column.heading, cell])
    return table

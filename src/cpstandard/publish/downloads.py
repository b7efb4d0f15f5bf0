"""The downloads: every dataset of the directory in every form."""

import csv
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from cpstandard.core.errors import UnusableInput
from cpstandard.core.standard import Standard
from cpstandard.publish.datasets import Package, Planned, plan
from cpstandard.publish.directory import Dataset, Download, Missing
from cpstandard.publish.forms import (
    Writer,
    write_csv,
    write_json,
    write_jsonl,
    write_ods,
    write_parquet,
    write_sqlite,
    write_xlsx,
)
from cpstandard.publish.forms.geojson_form import write_geojson
from cpstandard.publish.forms.parquet_form import is_installed

MOST_IN_A_WORKBOOK = 50_000
"""Past so many records a workbook takes minutes to open, where it opens at all."""

_TOO_MANY = (
    f"A workbook of more than {MOST_IN_A_WORKBOOK:,} records is of no use in most programs; take "
    "CSV, SQLite or Parquet."
)
_NO_DUCKDB = (
    "This edition was built without DuckDB, which writes Parquet (cpstandard[parquet]); take "
    "SQLite or JSON Lines."
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the downloads.

    ``purpose`` says whom it serves. ``is_standard`` is true for the forms in which the standard
    itself can be read, so that the validator takes the file as it is.
    """

    ending: str
    title: str
    media_type: str
    purpose: str
    write: Writer
    is_standard: bool = False
    is_workbook: bool = False

    def refusal(self, records: int) -> str:
        """Return in words why so many records are not written in this form; empty if they are."""
        if self.is_workbook and records > MOST_IN_A_WORKBOOK:
            return _TOO_MANY
        return "" if self.write is not write_parquet or is_installed() else _NO_DUCKDB


FORMS = (
    Form(
        "json",
        "JSON",
        "application/json",
        "The package of the standard as one document.",
        write_json,
        is_standard=True,
    ),
    Form(
        "jsonl",
        "JSON Lines",
        "application/jsonl",
        "The same with a record a line, to be read piece by piece: best for programs.",
        write_jsonl,
        is_standard=True,
    ),
    Form(
        "csv",
        "CSV",
        "text/csv",
        "One table with a row for each initiative, for spreadsheets and statistics.",
        write_csv,
        is_standard=True,
    ),
    Form(
        "xlsx",
        "Excel workbook",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "A sheet of initiatives and one for each list, such as places and evidence.",
        write_xlsx,
        is_standard=True,
        is_workbook=True,
    ),
    Form(
        "ods",
        "OpenDocument spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet",
        "The same sheets for LibreOffice and others.",
        write_ods,
        is_standard=True,
        is_workbook=True,
    ),
    Form(
        "geojson",
        "GeoJSON",
        "application/geo+json",
        "A point for each place that has one, for maps; a view and not the whole record.",
        write_geojson,
    ),
    Form(
        "sqlite",
        "SQLite",
        "application/vnd.sqlite3",
        "A database with a table for each list, the codes and its own dictionary, for queries.",
        write_sqlite,
    ),
    Form(
        "parquet",
        "Parquet",
        "application/vnd.apache.parquet",
        "Nested columns, for DuckDB, pandas, Polars, R and Spark.",
        write_parquet,
    ),
)


def forms_at_hand() -> list[str]:
    """Return the endings of the forms that can be written here, whatever the records."""
    return [form.ending for form in FORMS if not form.refusal(1)]


@dataclass(slots=True)
class _Measured:
    """What writes one file, and then knows how many bytes it wrote, and a table's headings."""

    write_to: Callable[[BinaryIO], None]
    is_table: bool = False
    size: int = 0
    columns: tuple[str, ...] = ()

    def __call__(self, out: BinaryIO) -> None:
        self.write_to(out)
        if self.is_table:
            out.seek(0)
            self.columns = tuple(next(csv.reader([out.readline().decode("utf-8-sig")])))
        self.size = out.seek(0, io.SEEK_END)


@dataclass(slots=True)
class Downloads:
    """All files of a directory's datasets; ``datasets`` lists them when they have been written."""

    title: str
    packages: Sequence[Package]
    standard: Standard
    datasets: list[Dataset] = field(default_factory=list)

    def files(self) -> Iterator[tuple[str, Callable[[BinaryIO], None]]]:
        """Yield each file's path and what writes it into an empty file that can be sought in.

        Each is to be written before the next is asked for.
        """
        for planned in plan(self.title, self.packages, self.standard.licences):
            written: list[Download] = []
            missing: list[Missing] = []
            for form in FORMS:
                yield from self._file(planned, form, written, missing)
            self.datasets.append(
                replace(planned.about, downloads=tuple(written), missing=tuple(missing))
            )

    def _file(
        self, planned: Planned, form: Form, written: list[Download], missing: list[Missing]
    ) -> Iterator[tuple[str, Callable[[BinaryIO], None]]]:
        path = f"{planned.about.folder}/initiatives.{form.ending}"
        refusal = form.refusal(planned.about.records)
        if refusal:
            missing.append(Missing(form.title, refusal))
            return
        with tempfile.TemporaryFile() as aside:
            try:
                write = self._writer(planned, form, aside)
            except UnusableInput as error:
                missing.append(Missing(form.title, str(error)))
                return
            file = _Measured(write, is_table=form.write is write_csv)
            yield path, file
        written.append(
            Download(path, form.title, form.media_type, file.size, form.purpose, file.columns)
        )

    def _writer(self, planned: Planned, form: Form, aside: BinaryIO) -> Callable[[BinaryIO], None]:
        """Return what writes the file; a workbook may have no room, so it is made ``aside``."""

        def write(out: BinaryIO) -> None:
            form.write(planned.header, planned.records, out, self.standard)

        if not form.is_workbook:
            return write
        write(aside)

        def copy(out: BinaryIO) -> None:
            aside.seek(0)
            shutil.copyfileobj(aside, out, 1 << 20)

        return copy

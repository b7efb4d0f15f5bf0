"""The downloads: every dataset of the directory in every form."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from cpstandard.core.errors import UnusableInput
from cpstandard.core.kept_file import KeptFile
from cpstandard.core.record import Part
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
from cpstandard.publish.forms.csv_form import CsvShape, join_csv, write_csv_piece
from cpstandard.publish.forms.geojson_form import (
    join_geojson,
    write_geojson,
    write_geojson_piece,
)
from cpstandard.publish.forms.json_form import join_json, write_json_piece
from cpstandard.publish.forms.jsonl_form import join_jsonl, write_jsonl_piece
from cpstandard.publish.forms.parquet_form import (
    is_installed,
    join_parquet,
    write_parquet_piece,
)
from cpstandard.publish.forms.pieces import Pieces, Shape, WritePiece
from cpstandard.publish.forms.sqlite_form import join_sqlite, write_sqlite_piece

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

    ``purpose`` says whom it serves. Where there are ``pieces``, what did not change is not written
    anew.
    """

    ending: str
    title: str
    media_type: str
    purpose: str
    write: Writer
    is_workbook: bool = False
    pieces: Pieces | None = None

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
        pieces=Pieces(write_json_piece, join_json),
    ),
    Form(
        "jsonl",
        "JSON Lines",
        "application/jsonl",
        "The same with a record a line, to be read piece by piece: best for programs.",
        write_jsonl,
        pieces=Pieces(write_jsonl_piece, join_jsonl),
    ),
    Form(
        "csv",
        "CSV",
        "text/csv",
        "One table with a row for each initiative, for spreadsheets and statistics.",
        write_csv,
        pieces=Pieces(write_csv_piece, join_csv, CsvShape.of),
    ),
    Form(
        "xlsx",
        "Excel workbook",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "A sheet of initiatives and one for each list, such as places and evidence.",
        write_xlsx,
        is_workbook=True,
    ),
    Form(
        "ods",
        "OpenDocument spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet",
        "The same sheets for LibreOffice and others.",
        write_ods,
        is_workbook=True,
    ),
    Form(
        "geojson",
        "GeoJSON",
        "application/geo+json",
        "A point for each place that has one, for maps; a view and not the whole record.",
        write_geojson,
        pieces=Pieces(write_geojson_piece, join_geojson),
    ),
    Form(
        "sqlite",
        "SQLite",
        "application/vnd.sqlite3",
        "A database with a table for each list, the codes and its own dictionary, for queries.",
        write_sqlite,
        pieces=Pieces(write_sqlite_piece, join_sqlite),
    ),
    Form(
        "parquet",
        "Parquet",
        "application/vnd.apache.parquet",
        "Nested columns, for DuckDB, pandas, Polars, R and Spark.",
        write_parquet,
        pieces=Pieces(write_parquet_piece, join_parquet),
    ),
)


def forms_at_hand() -> list[str]:
    """Return the endings of the forms that can be written here, whatever the records."""
    return [form.ending for form in FORMS if not form.refusal(1)]


@dataclass(frozen=True, slots=True)
class Making:
    """A file to be made from records alone: its ``kind``, its ``key`` and what writes it.

    It can be sent to another process: what writes it holds no more than it needs.
    """

    kind: str
    key: Sequence[Any]
    write: Callable[[BinaryIO], None]


class Keep(Protocol):
    """Gives the file of a kind under a key; ``write`` makes it where no earlier build did."""

    def __call__(
        self, kind: str, key: Sequence[Any], write: Callable[[BinaryIO], None]
    ) -> KeptFile:
        """Return the finished file; ``key`` is all that it is made from, as JSON holds it."""


@dataclass(slots=True)
class Downloads:
    """All files of a directory's datasets; ``datasets`` lists them when they have been made."""

    title: str
    packages: Sequence[Package]
    standard: Standard
    keep: Keep
    datasets: list[Dataset] = field(default_factory=list)
    planned: list[Planned] = field(init=False)

    def __post_init__(self) -> None:
        """Plan the datasets."""
        self.planned = plan(self.title, self.packages, self.standard.licences)

    def work(self) -> tuple[list[Callable[[], object]], list[Callable[[], object]]]:
        """Return what may be done ahead of ``files`` and in any order, the slowest first.

        First what is of one publisher, and then, when that is done, what is of all together.
        """
        todo: tuple[list[Callable[[], object]], list[Callable[[], object]]] = ([], [])
        for form in sorted(FORMS, key=lambda form: not form.is_workbook):
            for planned in self.planned:
                if not form.refusal(planned.about.records):
                    todo[not planned.about.publisher].append(partial(self._made, planned, form))
        return todo

    def files(self) -> Iterator[tuple[str, KeptFile]]:
        """Yield each file's path and the finished file."""
        for planned in self.planned:
            written: list[Download] = []
            missing: list[Missing] = []
            for form in FORMS:
                path = f"{planned.about.folder}/initiatives.{form.ending}"
                refusal = form.refusal(planned.about.records)
                try:
                    kept = None if refusal else self._made(planned, form)
                except UnusableInput as error:  # such as a workbook that has no room for it
                    kept, refusal = None, str(error)
                if kept is None:
                    missing.append(Missing(form.title, refusal))
                    continue
                yield path, kept
                written.append(_listed(path, form, kept))
            self.datasets.append(
                replace(planned.about, downloads=tuple(written), missing=tuple(missing))
            )

    def _made(self, planned: Planned, form: Form) -> KeptFile:
        # Pieces are asked for even if the whole is there: what nobody asked for is swept.
        found = form.pieces
        parts = planned.records.parts
        pieces = [self._piece(part, form, found) for part in parts] if found else []
        shape = None
        if found and found.shape and len(parts) > 1:
            shape = found.shape(planned.header, pieces, self.standard)
            pieces = [
                self._fitted(part, form, shape, piece)
                for part, piece in zip(parts, pieces, strict=True)
            ]

        def write(out: BinaryIO) -> None:
            if found is None:
                form.write(planned.header, planned.records, out, self.standard)
            elif shape is None:
                found.join(planned.header, pieces, out, self.standard)
            else:
                shape.join(pieces, out)

        return self.keep("downloads", self._key(form, planned.header, planned.records.key), write)

    def _piece(self, part: Part, form: Form, pieces: Pieces) -> Path:
        def write(out: BinaryIO) -> None:
            pieces.write(part.read(), out, self.standard)

        return self.keep("pieces", self._key(form, part.key), write).path

    def _fitted(self, part: Part, form: Form, shape: Shape, piece: Path) -> Path:
        key = self._key(form, part.key, shape.key)
        return self.keep("pieces", key, partial(shape.fit, piece)).path

    def _key(self, form: Form, *more: Any) -> list[Any]:
        return [form.ending, self.standard.version, self.standard.extensions, *more]

    def makings(self) -> Iterator[Making]:
        """Yield the files that ``files`` will ask for and that are made from records alone."""
        for planned in self.planned:
            for form in FORMS:
                if form.refusal(planned.about.records):
                    continue
                if form.pieces is None:
                    key = self._key(form, planned.header, planned.records.key)
                    write = partial(_write_whole, form.write, planned, self.standard)
                    yield Making("downloads", key, write)
                    continue
                for part in planned.records.parts:
                    write = partial(_write_piece, form.pieces.write, part, self.standard)
                    yield Making("pieces", self._key(form, part.key), write)


def _write_whole(write: Writer, planned: Planned, standard: Standard, out: BinaryIO) -> None:
    write(planned.header, planned.records, out, standard)


def _write_piece(write: WritePiece, part: Part, standard: Standard, out: BinaryIO) -> None:
    write(part.read(), out, standard)


def _listed(path: str, form: Form, kept: KeptFile) -> Download:
    columns: tuple[str, ...] = ()
    if form.write is write_csv:
        with kept.path.open(encoding="utf-8-sig", newline="") as table:
            columns = tuple(next(csv.reader(table)))
    return Download(
        path, form.title, form.media_type, kept.size, form.purpose, columns, kept.sha256
    )

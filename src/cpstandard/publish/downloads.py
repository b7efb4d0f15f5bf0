"""The downloads: every dataset of the directory in every form."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from cpstandard.core.errors import UnusableInput
from cpstandard.core.kept_file import KeptFile
from cpstandard.core.record import Part, Record, joined
from cpstandard.core.standard import Standard
from cpstandard.publish.datasets import Package, Planned, plan
from cpstandard.publish.directory import Dataset, Download, Missing
from cpstandard.publish.forms.csv_form import CSV_PIECES
from cpstandard.publish.forms.geojson_form import GEOJSON_PIECES
from cpstandard.publish.forms.json_form import JSON_PIECES
from cpstandard.publish.forms.jsonl_form import JSONL_PIECES
from cpstandard.publish.forms.ods_form import ODS_PIECES
from cpstandard.publish.forms.parquet_form import PARQUET_PIECES, is_installed
from cpstandard.publish.forms.pieces import JoinPieces, Pieces, Shape, WritePiece
from cpstandard.publish.forms.sqlite_form import SQLITE_PIECES
from cpstandard.publish.forms.xlsx_form import XLSX_PIECES

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

    ``purpose`` says whom it serves. It is joined of ``pieces``, so that what did not change is not
    written anew.
    """

    ending: str
    title: str
    media_type: str
    purpose: str
    pieces: Pieces
    is_workbook: bool = False

    def refusal(self, records: int) -> str:
        """Return in words why so many records are not written in this form; empty if they are."""
        if self.is_workbook and records > MOST_IN_A_WORKBOOK:
            return _TOO_MANY
        return "" if self.pieces is not PARQUET_PIECES or is_installed() else _NO_DUCKDB


FORMS = (
    Form(
        "json",
        "JSON",
        "application/json",
        "The package of the standard as one document.",
        JSON_PIECES,
    ),
    Form(
        "jsonl",
        "JSON Lines",
        "application/jsonl",
        "The same with a record a line, to be read piece by piece: best for programs.",
        JSONL_PIECES,
    ),
    Form(
        "csv",
        "CSV",
        "text/csv",
        "One table with a row for each initiative, for spreadsheets and statistics.",
        CSV_PIECES,
    ),
    Form(
        "xlsx",
        "Excel workbook",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "A sheet of initiatives and one for each list, such as places and evidence.",
        XLSX_PIECES,
        is_workbook=True,
    ),
    Form(
        "ods",
        "OpenDocument spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet",
        "The same sheets for LibreOffice and others.",
        ODS_PIECES,
        is_workbook=True,
    ),
    Form(
        "geojson",
        "GeoJSON",
        "application/geo+json",
        "A point for each place that has one, for maps; a view and not the whole record.",
        GEOJSON_PIECES,
    ),
    Form(
        "sqlite",
        "SQLite",
        "application/vnd.sqlite3",
        "A database with a table for each list, the codes and its own dictionary, for queries.",
        SQLITE_PIECES,
    ),
    Form(
        "parquet",
        "Parquet",
        "application/vnd.apache.parquet",
        "Nested columns, for DuckDB, pandas, Polars, R and Spark.",
        PARQUET_PIECES,
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
    _at_hand: dict[str, tuple[Download, KeptFile] | Missing] = field(
        init=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Plan the datasets."""
        self.planned = plan(self.title, self.packages, self.standard.licences)

    def work(self) -> tuple[list[Callable[[], object]], list[Callable[[], object]]]:
        """Return what may be done ahead of ``files`` and in any order, the slowest first.

        First what is of one publisher, and then, when that is done, what is of all together.
        """
        todo: tuple[list[Callable[[], object]], list[Callable[[], object]]] = ([], [])
        # Three forms wait for the rows, and whoever finds them missing makes them.
        for part in {
            part.key: part for planned in self.planned for part in planned.records.parts
        }.values():
            todo[0].append(partial(self._piece, part, CSV_PIECES))
        # After the workbooks the databases take longest, which stand last among the forms.
        for form in sorted(FORMS, key=lambda f: (f.is_workbook, FORMS.index(f)), reverse=True):
            for planned in self.planned:
                if not form.refusal(planned.about.records):
                    todo[not planned.about.publisher].append(partial(self._made, planned, form))
        return todo

    def find_those_of_one(self) -> None:
        """Find or make the files of single publishers, so that ``files`` has them at hand."""
        for planned in self.planned:
            if planned.about.publisher:
                for form in FORMS:
                    self._found(planned, form)

    def files(self) -> Iterator[tuple[str, KeptFile]]:
        """Yield each file's path and the finished file."""
        for planned in self.planned:
            written: list[Download] = []
            missing: list[Missing] = []
            for form in FORMS:
                found = self._found(planned, form)
                if isinstance(found, Missing):
                    missing.append(found)
                    continue
                download, kept = found
                yield download.path, kept
                written.append(download)
            self.datasets.append(
                replace(planned.about, downloads=tuple(written), missing=tuple(missing))
            )

    def _found(self, planned: Planned, form: Form) -> tuple[Download, KeptFile] | Missing:
        """Return a dataset in a form as it is listed, with the file; or why there is none."""
        path = f"{planned.about.folder}/initiatives.{form.ending}"
        if path not in self._at_hand:
            refusal = form.refusal(planned.about.records)
            try:
                kept = None if refusal else self._made(planned, form)
            except UnusableInput as error:  # such as a workbook that has no room for it
                kept, refusal = None, str(error)
            listed = (_listed(path, form, kept), kept) if kept else Missing(form.title, refusal)
            self._at_hand[path] = listed
        return self._at_hand[path]

    def _made(self, planned: Planned, form: Form) -> KeptFile:
        # What it is joined of is asked for even if it is there: what nobody asked for is swept.
        write = self._joined(planned, form)
        key = self._key(form.ending, planned.header, planned.records.key)
        return self.keep("downloads", key, write)

    def _joined(self, planned: Planned, form: Form) -> Callable[[BinaryIO], None]:
        """Return what writes a dataset in a form; the files that it is joined of are there."""
        parts, how = planned.records.parts, form.pieces
        if how.join_packages and (packages := self._packages_of(planned)):
            files = [self._made(each, form).path for each in packages]
            return partial(_written, how.join_packages, planned.header, files, self.standard)
        pieces = [self._piece(part, how) for part in parts]
        if how.shape and len(parts) > 1:
            shape = how.shape(planned.header, pieces, self.standard)
            fitted = [
                self._fitted(part, form, shape, piece)
                for part, piece in zip(parts, pieces, strict=True)
            ]
            return partial(shape.join, fitted)
        return partial(_written, how.join, planned.header, pieces, self.standard)

    def _packages_of(self, planned: Planned) -> list[Planned]:
        """Return the datasets of single publishers that one of all is made up of; none of one."""
        if planned.about.publisher:
            return []
        group = planned.about.group
        of_one = [p for p in self.planned if p.about.publisher and p.about.group == group]
        return of_one if joined(each.records for each in of_one).key == planned.records.key else []

    def _piece(self, part: Part, pieces: Pieces) -> Path:
        write = partial(_write_piece, pieces.write, part, self.standard)
        return self.keep("pieces", self._key(pieces.kind, part.key), write).path

    def _fitted(self, part: Part, form: Form, shape: Shape, piece: Path) -> Path:
        key = self._key(form.ending, part.key, shape.key)
        return self.keep("pieces", key, partial(shape.fit, piece)).path

    def _key(self, kind: str, *more: Any) -> list[Any]:
        return [kind, self.standard.version, self.standard.extensions, *more]

    def makings(self) -> Iterator[Making]:
        """Yield the files that ``files`` will ask for and that are made from records alone."""
        parts = {part.key: part for planned in self.planned for part in planned.records.parts}
        kinds = {form.pieces.kind: form.pieces for form in FORMS if not form.refusal(1)}
        for kind, pieces in kinds.items():
            for key, part in parts.items():
                write = partial(_write_piece, pieces.write, part, self.standard)
                yield Making("pieces", self._key(kind, key), write)


def _written(
    join: JoinPieces, header: Record, files: Sequence[Path], standard: Standard, out: BinaryIO
) -> None:
    join(header, files, out, standard)


def _write_piece(write: WritePiece, part: Part, standard: Standard, out: BinaryIO) -> None:
    write(part.read(), out, standard)


def _listed(path: str, form: Form, kept: KeptFile) -> Download:
    columns: tuple[str, ...] = ()
    if form.pieces is CSV_PIECES:
        with kept.path.open(encoding="utf-8-sig", newline="") as table:
            columns = tuple(next(csv.reader(table)))
    return Download(
        path, form.title, form.media_type, kept.size, form.purpose, columns, kept.sha256
    )

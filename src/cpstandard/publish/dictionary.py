"""The data dictionary: each field, what it means, and where it stands in each form."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cpstandard.core.phrase import say
from cpstandard.core.standard import Standard
from cpstandard.publish.field_views import FieldView, read_fields
from cpstandard.publish.forms.csv_cell import csv_text
from cpstandard.publish.forms.parquet_form import columns as parquet_columns
from cpstandard.publish.forms.relational import Table, tables

COLUMNS = (
    "path", "title", "description", "holds", "needed", "codelist", "csvColumn", "sheet",
    "sheetColumn", "sqliteTable", "sqliteColumn", "parquetColumn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One field: its path in JSON, and where it stands in the other forms (empty for nowhere).

    ``csv`` is the heading in the single table, that of the first item for a list: ``Place 1:
    Place name``. ``sqlite`` is table and column.
    """

    view: FieldView
    sqlite: tuple[str, str] = ("", "")
    parquet: str = ""
    of_package: bool = False

    @property
    def path(self) -> str:
        """The path from the record's root, with ``[]`` after a list: ``places[].name``.

        Fields of the package's own begin with ``package``.
        """
        parts = [f"{name}[]" if after == "*" else name for name, after in self._pairs()]
        return ".".join(["package", *parts] if self.of_package else parts)

    def _pairs(self) -> Iterator[tuple[str, str]]:
        path = self.view.field.path
        for name, after in zip(path, (*path[1:], ""), strict=True):
            if name != "*":
                yield name, after

    def row(self) -> dict[str, Any]:
        """Return the entry as the dictionary for machines holds it."""
        heading = self.view.heading
        values = (
            self.path,
            self.view.field.title,
            self.view.field.description,
            self.view.type,
            self.view.condition,
            self.view.field.codelist or "",
            heading.single if heading else "",
            heading.sheet if heading else "",
            heading.column if heading else "",
            *self.sqlite,
            self.parquet,
        )
        return dict(zip(COLUMNS, values, strict=True))


@dataclass(frozen=True)
class Dictionary:
    """The dictionary of one version of the standard, with the fields of extensions in it."""

    standard: Standard

    @cached_property
    def tables(self) -> list[Table]:
        """The tables of the database."""
        return tables(self.standard)

    @cached_property
    def parts(self) -> list[tuple[str, str, list[Entry]]]:
        """The fields part by part: title, description and entries."""
        found = []
        reference = read_fields(self.standard)
        for part in reference.parts:
            views = [*([part.top] if part.top else []), *part.fields]
            entries = [self._entry(view) for view in views if not view.is_group]
            if entries:
                found.append((part.title, part.description, entries))
        own = [Entry(v, of_package=True) for v in reference.envelope if not v.is_group]
        words = say("What a file says of itself, once and not in each record.")
        return [*found, (say("The package"), words, own)]

    @cached_property
    def entries(self) -> list[Entry]:
        """All entries, in the order of the schema."""
        return [entry for _title, _words, entries in self.parts for entry in entries]

    def as_json(self) -> dict[str, Any]:
        """Return the dictionary for machines; codes come with their titles."""
        return {
            "standardVersion": self.standard.version,
            "extensions": list(self.standard.extensions),
            "fields": [entry.row() for entry in self.entries],
            "tables": [
                {"name": each.name, "title": each.title, "description": each.description}
                for each in self.tables
            ],
            "parquet": parquet_columns(self.standard),
            "codelists": {
                codelist.name: {code.code: code.title for code in codelist}
                for codelist in self.standard.codelists.values()
            },
        }

    def as_csv(self) -> bytes:
        """Return the fields as a table."""
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\r\n")
        rows.writerow(COLUMNS)
        rows.writerows(map(csv_text, entry.row().values()) for entry in self.entries)
        return out.getvalue().encode("utf-8-sig")

    @cached_property
    def _placed(self) -> dict[tuple[str, ...], tuple[str, str]]:
        return {
            (*table.at, *column.path): (table.name, column.name)
            for table in self.tables
            for column in table.columns
        }

    def _entry(self, view: FieldView) -> Entry:
        plain = tuple(name for name in view.field.path if name != "*")
        # What is deeper than a table of its own is JSON in the column of the list that it is in.
        within = (plain[:n] for n in range(len(plain), 0, -1))
        placed = next((self._placed[path] for path in within if path in self._placed), ("", ""))
        return Entry(view, placed, ".".join(plain))

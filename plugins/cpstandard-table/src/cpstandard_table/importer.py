"""The importer ``table``."""

from collections.abc import Iterable, Iterator
from typing import Any

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.row import Row
from cpstandard.ingest.source_rows import is_json, read_sheet
from cpstandard_table.json_source import json_source
from cpstandard_table.options import TableOptions
from cpstandard_table.reading import RowReader
from cpstandard_table.suggest import suggest_mapping
from cpstandard_table.value import nearest

_DERIVED_LIMIT = 500


class TableImporter:
    """Any CSV, TSV, XLSX, ODS, JSON, JSON Lines or GeoJSON file, by a declared mapping."""

    id = "table"
    title = "Any table, by a declared mapping"
    version = "0.1.0"
    register = Register(name="", operator="", licence="", url="")
    media_types: tuple[str, ...] = (
        "text/csv",
        "text/tab-separated-values",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/json",
        "application/x-ndjson",
        "application/geo+json",
    )
    Options: type[ImporterOptions] = TableOptions

    def recognises(self, document: Document) -> bool:
        """Return ``False``: any table could be meant, so a person has to say so."""
        del document
        return False

    def suggest(self, document: Document) -> str:
        """Return a mapping to begin with, as YAML, made from the document's headings and rows."""
        if is_json(document):
            known, rows = json_source(document, "")
            return suggest_mapping(known, rows)
        sheet = read_sheet(document)
        return suggest_mapping(sheet.headings, sheet.rows)

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield an outcome for each row, in the document's order.

        Raises ``UnusableInput`` where the document is no table or lacks a column that is mapped.
        """
        if not isinstance(options, TableOptions):
            raise UnusableInput(
                "The importer table needs its options: a mapping with id and record."
            )
        known, rows = _open(document, options)
        _check_columns(document, options, known)
        mapping, identity = options.mapping(), options.identity()
        nulls, dates = frozenset(options.nulls), tuple(options.dates)
        for row in rows:
            row.ignore(*options.ignore)
            row.withhold(*options.withhold)
            reader = RowReader(row, nulls, dates)
            reason = _unwanted(reader, options)
            if reason:
                yield Skipped(reason, (row,))
                continue
            local_id, record = reader.text(identity), reader.record(mapping.record)
            if not local_id or not record.get("name"):
                yield Skipped("it has no id" if not local_id else "it has no name", (row,))
                continue
            record["provenance"] = _provenance(options, reader)
            yield Imported(local_id, record, (row,))


def _open(document: Document, options: TableOptions) -> tuple[list[str], Iterable[Row]]:
    """Return the columns that the document has, and its rows."""
    if is_json(document):
        return json_source(document, options.rows)
    sheet = read_sheet(document, options.sheet, options.header_row)
    return list(sheet.headings), sheet.rows


def _check_columns(document: Document, options: TableOptions, known: list[str]) -> None:
    named = [*options.identity().columns(), *options.mapping().columns()]
    named += [(c.column, f"filter/{n}/column") for n, c in enumerate(options.filter)]
    private = set(options.withhold)
    for column, where in named:
        if column in private:
            raise UnusableInput(f"Option {where}: the column {column!r} is withheld; drop one.")
        if column not in known and not any(k.startswith(f"{column}/") for k in known):
            raise UnusableInput(
                f"Option {where}: {document.name} has no column {column!r}{nearest(column, known)}"
            )


def _unwanted(reader: RowReader, options: TableOptions) -> str:
    for condition in options.filter:
        if not condition.keeps(reader.column(condition.column)):
            return condition.reason
    return ""


def _provenance(options: TableOptions, reader: RowReader) -> dict[str, Any]:
    derived = [
        {"field": name, "rule": "; ".join(reasons)[:_DERIVED_LIMIT]}
        for name, reasons in sorted(reader.derived.items())
    ]
    return {"assertedBy": options.asserted_by, "derived": derived}

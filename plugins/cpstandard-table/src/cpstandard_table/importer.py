"""The importer ``table``."""

from collections.abc import Iterable, Iterator
from typing import Any

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput, WrongOptions
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.row import Row
from cpstandard.ingest.source_rows import is_json, read_sheet
from cpstandard_table.cells import RowCells
from cpstandard_table.draft.suggest import suggest_mapping
from cpstandard_table.filling import filled_down
from cpstandard_table.gathering import gathered
from cpstandard_table.grid import POINT, on_the_grid
from cpstandard_table.json_source import first_items, json_source
from cpstandard_table.naming import nearest
from cpstandard_table.options import TableOptions
from cpstandard_table.reading import RowReader

_DERIVED_LIMIT = 500
_NEEDED = (
    (("sources",), "a source"),
    (("clusters", "practices"), "a cluster or practice"),
    (("places", "scope"), "a place or scope"),
)
"""Each needs one of some fields; the mapping has it, but a row may have nothing there."""


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
            return suggest_mapping(document.name, first_items(known), rows)
        sheet = read_sheet(document)
        return suggest_mapping(document.name, sheet.headings, sheet.rows)

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield an outcome for each row, in the document's order.

        Raises ``UnusableInput`` where the document is no table or lacks a column that is mapped.
        """
        if not isinstance(options, TableOptions):
            raise UnusableInput(
                "The importer table needs its options: a mapping with id and record."
            )
        outcomes = _outcomes(document, options)
        yield from gathered(outcomes, options.gather) if options.gather else _told_once(outcomes)


def _outcomes(document: Document, options: TableOptions) -> Iterator[Imported | Skipped]:
    wanted = list(options.columns())
    known, rows = _open(document, options, wanted)
    if options.national_grid:
        _check_point(document, known)
        known, rows = [*known, *POINT], on_the_grid(rows, options.national_grid)
    _check_columns(document, options, wanted, known)
    mapping, identity = options.mapping(), options.identity()
    nulls, dates = frozenset(options.nulls), tuple(options.dates)
    for row in filled_down(rows, options.fill_down):
        row.ignore(*options.ignore)
        row.withhold(*options.withhold)
        cells = RowCells(row, nulls, dates)
        unmet = next((c for c in options.filter if not c.keeps(cells)), None)
        if unmet:
            yield Skipped(unmet.unmet(cells), (row,))
            continue
        reader = RowReader(row, cells)
        local_id, record = cells.text(identity), reader.record(mapping)
        if not local_id or not record.get("name"):
            yield Skipped("it has no id" if not local_id else "it has no name", (row,))
            continue
        for lack in _lacking(record):
            row.note(f"the record is without {lack}, which every record needs")
        record["provenance"] = _provenance(options, reader)
        yield Imported(local_id, record, (row,))


def _lacking(record: dict[str, Any]) -> Iterator[str]:
    """Yield what a record needs, beside its name, and does not have."""
    for fields, said in _NEEDED:
        if not any(record.get(name) for name in fields):
            yield said


def _told_once(outcomes: Iterable[Imported | Skipped]) -> Iterator[Imported | Skipped]:
    """Pass ``outcomes`` on, and say of which records the id stood in a row before."""
    seen: set[int] = set()  # numbers, so that a long table's ids take little room
    for outcome in outcomes:
        if isinstance(outcome, Imported):
            number = hash(outcome.local_id)
            if number in seen:
                outcome.rows[0].note(
                    "the id stands in a row before: mend  id,  or join the rows with  gather"
                )
            seen.add(number)
        yield outcome


def _open(
    document: Document, options: TableOptions, wanted: list[tuple[str, str]]
) -> tuple[list[str], Iterable[Row]]:
    """Return the columns that the document has, and its rows."""
    if is_json(document):
        return json_source(document, options.rows)
    names = [*(name for name, _ in wanted), *options.ignore, *options.withhold]
    sheet = read_sheet(document, options.sheet, options.header_row, dict.fromkeys(names))
    return list(sheet.headings), sheet.rows


def _check_point(document: Document, known: list[str]) -> None:
    """Raise ``WrongOptions`` where the columns that the grid would give are there already."""
    if both := [name for name in POINT if name in known]:
        said = f"{document.name} has {' and '.join(both)} of its own: map that, and drop this"
        raise WrongOptions("Options of importer table", [("national_grid", said)])


def _check_columns(
    document: Document, options: TableOptions, wanted: list[tuple[str, str]], known: list[str]
) -> None:
    """Raise ``WrongOptions`` with every column that is asked for and withheld, or not there."""
    private, there = set(options.withhold), {*known, *map(_starred, known)}
    inside = {path[:at] for path in there for at, sign in enumerate(path) if sign == "/"}
    wrong = []
    for column, where in wanted:
        if column in private:
            wrong.append((where, f"the column {column!r} is withheld; drop one"))
        elif column not in there and column not in inside:
            hint = nearest(column, list(dict.fromkeys(map(_starred, known))))
            wrong.append((where, f"{document.name} has no column {column!r}{hint}"))
    if wrong:
        raise WrongOptions("Options of importer table", wrong)


def _starred(path: str) -> str:
    return "/".join("*" if part.isdigit() else part for part in path.split("/"))


def _provenance(options: TableOptions, reader: RowReader) -> dict[str, Any]:
    derived = [
        {"field": name, "rule": "; ".join(reasons)[:_DERIVED_LIMIT]}
        for name, reasons in sorted(reader.derived.items())
    ]
    return {"assertedBy": options.asserted_by, "derived": derived}

"""The importer ``acv``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.row import Row
from cpstandard.ingest.source_rows import Sheet, is_json, json_rows, read_json, read_sheet
from cpstandard_acv.columns import Columns, columns
from cpstandard_acv.listing import Listing
from cpstandard_acv.record import to_record
from cpstandard_acv.words import state_of_sheet

_NOT_LISTED = {
    "refused": "the nomination did not succeed",
    "withdrawn": "the nomination was withdrawn",
    "pending": "no decision has been taken yet",
    "": "its decision is none that is known",
}
_FORMER = {"removed": "it was taken off the list", "expired": "the listing has run out"}


class AcvOptions(ImporterOptions):
    """Whose list it is, and which of its entries are wanted."""

    authority: str = Field(
        default="",
        max_length=200,
        description="The name of the council whose list it is, where the file does not say so.",
    )
    as_of: str = Field(
        default="",
        pattern=r"^(\d{4}-\d{2}-\d{2})?$",
        description="The day (YYYY-MM-DD) on which the list stood so: it tells which listings have "
        "run out, and is the day of the status. Without it, the day on which it was fetched.",
    )
    former: bool = Field(
        default=True,
        description="Whether listings that have run out or were taken off the list become records "
        "too, with the status ended.",
    )
    header_row: int | None = Field(
        default=None,
        ge=1,
        description="The row with the headings, counted from 1, where it is not the first one "
        "with two cells filled in.",
    )


@dataclass(slots=True)
class _Seen:
    """What tells a repeated entry."""

    references: set[str] = field(default_factory=set)
    entries: set[tuple[str, ...]] = field(default_factory=set)


class _Table(NamedTuple):
    """What a table's headings say, the name of its sheet, and its rows, to be read once."""

    columns: Columns
    sheet: str
    rows: Iterator[Row]


class AssetsOfCommunityValue:
    """Councils' lists of assets of community value: the draft specification, and as they come."""

    id = "acv"
    title = "Assets of community value"
    version = "0.1.0"
    register = Register(
        name="List of assets of community value",
        operator="English district, borough and unitary councils",
        licence="OGL-UK-3.0",
        url="https://www.planning.data.gov.uk/dataset/asset-of-community-value",
    )
    media_types: tuple[str, ...] = (
        "text/csv",
        "application/json",
        "application/geo+json",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    )
    Options: type[ImporterOptions] = AcvOptions

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` holds a list of assets of community value."""
        try:
            return any(table.columns.is_list for table in _tables(document, None))
        except UnusableInput:
            return False

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield an outcome for each row of each table, in the document's order.

        Raises ``UnusableInput`` where no table has the headings of such a list.
        """
        wanted = AcvOptions.model_validate(options.model_dump())
        # What was fetched stood so on that day; a file from somebody's folder may be old.
        seen_on = wanted.as_of or (document.retrieved_at[:10] if document.url else "")
        days = (wanted.as_of or document.retrieved_at[:10], seen_on)
        tables = list(_tables(document, wanted.header_row))
        if not any(table.columns.is_list for table in tables):
            raise UnusableInput(_what_was_found(document, tables))
        seen = _Seen()
        for cols, sheet, rows in tables:
            state = state_of_sheet(sheet)
            for row in rows:
                if not cols.is_list:
                    yield Skipped("its sheet is no list of assets of community value", (row,))
                    continue
                cols.settle(row)
                yield _outcome(Listing.of(row, cols, state, days), wanted, seen)


def _outcome(listing: Listing, options: AcvOptions, seen: _Seen) -> Imported | Skipped:
    row, state = listing.row, listing.state
    if not listing.name:
        return Skipped("it names no asset", (row,))
    if state in _NOT_LISTED:
        return Skipped(_NOT_LISTED[state], (row,))
    if state in _FORMER and not options.former:
        return Skipped(_FORMER[state], (row,))
    entry = (listing.name.casefold(), listing.address.casefold(), listing.decided)
    if listing.reference in seen.references:
        return Skipped("its reference occurred before in this file", (row,))
    if not listing.reference and entry in seen.entries:
        return Skipped("the same entry occurred before in this file", (row,))
    local_id = listing.reference or " ".join(
        # Where an asset was listed again after five years, the day tells the two apart.
        entry if any(entry[:2] == other[:2] for other in seen.entries) else entry[:2]
    )
    seen.references |= {listing.reference} if listing.reference else set()
    seen.entries.add(entry)
    return Imported(local_id, to_record(listing, options.authority), (row,))


def _tables(document: Document, header_row: int | None) -> Iterator[_Table]:
    """Yield each table that has headings."""
    if is_json(document):
        rows = _json(document)
        headings = dict.fromkeys(name for row in rows for name in row.unread())
        yield _Table(columns(headings, document.name), "", iter(rows))
        return
    names = [table.name for table in document.tables() if not table.hidden]
    if len(names) <= 1:
        yield _table(document, read_sheet(document, header_row=header_row))
        return
    for name in names:
        try:
            sheet = read_sheet(document, name, header_row)
        except UnusableInput:
            continue  # an empty sheet, or a note of one column: another holds the list
        yield _table(document, sheet)


def _table(document: Document, sheet: Sheet) -> _Table:
    about = f"{document.name} {sheet.name}"
    return _Table(columns(sheet.headings, about), sheet.name, sheet.rows)


def _json(document: Document) -> list[Row]:
    """Return the rows of a list, of ``entities`` (the national service) or of GeoJSON."""
    value = read_json(document)
    at, items = "", value
    for key in ("entities", "features"):
        if isinstance(value, Mapping) and isinstance(value.get(key), list):
            at, items = f"/{key}", value[key]
    if not isinstance(items, list):
        raise UnusableInput(
            f"{document.name} is no list of assets of community value: a list, or an object with a "
            "list 'entities' or 'features', was expected."
        )
    return json_rows(document, [_flat(item) for item in items], at)


def _flat(item: Any) -> Any:
    """Return the properties of a GeoJSON feature with its point as well-known text."""
    if not isinstance(item, Mapping) or not isinstance(item.get("properties"), Mapping):
        return item
    shape = item.get("geometry")
    flat = dict(item["properties"])
    if isinstance(shape, Mapping) and shape.get("type") == "Point":
        numbers = shape.get("coordinates")
        if isinstance(numbers, list) and len(numbers) >= 2:  # noqa: PLR2004 - longitude, latitude
            flat.setdefault("point", f"POINT ({numbers[0]} {numbers[1]})")
    elif shape:
        flat.setdefault("geometry", str(shape.get("type") if isinstance(shape, Mapping) else shape))
    return flat


def _what_was_found(document: Document, tables: list[_Table]) -> str:
    found = "; ".join(", ".join(map(repr, table.columns.headings[:8])) for table in tables[:3])
    return (
        f"{document.name} is no list of assets of community value: a column with the asset's name "
        "or address, and columns with who nominated it, when, and when it was listed were "
        f"expected, found {found or 'no table'}."
    )

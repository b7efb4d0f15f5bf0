"""The spreadsheet form of the standard: which sheets and columns a version has.

One description for those who read it and those who write it. ``Initiatives`` has a row a record;
each list of objects has a sheet of its own, whose first column is the initiative's id; nested
objects become columns; ``Meta`` has the envelope. As one CSV file, the lists become numbered
columns (``Place 1: Place name``) and the envelope columns whose heading begins ``Package:``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from cpstandard.core.standard import Field, Schema, Standard, walk_fields

MAIN_SHEET = "Initiatives"
META_SHEET = "Meta"
READ_ME_SHEET = "READ ME"
CODELISTS_SHEET = "Codelists"
META_HEADINGS = ("Field", "Value")
PACKAGE_PREFIX = "Package: "
_SHEET_NAME_LIMIT = 31


class Kind(StrEnum):
    """How a value stands in a cell; ``json`` is for what has no better form."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    LIST = "list"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the path of its value within the row's object, and the field."""

    heading: str
    path: tuple[str, ...]
    field: Field
    kind: Kind


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the records themselves (``at`` is empty) or the list at ``at`` in each record.

    ``item`` is what one row is called: ``Place``.
    """

    name: str
    at: tuple[str, ...]
    item: str
    columns: tuple[Column, ...]
    description: str

    def numbered(self, column: Column, number: int) -> str:
        """Return the heading of ``column`` for the item of that number, in a single table."""
        return f"{self.item} {number}: {column.heading}"


@dataclass(frozen=True)
class TableForm:
    """All sheets of one version of the standard; ``meta`` are the envelope's fields."""

    main: Sheet
    lists: tuple[Sheet, ...]
    meta: tuple[Column, ...]

    @property
    def id_heading(self) -> str:
        """The heading of the column that says to which initiative a row of a list belongs."""
        return self.id_column.heading

    @cached_property
    def id_column(self) -> Column:
        """The column of the initiative's id."""
        return next(column for column in self.main.columns if column.path == ("id",))


def table_form(standard: Standard) -> TableForm:
    """Return the spreadsheet form of ``standard``."""
    lists = tuple(_list_sheet(field) for field in standard.fields() if _is_first_level_list(field))
    title, columns = standard.initiative["title"], _columns(standard.initiative)
    main = Sheet(MAIN_SHEET, (), title, columns, "One row for each initiative.")
    return TableForm(main, _told_apart(lists), _columns(standard.envelope, lists_apart=False))


def _is_first_level_list(field: Field) -> bool:
    return "*" not in field.path and _holds_objects(field.schema)


def _holds_objects(schema: Schema) -> bool:
    return bool(schema.get("items", {}).get("type") == "object")


def _list_sheet(field: Field) -> Sheet:
    items = field.schema["items"]
    name = field.title[:_SHEET_NAME_LIMIT]
    item = items.get("title", field.title)
    return Sheet(name, field.path, item, _columns(items, lists_apart=False), field.description)


def _told_apart(lists: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Give items that would share a name the name of their sheet."""
    counts = Counter(sheet.item for sheet in lists)
    return tuple(
        replace(sheet, item=sheet.name) if counts[sheet.item] > 1 else sheet for sheet in lists
    )


def _columns(schema: Schema, *, lists_apart: bool = True) -> tuple[Column, ...]:
    """Return the columns of an object; headings that would be the same get their parent's title.

    ``lists_apart``: lists of objects have sheets of their own, and so no column here.
    """
    titles = {field.path: field.title for field in walk_fields(schema)}
    leaves = list(_leaves(walk_fields(schema), lists_apart=lists_apart))
    counts = Counter(field.title.casefold() for field in leaves)
    columns = []
    for field in leaves:
        heading = field.title
        if counts[heading.casefold()] > 1 and len(field.path) > 1:
            heading = f"{titles[field.path[:-1]]}: {heading}"
        columns.append(Column(heading, field.path, field, _kind(field.schema)))
    return tuple(columns)


def _leaves(fields: Iterable[Field], *, lists_apart: bool) -> Iterator[Field]:
    """Yield the fields that are a cell: neither inside a list nor an object of known parts."""
    for field in fields:
        if "*" in field.path:
            continue
        has_parts = field.schema.get("type") == "object" and field.schema.get("properties")
        if not has_parts and not (lists_apart and _holds_objects(field.schema)):
            yield field


def _kind(schema: Schema) -> Kind:
    kind = schema.get("type")
    if kind in ("number", "integer"):
        return Kind.NUMBER
    if kind == "boolean":
        return Kind.BOOLEAN
    if kind == "array" and schema.get("items", {}).get("type") == "string":
        return Kind.LIST
    if kind == "string" or "const" in schema:
        return Kind.TEXT
    return Kind.JSON

"""The spreadsheet form of the standard: which sheets and columns a version has.

One description for those who read it and those who write it. ``Initiatives`` has a row a record;
each list of objects has a sheet of its own, whose first column is the initiative's id; nested
objects become columns; ``Meta`` has the envelope. A list of objects inside such a row is numbered
columns (``Area code 1: Scheme``). As one CSV file, all lists become numbered columns
(``Place 1: Place name``) and the envelope columns whose heading begins ``Package:``.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from cpstandard.core.standard import Field, Schema, Standard, walk_fields
from cpstandard.core.translated import translated
from cpstandard.core.wording import Wording

MAIN_SHEET = "Initiatives"
META_SHEET = "Meta"
READ_ME_SHEET = "READ ME"
CODELISTS_SHEET = "Codelists"
FINDINGS_SHEET = "cpstandard findings"
META_HEADINGS = ("Field", "Value")
PACKAGE_PREFIX = "Package: "
EXAMPLE_ID = "example-not-read-example"
EXAMPLE_MARKS = ("example,", "enghraifft,")
"""How the name in an example row begins, in each language, without case."""

_SHEET_NAME_LIMIT = 31
_ENGLISH = "en"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


class Kind(StrEnum):
    """How a value stands in a cell; ``json`` is for what has no better form."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    LIST = "list"
    JSON = "json"


Path = tuple[str | int, ...]
"""Names of fields; ``*`` is any item of a list inside the row, a number one such item, from 1."""

Key = tuple[int, int]
"""One cell of a row: the position of its column, and the item's number or 0."""

_ANY = "*"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the path of its value within the row's object, and the field.

    ``item`` is what one item is called where the column belongs to a list of objects inside the
    row: such a column has ``*`` in its path, and stands there once for each number.
    """

    heading: str
    path: Path
    field: Field
    kind: Kind
    item: str = ""

    @property
    def list_path(self) -> Path:
        """The path of the list inside the row that the column belongs to; empty for none."""
        return self.path[: self.path.index(_ANY)] if self.item else ()

    def numbered(self, number: int) -> "Column":
        """Return the column of the item of that number; a plain column is the same for all."""
        if not self.item:
            return self
        path = tuple(number if name == _ANY else name for name in self.path)
        return Column(f"{self.item} {number}: {self.heading}", path, self.field, self.kind)


def keys(columns: Sequence[Column], lengths: Mapping[Path, int]) -> list[Key]:
    """Return the cells of a row in order; ``lengths`` says how many items a list inside it has.

    A list that is not named there has room for one.
    """
    found: list[Key] = []
    done: set[Path] = set()
    for position, column in enumerate(columns):
        path = column.list_path
        if not path:
            found.append((position, 0))
        elif path not in done:
            done.add(path)
            same = [i for i, other in enumerate(columns) if other.list_path == path]
            found += [(i, n) for n in range(1, lengths.get(path, 1) + 1) for i in same]
    return found


def column_at(columns: Sequence[Column], key: Key) -> Column:
    """Return the column of one cell, with its number."""
    return columns[key[0]].numbered(key[1])


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
    """All sheets of one version of the standard; ``meta`` are the envelope's fields.

    ``others`` are the same sheets and columns, in the same order, in other languages.
    """

    main: Sheet
    lists: tuple[Sheet, ...]
    meta: tuple[Column, ...]
    meta_name: str = META_SHEET
    meta_headings: tuple[str, ...] = META_HEADINGS
    package_prefix: str = PACKAGE_PREFIX
    help_sheets: tuple[str, ...] = (READ_ME_SHEET, CODELISTS_SHEET)
    others: tuple["TableForm", ...] = ()

    @property
    def languages(self) -> "tuple[TableForm, ...]":
        """The form itself, and the same in each other language."""
        return (self, *self.others)

    @property
    def id_heading(self) -> str:
        """The heading of the column that says to which initiative a row of a list belongs."""
        return self.id_column.heading

    @cached_property
    def id_column(self) -> Column:
        """The column of the initiative's id."""
        return next(column for column in self.main.columns if column.path == ("id",))


def table_form(standard: Standard) -> TableForm:
    """Return the spreadsheet form of ``standard``, with its other languages beside it."""
    return standard.once(_with_languages)


def _with_languages(standard: Standard) -> TableForm:
    wordings = standard.wordings.items()
    others = (in_language(standard, each) for tag, each in wordings if tag != _ENGLISH)
    return replace(_form(standard), others=tuple(others))


def in_language(standard: Standard, wording: Wording) -> TableForm:
    """Return the spreadsheet form of ``standard`` in the language of ``wording``."""
    said = wording.text
    field_heading, value_heading = META_HEADINGS
    form = _form(translated(standard, wording))
    return replace(
        form,
        main=replace(form.main, name=said("sheet.initiatives") or MAIN_SHEET),
        meta_name=said("sheet.meta") or META_SHEET,
        meta_headings=(
            said("heading.field") or field_heading,
            said("heading.value") or value_heading,
        ),
        package_prefix=f"{(said('prefix.package') or PACKAGE_PREFIX).strip()} ",
        help_sheets=(
            said("sheet.readMe") or READ_ME_SHEET,
            said("sheet.codelists") or CODELISTS_SHEET,
        ),
    )


def _form(standard: Standard) -> TableForm:
    lists = [_list_sheet(field) for field in standard.fields() if _is_first_level_list(field)]
    title, columns = standard.initiative["title"], _columns(standard.initiative, lists_apart=True)
    main = Sheet(MAIN_SHEET, (), title, columns, "One row for each initiative.")
    return TableForm(main, _told_apart(lists), _columns(standard.envelope))


def _is_first_level_list(field: Field) -> bool:
    return _ANY not in field.path and _holds_objects(field.schema)


def _holds_objects(schema: Schema) -> bool:
    return bool(schema.get("items", {}).get("type") == "object")


def _list_sheet(field: Field) -> Sheet:
    items = field.schema["items"]
    item = items.get("title", field.title)
    return Sheet(field.title, field.path, item, _columns(items), field.description)


def _told_apart(lists: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Give each sheet a name that a workbook takes and no other has, and each item one of its own.

    Items that would share a name get the name of their sheet.
    """
    taken = {name.casefold() for name in (MAIN_SHEET, META_SHEET, READ_ME_SHEET, CODELISTS_SHEET)}
    counts = Counter(sheet.item for sheet in lists)
    named = []
    for sheet in lists:
        name = _free_name(_FORBIDDEN.sub(" ", sheet.name).strip("' "), taken)
        taken.add(name.casefold())
        item = name if counts[sheet.item] > 1 else sheet.item
        named.append(replace(sheet, name=name, item=item))
    return tuple(named)


def _free_name(name: str, taken: set[str]) -> str:
    short, number = name[:_SHEET_NAME_LIMIT].strip(), 1
    while short.casefold() in taken:
        number += 1
        short = f"{name[: _SHEET_NAME_LIMIT - 4].strip()} {number}"
    return short


def _columns(schema: Schema, *, lists_apart: bool = False) -> tuple[Column, ...]:
    """Return the columns of an object; headings that would be the same get their parent's title.

    ``lists_apart``: lists of objects have sheets of their own, and so no column here.
    """
    fields = {field.path: field for field in walk_fields(schema)}
    leaves = [field for field in fields.values() if _is_leaf(field)]
    if lists_apart:
        leaves = [f for f in leaves if _ANY not in f.path and not _holds_objects(f.schema)]
    counts = Counter((_list_of(f.path), f.title.casefold()) for f in leaves)
    items = _items(fields, {_list_of(field.path) for field in leaves})
    columns = []
    for field in leaves:
        heading, inside = field.title, _list_of(field.path)
        parent = fields.get(field.path[:-1])
        if counts[inside, heading.casefold()] > 1 and parent:
            heading = f"{parent.title}: {heading}"
        item = items.get(inside, "")
        columns.append(Column(heading, field.path, field, _kind(field.schema), item))
    return tuple(columns)


def _list_of(path: tuple[str, ...]) -> tuple[str, ...]:
    return path[: path.index(_ANY)] if _ANY in path else ()


def _items(
    fields: Mapping[tuple[str, ...], Field], lists: set[tuple[str, ...]]
) -> dict[tuple[str, ...], str]:
    """Return what one item of each list inside a row is called: two never the same."""
    titles = {
        path: str(fields[path].schema["items"].get("title", fields[path].title))
        for path in lists
        if path
    }
    counts = Counter(titles.values())
    return {p: fields[p].title if counts[title] > 1 else title for p, title in titles.items()}


def _is_leaf(field: Field) -> bool:
    """Return whether the field is a cell: an object of known parts is none, nor a list of such.

    A list of objects in a list in a row is kept as one cell, since numbers in numbers confuse.
    """
    depth = field.path.count(_ANY)
    if depth > 1:
        return False
    has_parts = field.schema.get("type") == "object" and field.schema.get("properties")
    return not has_parts and not (_holds_objects(field.schema) and depth == 0)


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

"""Finds the tables of the extract in a file, a zip or a folder of either, and reads them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.registers import official_number
from cpstandard.ingest.json_stream import json_items
from cpstandard.ingest.source_rows import is_json
from cpstandard_ccew.tab_lines import tab_rows, text_lines
from cpstandard_ccew.tables import ALL, CHARITY, LAYOUTS, NUMBER

_DEPTH = 3  # a folder of zips, or a zip of zips, that hold one file each
_SHOWN = 8
_HEADER_ROWS = 10
_NUMBERS = 5


@dataclass(slots=True)
class FoundTable:
    """A file that is a table of the extract; ``headings`` are official where that is known."""

    kind: str
    document: Document
    headings: list[str]
    meant: dict[str, str] = field(default_factory=dict)

    def rows(self, without: Collection[str] = ()) -> Iterator[tuple[int, list[str]]]:
        """Yield each row's number (that of the headings is 1) and its cells.

        They are those under ``headings_but(without)``; a short row has fewer, a long one more.
        """
        if is_json(self.document):
            yield from self._items(without)
            return
        rows = _text_rows(self.document)
        head = 0
        for head, cells in enumerate(rows, 1):  # noqa: B007 - read on below
            if [self.meant.get(cell, cell) for cell in _names(cells)] == self.headings:
                break
        at = [n for n, name in enumerate(self.headings) if name not in without]
        for number, cells in enumerate(rows, head + 1):
            if not without and any(cells):
                yield number, cells
            elif any(cells):
                end = len(cells)
                yield number, [cells[n] for n in at if n < end]

    def headings_but(self, without: Collection[str]) -> list[str]:
        """Return the headings that are not ``without``; of JSON, all only when it was read."""
        return [name for name in self.headings if name not in without]

    def _items(self, without: Collection[str]) -> Iterator[tuple[int, list[str]]]:
        keys = [key for key, name in self.meant.items() if name not in without]
        known = frozenset(self.meant)
        for number, item in enumerate(json_items(self.document), 1):
            if not isinstance(item, dict):
                raise UnusableInput(
                    f"{self.document.name}: item {number} should be an object in braces."
                )
            # A later item may have keys that the first had not: they are told as unread.
            if not known.issuperset(item):
                more = {key: key for key in item if key not in known}
                self.meant |= more
                self.headings += more
                keys += more
                known |= more.keys()
            get = item.get
            yield number, [v if type(v := get(key)) is str else _as_text(v) for key in keys]


@dataclass(slots=True)
class Extract:
    """The tables that were found, by kind, and the files that are none or given again."""

    tables: dict[str, FoundTable] = field(default_factory=dict)
    others: list[tuple[str, str]] = field(default_factory=list)


def find_tables(document: Document) -> Extract:
    """Return the tables in ``document``.

    Raises ``UnusableInput`` where the main table is not among them, naming what was found.
    """
    found = Extract()
    seen: list[str] = []
    for member in _files(document, _DEPTH):
        headings, table = _recognised(member)
        if table is None:
            found.others.append((member.name, "a file that is no table of the register"))
            seen.append(f"{_short(member.name)} ({_listed(headings)})")
        elif table.kind in found.tables:
            found.others.append((member.name, f"the table {table.kind} was given twice"))
        else:
            found.tables[table.kind] = table
    if CHARITY not in found.tables:
        raise UnusableInput(_refusal(document, found, seen))
    _check_numbers(found.tables[CHARITY])
    return found


def _check_numbers(table: FoundTable) -> None:
    """Raise ``UnusableInput`` where the first numbers are those of another register."""
    at = table.headings.index(NUMBER)
    first = [cells[at].strip() for _, cells in islice(table.rows(), _NUMBERS) if at < len(cells)]
    if first and not any(official_number("GB-CHC", number) for number in first):
        shown = ", ".join(dict.fromkeys(first))[:100]
        raise UnusableInput(
            f"{table.document.name} is not the register of charities of England and Wales: "
            f"expected numbers of six or seven digits, found {shown}."
        )


def _files(document: Document, depth: int) -> Iterator[Document]:
    members = document.members()
    if not members:
        yield document
    elif depth:
        for name in sorted(members):
            yield from _files(members[name], depth - 1)


def _recognised(document: Document) -> tuple[list[str], FoundTable | None]:
    first: list[str] = []
    for names in _headings(document):
        first = first or names
        for kind in ALL:
            meant = LAYOUTS[kind.name].fit(names)
            if meant is not None:
                every = {name: meant.get(name, name) for name in names}
                table = FoundTable(kind.name, document, [every[name] for name in names], every)
                return names, table
    return first, None


def _headings(document: Document) -> Iterator[list[str]]:
    """Yield what may be the headings: the keys of the first item, or one of the first rows."""
    if is_json(document):
        first = next(json_items(document), None)
        yield list(first) if isinstance(first, dict) else []
        return
    try:
        rows = _text_rows(document)
        for _, cells in zip(range(_HEADER_ROWS), rows, strict=False):
            if names := _names(cells):
                yield names
    except UnusableInput:
        if not document.media_type.startswith("text/plain"):
            raise


def _text_rows(document: Document) -> Iterator[list[str]]:
    """Yield the rows of a table that is tab-separated, else CSV or a workbook's first sheet."""
    if _is_plain_tabs(document):
        yield from tab_rows(document)
        return
    for table in document.tables():
        for cells in table.rows():
            yield [_as_text(cell) for cell in cells]
        return


def _is_plain_tabs(document: Document) -> bool:
    try:
        first = next(text_lines(document), "")
    except UnusableInput:
        return False  # a workbook
    return "\t" in first and '"' not in first


def _names(cells: Sequence[str]) -> list[str]:
    """Return the headings, each once; the empty ones behind the last are no headings."""
    names: list[str] = []
    for index, cell in enumerate(cells, 1):
        name = " ".join(cell.split()) or f"column {index}"
        names.append(name if name not in names else f"{name} ({index})")
    while names and names[-1] == f"column {len(names)}":
        names.pop()
    return names


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _refusal(document: Document, found: Extract, seen: Sequence[str]) -> str:
    expected = (
        "expected the register's table charity, with the headings registered_charity_number and "
        "charity_name"
    )
    if found.tables:
        names = ", ".join(sorted(found.tables))
        return (
            f"{document.name} lacks what the register of charities begins with: {expected}; found "
            f"only {names}. Give a folder or zip that holds publicextract.charity as well."
        )
    shown = "; ".join(seen[:3]) or "no file in it"
    return f"{document.name} is not the register of charities: {expected}; found {shown}."


def _listed(headings: Sequence[str]) -> str:
    more = f" and {len(headings) - _SHOWN} more" if len(headings) > _SHOWN else ""
    return ", ".join(name[:40] for name in headings[:_SHOWN]) + more if headings else "no headings"


def _short(name: str) -> str:
    return name.rpartition("/")[2]

"""Puts the cells of one initiative together into a record, and remembers where each stood."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cpstandard.core.location import Location, join_pointer, split_pointer
from cpstandard.core.record import Record, SourceRecord
from cpstandard.core.standard import Standard
from cpstandard.core.table import CellValue, column_letter
from cpstandard.core.table_form import TableForm
from cpstandard.ingest.tables.cell_findings import in_currency, lost_cell, of_cell
from cpstandard.ingest.tables.cells import AsWritten, Unreadable
from cpstandard.ingest.tables.head import Head, Place
from cpstandard.ingest.tables.headings import MAIN
from cpstandard.ingest.tables.list_rows import NumberedRow
from cpstandard.ingest.tables.no_record import is_no_record, is_total
from cpstandard.ingest.tables.numbered import list_paths, put, settle, typed

if TYPE_CHECKING:
    from cpstandard.core.finding import Finding

Row = Sequence[CellValue]
_SOURCES = "sources"
"""The list whose items are given an id where the table has none, since people leave it out."""


class Group:
    """The columns of one object: a record's own, or those of one item of a list.

    ``at`` is the path of the list, empty for the record itself; ``number`` tells its items apart in
    a single table; ``inner`` are the paths of the lists inside the object. ``cells`` is worked out
    once for all rows: position, reader, path and place of each column.
    """

    __slots__ = ("at", "cells", "head", "inner", "number", "places", "sheet")

    def __init__(
        self, form: TableForm, head: Head, places: Sequence[Place], sheet: int, number: int = 0
    ) -> None:
        self.at = form.lists[sheet].at if sheet != MAIN else ()
        self.head = head
        self.sheet = sheet
        self.number = number
        self.places = places
        paths = [place.target.column.path for place in places]
        self.inner = sorted(list_paths(paths))
        self.cells = [
            (place.position, place.read, path, place)
            for path, place in zip(paths, places, strict=True)
        ]


class Part:
    """Where one item of a list came from: a row of its own, or numbered columns of the main one."""

    __slots__ = ("group", "index", "row")

    def __init__(self, group: Group, index: int, row: int) -> None:
        self.group = group
        self.index = index
        self.row = row

    def tokens(self) -> list[str]:
        """Return the reference tokens of the item's own pointer."""
        return [*self.group.at, str(self.index)]


class TablePlace:
    """Locates the values of one record in its tables."""

    __slots__ = ("groups", "head", "numbers", "parts", "row")

    def __init__(self, head: Head, row: int, groups: Sequence[Group] = ()) -> None:
        self.head = head
        self.groups = groups
        self.row = row
        self.parts: list[Part] = []
        self.numbers: dict[tuple[str, ...], list[int]] = {}

    def __call__(self, pointer: str) -> Location:
        """Return the cell of the value at ``pointer``, or its row where no cell holds it."""
        tokens = split_pointer(pointer)
        if self.numbers:
            tokens = typed(tokens, self.numbers)
        for part in self.parts:
            own = part.tokens()
            if tokens[: len(own)] == own:
                rest = tokens[len(own) :]
                group = part.group
                return group.head.locate(pointer, part.row, rest, group.sheet, group.number)
        for group in self.groups:  # of lists of which the row holds nothing
            own = [*map(str, group.at), "0"]
            if tokens[: len(own)] == own:
                rest = tokens[len(own) :]
                return self.head.locate(pointer, self.row, rest, group.sheet, group.number)
        return self.head.locate(pointer, self.row, tokens, MAIN)


class Assembler:
    """Makes records from the rows of one layout; ``skipped`` are the rows that are none."""

    def __init__(
        self, form: TableForm, head: Head, lists: Mapping[int, Head], standard: Standard
    ) -> None:
        """Prepare for rows of ``head`` and of the lists' own sheets."""
        self._head = head
        own = [place for place in head.places if place.target.sheet == MAIN]
        self._own = Group(form, head, own, MAIN)
        groups: dict[tuple[int, int], list[Place]] = {}
        for place in head.places:
            if place.target.sheet >= 0:
                groups.setdefault((place.target.sheet, place.target.number), []).append(place)
        self._numbered = [
            Group(form, head, places, sheet, number)
            for (sheet, number), places in sorted(groups.items())
        ]
        self._sheets: list[Group] = []
        for sheet, table in sorted(lists.items()):
            places = [place for place in table.places if place.target.sheet == sheet]
            self._sheets.append(Group(form, table, places, sheet))
        names = (place.position for place in own if place.target.column.path == ("name",))
        self._name_at = next(names, None)
        self.skipped: dict[int, Location] = {}
        self._order = list(standard.initiative["properties"])

    def record(
        self, number: int, row: Row, rows_of: Callable[[int, str], list[NumberedRow]]
    ) -> SourceRecord | None:
        """Return the record of one row, or ``None`` where the row has nothing of an initiative.

        ``rows_of`` gives the rows that a list's own sheet has for the initiative of that id.
        """
        draft = _Draft(TablePlace(self._head, number, self._numbered))
        draft.read(draft.data, (), self._own, (number, row))
        for group in self._numbered:
            draft.add(group, (number, row))
        if not _has_own_name(draft.data) and is_no_record(row, self._name_at):
            self.skipped.setdefault(number, self._head.locate("", number, [], MAIN))
            return None
        name = str(draft.data.get("id", ""))
        for group in self._sheets:
            for numbered in rows_of(group.sheet, name) if name else ():
                draft.add(group, numbered)
        if not draft.data and not draft.findings:
            return None
        _name_sources(draft.data)
        ordered = {field: draft.data[field] for field in self._order if field in draft.data}
        return SourceRecord(ordered, draft.place, draft.findings)


class _Draft:
    """One record while it is put together."""

    __slots__ = ("data", "findings", "place")

    def __init__(self, place: TablePlace) -> None:
        self.place = place
        self.data: Record = {}
        self.findings: list[Finding] = []

    def add(self, group: Group, numbered: NumberedRow) -> None:
        """Add the item that one row holds in the columns of ``group``, if it holds any."""
        path = group.at
        parent: Any = self.data
        for name in path[:-1]:
            parent = parent.get(name, {})
        index = len(parent.get(path[-1], ()))
        item: Record = {}
        self.read(item, (*path, index), group, numbered)
        if item:
            self.place.parts.append(Part(group, index, numbered[0]))
            _items(self.data, path).append(item)

    def read(
        self,
        into: Record,
        above: tuple[str | int, ...],
        group: Group,
        numbered: NumberedRow,
    ) -> None:
        """Read the cells of ``group`` into an object that stands at ``above``."""
        number, row = numbered
        width, lost = len(row), group.head.lost
        odd: list[tuple[Place, CellValue, AsWritten | Unreadable, Location]] = []
        for position, read, path, place in group.cells:
            cell = row[position] if position < width else None
            if cell is None or cell == "":
                if lost and f"{column_letter(position)}{number}" in lost:
                    where = group.head.cell(number, place, _pointer(above, place))
                    self.findings.append(lost_cell(where))
                continue
            value = read(cell)
            if value is None:
                continue
            kind = type(value)
            if kind is AsWritten or kind is Unreadable:
                where = group.head.cell(number, place, _pointer(above, place))
                odd.append((place, cell, value, where))
                continue
            if len(path) == 1:
                into[path[0]] = value  # type: ignore[index]  # the first is always a name
            else:
                put(into, path, value)
        for place, cell, value, where in odd:
            meant = in_currency(value, place.target.column, group.places, into)
            self.findings.append(of_cell(place, cell, meant, where, group.places))
            if isinstance(meant, AsWritten) and meant.value is not None:
                put(into, place.target.column.path, meant.value)
        if group.inner:
            self.place.numbers |= settle(into, group.inner, above)


def _items(data: Record, path: tuple[str, ...]) -> list[Record]:
    for name in path[:-1]:
        data = data.setdefault(name, {})
    items: list[Record] = data.setdefault(path[-1], [])
    return items


def _has_own_name(data: Record) -> bool:
    """Return whether something names the initiative: in the id's column, no sentence or total."""
    name = data.get("id")
    return "name" in data or (name is not None and " " not in str(name) and not is_total(name))


def _pointer(above: tuple[str | int, ...], place: Place) -> str:
    parts = (part - 1 if isinstance(part, int) else part for part in place.target.column.path)
    return join_pointer((*above, *parts))


def _name_sources(data: Record) -> None:
    """Give each source without an id the first free one of s1, s2, ..., as nobody else needs it."""
    sources = data.get(_SOURCES, [])
    used = {source.get("id") for source in sources}
    free = (f"s{number}" for number in range(1, len(sources) * 2 + 1))
    for position, source in enumerate(sources):
        if "id" not in source:
            name = next(name for name in free if name not in used)
            sources[position] = {"id": name, **source}

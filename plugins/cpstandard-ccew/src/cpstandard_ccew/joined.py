"""Keeps the rows of the tables beside the main one until their charity comes."""

from collections.abc import Iterator
from typing import NamedTuple

from cpstandard.core.errors import UnusableInput
from cpstandard.core.location import Location
from cpstandard.ingest.classification import schemes
from cpstandard.ingest.grouped_rows import GroupedRows
from cpstandard_ccew.extract import Extract, FoundTable
from cpstandard_ccew.tables import EVENTS, JOINED, LEFT_OUT, NUMBER, ORGANISATION, TRUSTEES

_OBJECTS = ("governing_document", "charitable_objects")
_CLASSES = ("classification", "classification_code")
SCHEME = "ccew-classification"


class Evidence(NamedTuple):
    """What the other tables hold for the rules: the charity's objects, and its classes."""

    objects: list[str]
    classes: set[str]


class JoinedTables:
    """The rows of the other tables, found by the number of their charity."""

    def __init__(self, extract: Extract, *, removed: bool) -> None:
        """Read the tables of ``extract``; why charities were removed only if ``removed``."""
        self._rows = GroupedRows()
        self._columns: dict[str, list[str]] = {}
        for kind in (*JOINED, TRUSTEES, *((EVENTS,) if removed else ())):
            if table := extract.tables.get(kind.name):
                self._rows.add(kind.name, _keyed(table))
                self._columns[kind.name] = table.headings_but(LEFT_OUT.get(kind.name, ()))
        self._files = {name: extract.tables[name].document.name for name in self._columns}

    def evidence(self, key: str) -> Evidence:
        """Return what the rules are to look at; it is all that most charities are asked for.

        Classes only where any rule asks for them: a charity has six of them or more.
        """
        objects: list[str] = []
        classes: set[str] = set()
        tables = [_OBJECTS[0], _CLASSES[0]] if SCHEME in schemes() else [_OBJECTS[0]]
        for row in self._rows.of(key, tables):
            wanted = _OBJECTS[1] if row.table == _OBJECTS[0] else _CLASSES[1]
            at, cells = self._columns[row.table].index(wanted), row.cells
            said = cells[at].strip() if at < len(cells) else ""
            if row.table == _CLASSES[0]:
                classes.add(said)
            elif said:
                objects.append(said)
        return Evidence(objects, classes)

    def of(self, key: str) -> tuple[dict[str, list[dict[str, str]]], int]:
        """Return the rows of a charity by their table, and how many trustees it has."""
        trustees = 0
        joined: dict[str, list[dict[str, str]]] = {}
        for row in self._rows.of(key):
            if row.table == TRUSTEES.name:
                trustees += 1
            else:
                part = dict(zip(self._columns[row.table], row.cells, strict=False))
                joined.setdefault(row.table, []).append(part)
        return joined, trustees

    def pass_by(self, key: str) -> None:
        """Take note that the rows with ``key`` have a charity, though nothing is made of it."""
        self._rows.asked(key)

    def left_over(self) -> Iterator[tuple[str, Location]]:
        """Yield the table and place of each row whose charity never came."""
        for row in self._rows.never_asked():
            yield row.table, Location(file=self._files[row.table], row=row.number)


def _keyed(table: FoundTable) -> Iterator[tuple[str, int, list[str]]]:
    """Yield each row's key, number and cells without what is left out: of trustees, all."""
    by = ORGANISATION if ORGANISATION in table.headings else NUMBER
    if by not in table.headings:
        raise UnusableInput(f"{table.document.name}: expected the heading {ORGANISATION}.")
    wanted = table.kind in LEFT_OUT
    without = LEFT_OUT[table.kind] if wanted else frozenset(table.headings)
    at = table.headings_but(without - {by}).index(by)
    for number, cells in table.rows(without - {by}):
        key = whole(cells.pop(at)) if at < len(cells) else ""
        yield key, number, cells if wanted else []


def whole(text: str) -> str:
    """Return a number without spaces, decimals and leading noughts."""
    if text.isdigit() and text[0] != "0":
        return text
    text = text.strip().removesuffix(".0")
    return text.lstrip("0") or text[:1] if text.isdigit() else text

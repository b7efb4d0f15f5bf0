"""The rows of a list's sheet, handed out by the initiative they belong to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

from rapidfuzz import process

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import phrase
from cpstandard.core.table import CellValue
from cpstandard.ingest.tables.cells import plain_text
from cpstandard.ingest.tables.head import Head
from cpstandard.ingest.tables.heading_findings import did_you_mean
from cpstandard.ingest.tables.headings import MAIN

NumberedRow = tuple[int, Sequence[CellValue]]
_ALIKE = 85
_COMPARE_AT_MOST = 20_000
_ORPHANS_NAMED = 1_000


class RowsById(Protocol):
    """Gives the rows of one initiative; ask for each initiative once, in order."""

    def take(self, name: str) -> list[NumberedRow]:
        """Return the rows that belong to the initiative of that id."""


class ListRows:
    """One list's sheet, looked through once when the file is opened.

    Where its rows stand in the order of the initiatives, as we write them, they are streamed
    beside them; only where they do not are they all kept in memory.
    """

    def __init__(
        self,
        head: Head,
        positions: Mapping[str, int],
        *,
        escaped: bool,
        repeated: Collection[str] = (),
    ) -> None:
        """Look through the sheet; ``positions`` is the order of the initiatives' ids.

        ``repeated`` are those of them that stand twice: each of the two is given the same rows.
        """
        self.head = head
        self.orphans: list[Finding] = []
        self._positions = positions
        self._repeated = repeated
        self._escaped = escaped
        self._id = next((p for p in head.places if p.target.sheet == MAIN), None)
        self.names_any = False
        self._ordered = self._look_through()

    @property
    def sheet(self) -> str:
        """The name of the sheet."""
        return self.head.sheet or self.head.table.name

    def _look_through(self) -> bool:
        ordered, last = True, -1
        for number, row in self.head.rows():
            name = self._name(row)
            position = self._positions.get(name)
            if position is None:
                if len(self.orphans) < _ORPHANS_NAMED:
                    self.orphans.append(self._orphan(name, number))
                continue
            self.names_any = True
            ordered = ordered and position >= last
            last = position
        return ordered

    def _name(self, row: Sequence[CellValue]) -> str:
        if self._id is None or self._id.position >= len(row):
            return ""
        return plain_text(row[self._id.position], escaped=self._escaped)

    def reader(self) -> RowsById:
        """Return a reader that gives each initiative its rows, in the order of the initiatives."""
        if self._ordered and not self._repeated:
            return _Streamed(self._known())
        return _Kept(self._known(), repeated=self._repeated)

    def _known(self) -> Iterator[tuple[str, NumberedRow]]:
        for number, row in self.head.rows():
            name = self._name(row)
            if name in self._positions:
                yield name, (number, row)

    def _orphan(self, name: str, number: int) -> Finding:
        sheet = self.sheet
        where = self._place(number)
        if not name:
            message = phrase(
                "A row of “{sheet}” does not say to which initiative it belongs.", sheet=sheet
            )
            return Finding("orphan-row", Severity.ERROR, message, where, parameters={"id": ""})
        near = None
        if len(self._positions) <= _COMPARE_AT_MOST:
            best = process.extractOne(name, self._positions.keys(), score_cutoff=_ALIKE)
            near = best[0] if best else None
        advice = did_you_mean(near)
        return Finding(
            "orphan-row",
            Severity.ERROR,
            phrase(
                "A row of “{sheet}” belongs to “{name}”, but no initiative has that id.{advice}",
                sheet=sheet,
                name=name,
                advice=advice,
            ),
            where,
            value=name,
            suggestion=near,
            parameters={"id": name, "suggestion": near},
        )

    def _place(self, number: int) -> Location:
        if self._id is not None:
            return self.head.cell(number, self._id)
        return self.head.locate("", number, [], MAIN)


class _Streamed:
    def __init__(self, rows: Iterator[tuple[str, NumberedRow]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def take(self, name: str) -> list[NumberedRow]:
        found = []
        while self._next is not None and self._next[0] == name:
            found.append(self._next[1])
            self._next = next(self._rows, None)
        return found


class _Kept:
    def __init__(
        self, rows: Iterator[tuple[str, NumberedRow]], *, repeated: Collection[str]
    ) -> None:
        self._repeated = repeated
        self._rows: dict[str, list[NumberedRow]] = {}
        for name, row in rows:
            self._rows.setdefault(name, []).append(row)

    def take(self, name: str) -> list[NumberedRow]:
        return self._rows.get(name, []) if name in self._repeated else self._rows.pop(name, [])

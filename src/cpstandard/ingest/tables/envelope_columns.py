"""The ``Package:`` columns of a table of initiatives, and how often each says what it says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpstandard.core.location import Location, Stretch
from cpstandard.core.table import CellValue, column_letter
from cpstandard.ingest.tables.cells import AsWritten, is_blank
from cpstandard.ingest.tables.head import Head, Place
from cpstandard.ingest.tables.headings import META
from cpstandard.ingest.tables.no_record import is_total

if TYPE_CHECKING:
    from cpstandard.ingest.tables.envelope import TableEnvelope

NumberedRows = Iterator[tuple[int, Sequence[CellValue]]]


@dataclass(slots=True)
class _Same:
    """The cells of one column that say the same as the first of them, or all else than another."""

    column: str
    first: int
    last: int = 0
    count: int = 0

    @property
    def cell(self) -> str:
        return f"{self.column}{self.first}"

    def stretch(self) -> Stretch:
        return Stretch(f"{self.cell}:{self.column}{self.last}", self.count)


class EnvelopeColumns:
    """The columns, which say the same in each row, or something in the first row alone.

    Rows are read until each column has said something; what the others say is looked at when they
    are passed on their way to become records, so that the table is gone through no second time.
    """

    def __init__(self, main: Head, envelope: "TableEnvelope") -> None:
        """Read into ``envelope`` until nothing more can be learnt, but contradictions."""
        self._main = main
        self._places = [place for place in main.places if place.target.sheet == META]
        self._envelope = envelope
        self._read_up_to = 0
        self._before: list[CellValue] = []
        self._known: dict[tuple[int, bool], _Same] = {}
        # What the rows since the last change add to, and how many they are.
        self._open: list[_Same] = []
        self._rows = 0
        missing = {place.target.column.path for place in self._places}
        for number, row in main.rows(examples=True) if missing else ():
            self._see(number, row)
            missing -= envelope.cells.keys()
            if not missing:
                break

    def passing(self, rows: NumberedRows) -> NumberedRows:
        """Yield ``rows`` as they are; the findings of the envelope may grow with them."""
        for number, row in rows:
            if number > self._read_up_to:
                self._see(number, row)
            yield number, row

    def stretch(self, where: Location) -> Stretch | None:
        """Return the cells that say what the one at ``where`` says, where they are several.

        Of a cell that contradicts the first of its column, all that do.
        """
        self._count()
        if where.sheet != self._main.sheet:
            return None
        found = (each for each in self._known.values() if each.cell == where.cell)
        each = next(found, None)
        return each.stretch() if each and each.count > 1 else None

    def _see(self, number: int, row: Sequence[CellValue]) -> None:
        width = len(row)
        cells = [row[place.position] for place in self._places if place.position < width]
        if cells != self._before:
            self._count()
            self._before = cells
            self._open = [] if any(map(is_total, cells)) else list(self._said(number, cells))
        self._read_up_to = number
        self._rows += 1

    def _said(self, number: int, cells: Sequence[CellValue]) -> Iterator[_Same]:
        """Put what ``cells`` say into the envelope; yield, of each, those that said it before."""
        for position, (place, cell) in enumerate(zip(self._places, cells, strict=False)):
            value = None if is_blank(cell) else place.read(cell)
            if value is not None:
                is_same = self._put(place, cell, value, number)
                letter = column_letter(place.position)
                yield self._known.setdefault((position, is_same), _Same(letter, number))

    def _put(self, place: Place, cell: CellValue, value: object, number: int) -> bool:
        where = self._main.cell(number, place)
        if isinstance(value, AsWritten):
            return self._envelope.put_read(place.target.column, cell, value, where)
        return self._envelope.put(place.target.column, value, where)

    def _count(self) -> None:
        """Add the rows since the last change to what they said."""
        for each in self._open:
            each.last = self._read_up_to
            each.count += self._rows
        self._rows = 0

"""The headings of one table: where they stand, what they mean, and where a value's cell is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from cpstandard.core.field_words import is_personal, is_private
from cpstandard.core.finding import Finding
from cpstandard.core.location import Location
from cpstandard.core.standard import Standard
from cpstandard.core.table import CellValue, Table, column_letter
from cpstandard.ingest.first_rows import LOOK, MAX_COLUMNS, first_rows
from cpstandard.ingest.tables.cells import CellReader, cell_reader, is_blank
from cpstandard.ingest.tables.examples import is_example, is_marked
from cpstandard.ingest.tables.heading_findings import ignored, misspelt, repeated, unknown
from cpstandard.ingest.tables.headings import MAIN, HeadingIndex, Target
from cpstandard.ingest.tables.near_headings import near_heading
from cpstandard.ingest.tables.slips import is_slip
from cpstandard.ingest.tables.two_rows import heading_cells

_ID = (MAIN, 0, ("id",))


@dataclass(frozen=True, slots=True)
class Place:
    """The column of one value: position from 0, heading as typed, target, and its reader."""

    position: int
    heading: str
    target: Target
    read: CellReader


def _holds_any(row: Sequence[CellValue]) -> bool:
    # Asked of every row, so without a call for each cell.
    for cell in row:
        if isinstance(cell, str):
            if cell and not cell.isspace():
                return True
        elif cell is not None:
            return True
    return False


def _is_example_row(row: Sequence[CellValue], ids: list[int]) -> bool:
    for at in ids:  # noqa: SIM110 - a generator costs more than the question
        if at < len(row) and is_example(row[at]):
            return True
    return False


@dataclass(slots=True)
class Head:
    """One table whose headings were understood; ``row`` is the heading row, counted from 1.

    ``sheet`` is the name for messages, ``None`` for a file that is one table. ``examples`` are
    the example rows of the template that were met so far, and whether each says that it is one.
    ``lost`` names the cells whose value the file does not hold.
    """

    table: Table
    file: str
    sheet: str | None
    row: int
    places: list[Place]
    nameless: list[int]
    width: int
    findings: list[Finding]
    examples: dict[int, bool] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    _by_path: dict[tuple[int, int, tuple[str, ...]], Place] = field(default_factory=dict)

    def rows(self, *, examples: bool = False) -> Iterator[tuple[int, Sequence[CellValue]]]:
        """Yield the rows below the headings that are not blank, each with its number.

        ``examples``: also the example rows.
        """
        ids = [] if examples else [p.position for p in self.places if p.target.key == _ID]
        for number, row in enumerate(self.table.rows(), start=1):
            if number <= self.row or not _holds_any(row):
                continue
            if _is_example_row(row, ids):
                self.examples[number] = is_marked(row)
            else:
                yield number, row

    def cell(self, row: int, place: Place, pointer: str = "") -> Location:
        """Return the place of one cell."""
        name = f"{column_letter(place.position)}{row}"
        return Location(
            self.file, pointer, sheet=self.sheet, cell=name, row=row, heading=place.heading
        )

    def locate(
        self, pointer: str, row: int, tokens: Sequence[str], sheet: int, number: int = 0
    ) -> Location:
        """Return the cell of the value at ``tokens`` below one row; the row where it has none."""
        if not self._by_path:
            for place in self.places:
                sheet_at, item, path = place.target.key
                self._by_path.setdefault((sheet_at, item, tuple(map(str, path))), place)
        for length in range(len(tokens), 0, -1):
            found = self._by_path.get((sheet, number, tuple(tokens[:length])))
            if found:
                return self.cell(row, found, pointer)
        return Location(self.file, pointer, sheet=self.sheet, row=row)


def score(table: Table, index: HeadingIndex) -> tuple[int, int, int]:
    """Return how many headings fit, how many are those of the sheet's own, and in which row.

    The row that fits best among the first fifty is taken, so that titles may stand above it.
    """
    best = (0, 0, 0)
    for number, cells in first_rows(table):
        typed = (index.target(cell) for cell in cells if isinstance(cell, str) and cell.strip())
        targets = {target.key for target in typed if target}
        own = sum(1 for _sheet, count, _path in targets if count == 0)
        if (len(targets), own) > best[:2]:
            best = (len(targets), own, number)
    return best


def read_head(
    table: Table,
    index: HeadingIndex,
    row: int,
    *,
    file: str,
    sheet: str | None,
    standard: Standard,
    escaped: bool,
) -> Head:
    """Return the headings in ``row`` of ``table``, with the findings about them."""
    cells, rows, row = heading_cells(table, index, row)
    head = Head(table, file, sheet, row, [], [], len(cells), [], lost=frozenset(table.lost))
    taken: dict[object, str] = {}
    proper, all_taken = _proper(cells, index), _taken(cells, index)
    for position, cell in enumerate(cells[:MAX_COLUMNS]):
        if is_blank(cell):
            head.nameless.append(position)
            continue
        heading = str(cell).strip()
        target = index.target(heading)
        if target is not None and index.is_loose(heading):
            target = index.if_addresses(heading, _below(table, row, position)) or target
            target = None if target.key in proper else target
        where = Location(
            file,
            sheet=sheet,
            cell=f"{column_letter(position)}{rows[position]}",
            row=rows[position],
            heading=heading,
        )
        if target is None and (is_private(heading) or is_personal(heading)):
            head.findings.append(ignored(heading, where))
            continue
        if target is None:
            meant = near_heading(heading, index, all_taken)
            target = index.target(meant) if meant and is_slip(heading, meant) else None
            if target is None or target.key in taken:
                like = None if meant else index.suggestion(heading)
                head.findings.append(unknown(heading, meant, like, where))
                continue
            head.findings.append(misspelt(heading, str(meant), where))
        elif target.key in taken:
            head.findings.append(repeated(heading, taken[target.key], where))
            continue
        taken[target.key] = heading
        reader = cell_reader(target.column, standard, escaped=escaped)
        head.places.append(Place(position, heading, target, reader))
    return head


def _proper(cells: Sequence[CellValue], index: HeadingIndex) -> set[object]:
    """Return what the standard's own headings in a row stand for, which no synonym takes away."""
    headings = [cell for cell in cells[:MAX_COLUMNS] if isinstance(cell, str)]
    targets = (index.target(cell) for cell in headings if not index.is_loose(cell))
    return {target.key for target in targets if target}


def _taken(cells: Sequence[CellValue], index: HeadingIndex) -> set[object]:
    """Return what all headings in a row stand for."""
    targets = (index.target(cell) for cell in cells[:MAX_COLUMNS] if isinstance(cell, str))
    return {target.key for target in targets if target}


def _below(table: Table, row: int, position: int) -> Iterator[CellValue]:
    """Yield the first cells of a column."""
    for cells in islice(table.rows(), row, row + LOOK):
        yield cells[position] if position < len(cells) else None

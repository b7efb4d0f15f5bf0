"""Gives the rows of anybody's table or JSON file to an importer, each with its place."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import jiter

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.location import Location
from cpstandard.core.row import Row
from cpstandard.core.table import CellValue, Table, column_letter
from cpstandard.ingest.first_rows import LOOK, first_rows
from cpstandard.ingest.tables.headings import folded
from cpstandard.ingest.tables.two_rows import heading_cells

_LINES = ("jsonl", "ndjson", "jsonlines")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its headings found; ``rows`` may be read once."""

    name: str
    headings: tuple[str, ...]
    rows: Iterator[Row]


def is_json_lines(document: Document) -> bool:
    """Return whether ``document`` calls itself JSON Lines."""
    ending = document.name.rpartition(".")[2].casefold()
    return ending in _LINES or any(word in document.media_type for word in _LINES)


def is_json(document: Document) -> bool:
    """Return whether ``document`` calls itself JSON, GeoJSON or JSON Lines."""
    ending = document.name.rpartition(".")[2].casefold()
    return "json" in document.media_type or ending in ("json", "geojson", *_LINES)


def read_json(document: Document) -> Any:
    """Return the value of a JSON document.

    Raises ``UnusableInput`` naming the file where it is not JSON; nesting is limited.
    """
    try:
        return jiter.from_json(document.text().text.encode(), allow_inf_nan=False)
    except ValueError as error:
        raise UnusableInput(f"{document.name} is not JSON: {error}.") from None


def read_json_lines(document: Document) -> Iterator[tuple[int, Any]]:
    """Yield each line's number and value; empty lines are passed over."""
    for number, line in enumerate(document.lines(), 1):
        content = line.removeprefix(b"\xef\xbb\xbf").strip()
        if content:
            try:
                yield number, jiter.from_json(content, allow_inf_nan=False)
            except ValueError as error:
                raise UnusableInput(f"{document.name}:{number} is not JSON: {error}.") from None


def json_rows(document: Document, items: Iterable[Any], at: str) -> list[Row]:
    """Return the objects of a list that stands at the JSON Pointer ``at``, as rows.

    An item that is no object becomes a row with the one field ``(value)``. Raises
    ``UnusableInput`` where no item at all is an object.
    """
    rows: list[Row] = []
    items = list(items)
    if items and not any(isinstance(item, Mapping) for item in items):
        raise UnusableInput(
            f"{document.name}: {at}/0 should be an object, but it is {_shown(items[0])}."
        )
    for index, item in enumerate(items):
        data = item if isinstance(item, Mapping) else {"(value)": item}
        rows.append(Row(data, Location(file=document.name, pointer=f"{at}/{index}")))
    return rows


def read_sheet(
    document: Document,
    sheet: str = "",
    header_row: int | None = None,
    wanted: Collection[str] = (),
) -> Sheet:
    """Return a table of ``document`` with its headings found.

    ``sheet`` names a sheet, ``header_row`` counts from 1. Without them, the sheet and the row are
    taken that hold most of the headings that are ``wanted``, and hidden sheets come last; where
    none is wanted or found, the first sheet that holds something, and in it the first row that is
    at least half as full as its fullest. Headings may stand in two rows, or be merged downwards.

    Headings are stripped; one that differs from one ``wanted`` in case, accents or punctuation
    alone gets that name; an empty one becomes ``column D``, a repeated one gets a number.
    Raises ``UnusableInput`` where there is no such sheet or no heading at all.
    """
    index = _Wanted(wanted)
    table, best = _choose(document, sheet, index)
    at, cells = _find_header(document, table, header_row or best)
    if wanted and not header_row:
        cells, _, at = heading_cells(table, index, at)
    headings = _headings(cells, index)
    named = "" if "csv" in document.media_type or "tab-sep" in document.media_type else table.name
    rows = islice(table.rows(), at, None)
    return Sheet(table.name, headings, _rows(document.name, named, headings, rows, at))


class _Wanted:
    """The headings that somebody asked for, however they are spelt."""

    def __init__(self, names: Collection[str]) -> None:
        self._by_form = {folded(name): name for name in names}

    def target(self, heading: str) -> str | None:
        return self._by_form.get(folded(heading)) if heading else None

    def score(self, table: Table) -> tuple[int, int]:
        """Return how many headings fit at best in one row of ``table``, and the row's number."""
        best = (0, 0)
        for number, cells in first_rows(table) if self._by_form else ():
            found = {self.target(cell) for cell in cells if isinstance(cell, str)} - {None}
            best = max(best, (len(found), number), key=lambda fit: fit[0])
        return best


def _choose(document: Document, sheet: str, index: _Wanted) -> tuple[Table, int | None]:
    """Return the table, and the row of its headings where those are known."""
    tables = list(document.tables())
    if sheet:
        for table in tables:
            if table.name.strip().casefold() == sheet.strip().casefold():
                return table, index.score(table)[1] or None
        names = ", ".join(repr(table.name) for table in tables)
        raise UnusableInput(f"{document.name} has no sheet {sheet!r}; it has {names}.")
    fits = [(index.score(table), table) for table in tables]
    (count, row), best = max(
        fits, key=lambda fit: (fit[0][0], not fit[1].hidden), default=((0, 0), None)
    )
    if best is not None and count:
        return best, row
    for table in tables:
        if not table.hidden and any(_filled(row) for row in table.rows()):
            return table, None
    raise UnusableInput(f"{document.name} holds no table with anything in it.")


def _find_header(
    document: Document, table: Table, header_row: int | None
) -> tuple[int, Sequence[CellValue]]:
    """Return the header row's number and cells."""
    if header_row is not None:
        cells = next(islice(table.rows(), header_row - 1, None), ())
        if _filled(cells):
            return header_row, cells
        raise UnusableInput(f"{document.name} has no headings in row {header_row}.")
    filled = [(number, cells) for number, cells in first_rows(table) if _filled(cells)]
    fullest = max((_filled(cells) for _, cells in filled), default=0)
    for number, cells in filled:
        if _filled(cells) > 1 and _filled(cells) * 2 >= fullest:
            return number, cells
    if filled and filled[0][0] == 1:
        shown = _shown(next(cell for cell in filled[0][1] if cell))
        raise UnusableInput(f"{document.name} has a single column, {shown}: is it a table?")
    raise UnusableInput(f"{document.name} has no headings in the first {LOOK} rows.")


def _headings(cells: Sequence[CellValue], index: _Wanted) -> tuple[str, ...]:
    typed = {" ".join(str(cell).split()) for cell in cells if cell is not None}
    found: list[str] = []
    for at, cell in enumerate(cells):
        words = " ".join(str(cell).split()) if cell is not None else ""
        meant = index.target(words)
        name = meant if meant and meant not in typed else words
        name = name or f"column {column_letter(at)}"
        count = 2
        while name in found:
            name, count = f"{words} ({count})", count + 1
        found.append(name)
    return tuple(found)


def _rows(
    file: str, sheet: str, headings: tuple[str, ...], rows: Iterator[Sequence[CellValue]], at: int
) -> Iterator[Row]:
    for number, cells in enumerate(rows, at + 1):
        if not _filled(cells):
            continue
        names = [
            *headings,
            *(f"column {column_letter(i)}" for i in range(len(headings), len(cells))),
        ]
        data = dict(zip(names, cells, strict=False))
        yield Row(data, Location(file=file, row=number, sheet=sheet or None))


def _filled(cells: Sequence[CellValue]) -> int:
    return sum(1 for cell in cells if cell is not None and str(cell).strip())


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004 - a line's worth

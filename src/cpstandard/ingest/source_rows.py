"""Gives the rows of anybody's table or JSON file to an importer, each with its place."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jiter

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.location import Location
from cpstandard.core.row import Row
from cpstandard.core.table import CellValue, Table, column_letter

_LINES = ("jsonl", "ndjson", "jsonlines")
_HEADER_SEARCH = 50


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


def read_sheet(document: Document, sheet: str = "", header_row: int | None = None) -> Sheet:
    """Return a table of ``document`` with its headings found.

    ``sheet`` names a sheet (else the first one that is not hidden and holds something);
    ``header_row`` counts from 1 (else the first row with two cells filled in). Headings are
    stripped; an empty one becomes ``column D``, a repeated one gets a number.
    Raises ``UnusableInput`` where there is no such sheet or no heading at all.
    """
    table = _choose(document, sheet)
    rows = table.rows()
    at, cells = _find_header(document, rows, header_row)
    headings = _headings(cells)
    named = "" if "csv" in document.media_type or "tab-sep" in document.media_type else table.name
    return Sheet(table.name, headings, _rows(document.name, named, headings, rows, at))


def _choose(document: Document, sheet: str) -> Table:
    tables = list(document.tables())
    if sheet:
        for table in tables:
            if table.name.strip().casefold() == sheet.strip().casefold():
                return table
        names = ", ".join(repr(table.name) for table in tables)
        raise UnusableInput(f"{document.name} has no sheet {sheet!r}; it has {names}.")
    for table in tables:
        if not table.hidden and any(_filled(row) for row in table.rows()):
            return table
    raise UnusableInput(f"{document.name} holds no table with anything in it.")


def _find_header(
    document: Document, rows: Iterator[Sequence[CellValue]], header_row: int | None
) -> tuple[int, Sequence[CellValue]]:
    """Return the header row's number and cells, having read ``rows`` up to it."""
    single: tuple[int, Sequence[CellValue]] | None = None
    for number, cells in enumerate(rows, 1):
        if header_row is not None:
            if number == header_row and _filled(cells):
                return number, cells
            if number >= header_row:
                break
            continue
        if _filled(cells) > 1:
            return number, cells
        single = single or ((number, cells) if _filled(cells) else None)
        if number >= _HEADER_SEARCH:
            break
    if single and header_row is None and single[0] == 1:
        raise UnusableInput(
            f"{document.name} has a single column, {_shown(next(c for c in single[1] if c))}: "
            "is it a table?"
        )
    where = f"row {header_row}" if header_row else f"the first {_HEADER_SEARCH} rows"
    raise UnusableInput(f"{document.name} has no headings in {where}.")


def _headings(cells: Sequence[CellValue]) -> tuple[str, ...]:
    found: list[str] = []
    for index, cell in enumerate(cells):
        words = " ".join(str(cell).split()) if cell is not None else ""
        name = words or f"column {column_letter(index)}"
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

"""Finds the rows of a document of which an importer said nothing."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, Skipped
from cpstandard.core.location import Location
from cpstandard.ingest.source_rows import is_json, is_json_lines, read_json

_ITEM = re.compile(r"(.*)/(\d+)$")


def silent_rows(document: Document, outcomes: Iterable[Imported | Skipped]) -> list[str]:
    """Return the places of rows that no outcome has, though outcomes have rows beside them.

    Looked at are the sheets, and the lists in a JSON file, of which some row was read. Rows above
    the first one that was read are headings. A folder or zip is not looked at.
    """
    if document.members():
        return []
    places = [row.location for outcome in outcomes for row in outcome.rows]
    if is_json(document) and not is_json_lines(document):
        return list(_silent_items(read_json(document), places))
    return list(_silent_cells(document, places))


def _silent_cells(document: Document, places: Collection[Location]) -> Iterator[str]:
    read: dict[str | None, set[int]] = {}
    for place in places:
        if place.row is not None:
            read.setdefault(place.sheet, set()).add(place.row)
    if not read:
        return
    try:
        tables = list(document.tables())
    except UnusableInput:  # it holds no table: the importer has a form of its own
        return
    for table in tables:
        numbers = read.get(table.name) or read.get(None, set())
        for number, cells in enumerate(table.rows(), 1):
            filled = any(cell is not None and str(cell).strip() for cell in cells)
            if numbers and number > min(numbers) and filled and number not in numbers:
                yield f"{table.name} row {number}"


def _silent_items(value: Any, places: Collection[Location]) -> Iterator[str]:
    read: dict[str, set[int]] = {}
    for place in places:
        if found := _ITEM.match(place.pointer):
            read.setdefault(found[1], set()).add(int(found[2]))
    for pointer, numbers in sorted(read.items()):
        items = _at(value, pointer)
        for number in range(len(items) if isinstance(items, list) else 0):
            if number not in numbers:
                yield f"{pointer}/{number}"


def _at(value: Any, pointer: str) -> Any:
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value.get(name)
        elif isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        else:
            return None
    return value

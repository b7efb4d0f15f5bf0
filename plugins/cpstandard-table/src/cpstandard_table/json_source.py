"""Finds the rows of a JSON, JSON Lines or GeoJSON document."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.location import Location
from cpstandard.core.row import Row
from cpstandard.ingest.json_stream import listed_items
from cpstandard.ingest.source_rows import is_json_lines, read_json_lines

_POINT = 2  # longitude, latitude


def json_source(document: Document, at: str) -> tuple[list[str], Iterable[Row]]:
    """Return the fields that occur in the document, nested ones as ``a/b``, and its rows.

    ``at`` is the JSON Pointer of the list of rows; empty to find it. A GeoJSON feature becomes its
    properties, its ``id`` and, for a point, ``latitude`` and ``longitude``. The document is read
    twice and never held as a whole.
    """
    if is_json_lines(document):
        return _known(row for _, row in _line_values(document)), _line_rows(document)
    lists: dict[str, dict[str, None]] = {}
    first: dict[str, str] = {}
    for pointer, item in listed_items(document):
        if pointer not in first:
            first[pointer] = f"{item!r:.60}"
        if isinstance(item, Mapping):
            fields = _feature(item) if _is_feature(item) else item
            lists.setdefault(pointer, {}).update(dict.fromkeys(_paths(fields)))
    pointer = _chosen(document, list(lists), first, at)
    return list(lists.get(pointer, ())), _item_rows(document, pointer)


def _item_rows(document: Document, at: str) -> Iterator[Row]:
    number = 0
    for pointer, item in listed_items(document):
        if pointer == at:
            whole = item if isinstance(item, Mapping) else {"(value)": item}
            data = _feature(whole) if _is_feature(whole) else whole
            yield Row(data, Location(file=document.name, pointer=f"{at}/{number}"))
            number += 1


def _known(values: Iterable[Any]) -> list[str]:
    known: dict[str, None] = {}
    for value in values:
        known.update(dict.fromkeys(_paths(value)))
    return list(known)


def _line_values(document: Document) -> Iterator[tuple[Location, Mapping[str, Any]]]:
    for number, value in read_json_lines(document):
        location = Location(file=document.name, line=number)
        if not isinstance(value, Mapping):
            raise UnusableInput(f"{location} should be an object.")
        yield location, _feature(value) if _is_feature(value) else value


def _line_rows(document: Document) -> Iterator[Row]:
    for location, value in _line_values(document):
        yield Row(value, location)


def first_items(known: Iterable[str]) -> list[str]:
    """Return the fields that a draft looks at: of a list of objects, those of its first item."""
    return [
        path
        for path in known
        if all(step in ("", "0") or not step.isdigit() for step in path.split("/"))
    ]


def _chosen(document: Document, lists: Sequence[str], first: Mapping[str, str], at: str) -> str:
    """Return the JSON Pointer of the list of rows: the one that is asked for, or the only one.

    ``lists`` are those that hold objects, ``first`` shows the first item of every list.
    """
    if at and at not in first:
        raise UnusableInput(f"Option rows: {document.name} has no list at {at}, or it is empty.")
    tops = [pointer for pointer in lists if pointer.count("/") <= 1]
    if at or "" in first:
        if at in lists:
            return at
        raise UnusableInput(f"{document.name}: {at}/0 should be an object, but it is {first[at]}.")
    if len(tops) == 1:
        return tops[0]
    names = ", ".join(lists) or "none"
    raise UnusableInput(
        f"{document.name}: say with the option rows where the list of rows is; lists here: {names}."
    )


def _is_feature(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get("type") == "Feature" and "geometry" in value


def _feature(value: Mapping[str, Any]) -> dict[str, Any]:
    properties = value.get("properties")
    row = dict(properties) if isinstance(properties, Mapping) else {}
    if value.get("id") is not None:
        row.setdefault("id", value["id"])
    geometry = value.get("geometry")
    if isinstance(geometry, Mapping) and geometry.get("type") == "Point":
        point = geometry.get("coordinates")
        if isinstance(point, list) and len(point) >= _POINT:
            row.update(longitude=point[0], latitude=point[1])
    elif geometry:
        row["geometry"] = geometry  # no single point: it stays, and is reported as unread
    return row


def _paths(value: Any, at: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _paths(part, f"{at}/{key}" if at else str(key))
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        for index, item in enumerate(value):
            yield from _paths(item, f"{at}/{index}")
    else:
        yield at

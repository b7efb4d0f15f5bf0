"""Cuts an example of each field out of the records of the directory."""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from operator import attrgetter
from typing import Any

from cpstandard.core.record import Record
from cpstandard.publish.entry import Entry
from cpstandard.publish.formats import shorten

_ENOUGH = 500
"""How many records are looked at: an example does not get better after so many."""

_FLAT = json.JSONEncoder(ensure_ascii=False)
_INDENTED = json.JSONEncoder(ensure_ascii=False, indent=2)

_BY_HAND, _ID = attrgetter("brief.by_hand"), attrgetter("brief.id")

_TEXT, _WHOLE, _SHOWN = 70, 500, 240


@dataclass(frozen=True, slots=True)
class Example:
    """A value as it stands in a record, as text, and the initiative that it is of."""

    text: str
    entry: Entry


def examples(
    entries: Sequence[Entry], paths: Sequence[tuple[str, ...]]
) -> dict[tuple[str, ...], Example]:
    """Return an example of each path that any record has a value for.

    Records that a person vouches for go first. Of several values, the one whose length is easiest
    to read is taken, so the same records always give the same examples.
    """
    by_hand = list(filter(_BY_HAND, entries))
    chosen = nsmallest(_ENOUGH, by_hand or entries, key=_ID)
    records = [(entry, entry.record) for entry in chosen]
    found = {}
    for path in paths:
        dotted = ".".join(path)
        values = [(_text(value), entry) for entry, rec in records for value in _values(rec, path)]
        if values:
            best = _WHOLE if "\n" in values[0][0] else _TEXT
            text, entry = min(values, key=lambda pair: _rank(pair, best, dotted))
            found[path] = Example(text, entry)
    return found


def _rank(pair: tuple[str, Entry], best: int, path: str) -> tuple[int, int, str]:
    """Order values by how well their length reads; among equals each path begins elsewhere."""
    text, entry = pair
    spread = zlib.crc32(f"{path} {entry.id}".encode())
    return abs(len(text) - best), spread, entry.id


def _values(record: Record, path: tuple[str, ...]) -> Iterator[Any]:
    found: list[Any] = [record]
    for name in path:
        if name == "*":
            found = [item for value in found for item in value]
        else:
            found = [value[name] for value in found if name in value]
    yield from found


def _text(value: Any) -> str:
    if isinstance(value, str):
        return f"\u201c{shorten(value, _SHOWN)}\u201d"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = value[0]
    if isinstance(value, dict):
        return _INDENTED.encode(value)
    return _FLAT.encode(value)

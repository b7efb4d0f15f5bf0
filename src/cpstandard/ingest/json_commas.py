"""Puts commas right in a JSON text, so that what stands behind a slip is read and told as well.

A comma that is missing, or that stands behind the last value, is the commonest slip of people who
write JSON by hand, and leaves no doubt of what was meant. The slip stays an error.
"""

import re
from typing import NamedTuple

import jiter

_LARGEST = 8 << 20  # bytes; the text is parsed anew after each slip
_MOST = 20
_PLACE = re.compile(r" at line (\d+) column (\d+)$")
_BEGINNINGS = frozenset(b'"{[-0123456789tfn')
_COMMA, _SPACE = b",", b" "


class Slip(NamedTuple):
    """A comma that was put right: where, as a position in the text as it is now, and which way."""

    at: int
    is_missing: bool


def with_commas_right(text: str) -> tuple[str, list[Slip]] | None:
    """Return ``text`` as JSON, with the slips; ``None`` where commas are not all that is wrong.

    Every line keeps its number, and all but what stands behind a missing comma for which there
    was no room its column.
    """
    data = bytearray(text.encode())
    found: list[tuple[int, bool]] = []
    while len(data) <= _LARGEST:
        words = _wrong(data)
        if words is None:
            return _decoded(data, found)
        slip = _put_right(data, words) if len(found) < _MOST else None
        if slip is None:
            return None
        found.append(slip)
    return None


def _wrong(data: bytearray) -> str | None:
    try:
        jiter.from_json(bytes(data), allow_inf_nan=False)
    except ValueError as error:
        return str(error)
    return None


def _put_right(data: bytearray, words: str) -> tuple[int, bool] | None:
    """Put one comma right; return where, in bytes, and whether it was missing."""
    place = _PLACE.search(words)
    if place is None:
        return None
    start = 0
    for _ in range(int(place[1]) - 1):
        start = data.index(b"\n", start) + 1
    at = start + int(place[2]) - 1
    if "trailing comma" in words:
        comma = data.rindex(_COMMA, 0, at + 1)
        data[comma : comma + 1] = _SPACE
        return comma, False
    if "expected `,`" not in words or at >= len(data) or data[at] not in _BEGINNINGS:
        return None
    # In place of a blank, so that nothing moves; a line end has to stay one.
    before = at - 1
    while before > 0 and data[before] in b"\r\n":
        before -= 1
    if data[before] in b" \t":
        data[before : before + 1] = _COMMA
        return at, True
    data[at:at] = _COMMA
    return at + 1, True


def _decoded(data: bytearray, found: list[tuple[int, bool]]) -> tuple[str, list[Slip]]:
    # Later slips only move what is behind them, so positions in bytes stay true.
    slips = [Slip(len(data[:at].decode()), missing) for at, missing in found]
    return data.decode(), slips

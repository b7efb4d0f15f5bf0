"""Mends single values of a JSON or JSON Lines file and leaves all other text of it alone."""

import json
from collections.abc import Iterable

from cpstandard.core.errors import UnusableInput
from cpstandard.core.fix import Fix
from cpstandard.core.phrase import phrase

_MARK = b"\xef\xbb\xbf"
_reader = json.JSONDecoder()


def fixed_json(data: bytes, name: str, fixes: Iterable[Fix]) -> tuple[bytes, list[Fix]]:
    """Return ``data`` with ``fixes`` made, and those that could be.

    A fix at whose place something else than its old value stands is left out. Raises
    ``UnusableInput`` where the file is not in UTF-8.
    """
    mark = _MARK if data.startswith(_MARK) else b""
    try:
        text = data.removeprefix(_MARK).decode("utf-8")
    except UnicodeError as error:
        raise UnusableInput(
            phrase("{name} is not in UTF-8: save it as UTF-8 first.", name=name)
        ) from error
    starts = _line_starts(text)
    found = []
    for fix in fixes:
        line, column = fix.location.line, fix.location.column
        if line and column and line <= len(starts):
            start = starts[line - 1] + column - 1
            end = _end(text, start, fix.old)
            if end:
                found.append((start, end, fix))
    pieces, at, done = [], 0, []
    for start, end, fix in sorted(found, key=lambda each: each[:2]):
        if start >= at:
            pieces += [text[at:start], json.dumps(fix.new, ensure_ascii=False)]
            at = end
            done.append(fix)
    return mark + "".join([*pieces, text[at:]]).encode(), done


def _line_starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _end(text: str, start: int, old: object) -> int:
    """Return where the value at ``start`` ends, or 0 where it is not ``old``."""
    try:
        value, end = _reader.raw_decode(text, start)
    except (ValueError, RecursionError):
        return 0
    return end if type(value) is type(old) and value == old else 0

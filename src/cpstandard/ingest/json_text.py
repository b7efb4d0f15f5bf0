"""Strict JSON, and the place of any value in its text, found only when somebody asks."""

import json
import math
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # the stubs leave it out
from typing import Any

import jiter

from cpstandard.core.location import Location, split_pointer
from cpstandard.core.phrase import phrase
from cpstandard.ingest.json_fault import JsonFault
from cpstandard.ingest.json_outline_faults import line_column
from cpstandard.ingest.json_twice import first_of_two

# Only an exponent of three digits, or hundreds of digits, can make a number infinite. To look for
# them with all digits made one is far faster than a regular expression.
_AS_NOUGHTS = bytes.maketrans(b"123456789E", b"000000000e")
_MANY = b"0" * 200
_SPACE = re.compile(r"[ \t\r\n]*")
_POSITION = re.compile(r" at line (\d+) column (\d+)$")
_NO_NUMBER = re.compile(rb"-?(?:NaN|Infinity)\b")
_DUPLICATE = re.compile(r'Detected duplicate key "(.*)"$', re.DOTALL)

_TWICE = "duplicate-key"

# Finds where a value ends, at the speed of C; numbers stay text, so that none is too long.
_lenient = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def parse(data: bytes) -> Any:
    """Return the value of a JSON text; raise ``JsonFault`` for anything that strict JSON is not.

    Duplicate keys, NaN, lone surrogates, numbers too large for any program, and nesting deeper
    than 200 levels are refused.
    """
    try:
        value = jiter.from_json(data, catch_duplicate_keys=True, allow_inf_nan=False)
    except ValueError as error:
        raise _fault(str(error), data) from None
    if holds_infinity(value, data):
        raise JsonFault(
            "invalid-json", phrase("A number is too large for a program to hold."), line=1, column=1
        )
    return value


def last_values(fault: JsonFault, data: bytes) -> dict[str, Any] | None:
    """Return the object of a text of which ``fault`` is all that is wrong: that keys stand twice.

    Each has the last of its values. ``None`` where there is another fault.
    """
    try:
        value = jiter.from_json(data, allow_inf_nan=False) if fault.code == _TWICE else None
    except ValueError:
        return None
    return value if isinstance(value, dict) and not holds_infinity(value, data) else None


def holds_infinity(value: Any, text: bytes) -> bool:
    """Return whether any number in ``value`` became infinite, as ``1e400`` in its ``text`` does."""
    noughts = text.translate(_AS_NOUGHTS, b"+")
    return (b"e000" in noughts or _MANY in noughts) and _is_infinite_in(value)


def _is_infinite_in(value: Any) -> bool:
    stack: list[Any] = [value]
    for part in stack:
        if isinstance(part, float):
            if math.isinf(part):
                return True
        elif isinstance(part, dict):
            stack.extend(part.values())
        elif isinstance(part, list):
            stack.extend(part)
    return False


def skip_space(text: str, at: int) -> int:
    """Return the position of the next sign that is no white space."""
    match = _SPACE.match(text, at)
    return match.end() if match else at


def value_end(text: str, at: int) -> int:
    """Return the position after the value at ``at``; ``ValueError`` where there is no whole one."""
    try:
        return _lenient.raw_decode(text, at)[1]
    except RecursionError:
        raise ValueError(phrase("nested too deeply")) from None


def read_key(text: str, at: int) -> tuple[str, int]:
    """Return the key at ``at`` and the position of its value; ``ValueError`` if there is none."""
    if text[at : at + 1] != '"':
        raise ValueError(phrase("a key in quotation marks is expected"))
    key, after = scanstring(text, at + 1)
    after = skip_space(text, after)
    if text[after : after + 1] != ":":
        raise ValueError(phrase("a colon is expected after a key"))
    return key, skip_space(text, after + 1)


Children = dict[str, int]
"""Where the values of one object or list stand, by key or number."""


def find(text: str, pointer: str, at: int = 0, seen: dict[int, Children] | None = None) -> int:
    """Return the position of the value at ``pointer`` below the value at ``at``.

    Where there is none, that of the nearest value above it. ``seen`` remembers from call to call
    what stands where, so that many questions about one text cost no more than one look at it.
    """
    seen = {} if seen is None else seen
    at = skip_space(text, at)
    for token in split_pointer(pointer):
        if at not in seen:
            seen[at] = _children(text, at)
        inner = seen[at].get(token)
        if inner is None:
            return at
        at = inner
    return at


def _children(text: str, at: int) -> Children:
    """Return the children of the value at ``at``; of a broken one, those before the break."""
    found: Children = {}
    opening = text[at : at + 1]
    if opening not in ("{", "["):
        return found
    inner = skip_space(text, at + 1)
    try:
        while text[inner : inner + 1] not in ("}", "]", ""):
            key, value = read_key(text, inner) if opening == "{" else (str(len(found)), inner)
            found.setdefault(key, value)
            inner = skip_space(text, value_end(text, value))
            if text[inner : inner + 1] == ",":
                inner = skip_space(text, inner + 1)
    except ValueError:
        pass
    return found


def _fault(words: str, data: bytes) -> JsonFault:
    match = _POSITION.search(words)
    line, column = (int(match[1]), int(match[2])) if match else (1, 1)
    reason = words[: match.start()] if match else words
    duplicate = _DUPLICATE.match(reason)
    before = data.split(b"\n", line)[line - 1][: column - 1]
    column = len(before.decode("utf-8", "replace")) + 1  # signs, where the parser counts bytes
    if duplicate:
        key = duplicate[1]
        message = phrase(
            "The key “{key}” stands twice in the same object; only one value can be meant.", key=key
        )
        text = data.decode("utf-8", "replace")
        at = first_of_two(text, key)
        first = line_column(text, at) if at is not None else None
        return JsonFault(_TWICE, message, line=line, column=column, key=key, first=first)
    if _NO_NUMBER.match(data.split(b"\n", line)[line - 1], len(before)):
        reason = "NaN"
    return JsonFault("invalid-json", _plain_words(reason), line=line, column=column)


_HALF = phrase("there is half of a two-part sign (\\uD800 to \\uDFFF) without its other half")
_REASONS = (
    ("NaN", phrase("NaN and Infinity are no numbers of JSON; leave out a field without a value")),
    ("recursion limit", phrase("it is nested more than 200 levels deep")),
    ("EOF", phrase("it ends before it is complete")),
    ("control character", phrase("there is a line end or another control sign inside a text")),
    ("trailing comma", phrase("there is a comma after the last value")),
    ("trailing characters", phrase("there is something after its end")),
    ("invalid unicode", phrase("there are bytes that are not UTF-8")),
    ("hex escape", _HALF),
    ("surrogate", _HALF),
    ("invalid escape", phrase("there is a backslash before a sign that needs none")),
    ("number out of range", phrase("a number has too many figures")),
    ("invalid number", phrase("a number is written as JSON does not allow")),
    ("key must be a string", phrase("a key is not in double quotation marks")),
    ("expected `:`", phrase("a colon is missing after a key")),
    ("expected `,`", phrase("a comma or a closing bracket is missing")),
    ("expected ident", phrase("a word is not in quotation marks")),
    ("expected value", phrase("a value is missing, or is not one that JSON has")),
)


def _plain_words(reason: str) -> str:
    for sign, words in _REASONS:
        if sign in reason:
            return phrase("This is not valid JSON: {words}.", words=words)
    return phrase("This is not valid JSON: {reason}.", reason=reason)


class JsonPlace:
    """Locates values of one JSON text that stands in a file; a small object, one for each record.

    ``text`` may be bytes or a longer text of which the record begins at ``start``; ``line`` and
    ``column`` are where that start stands in the file.
    """

    __slots__ = ("column", "file", "line", "seen", "start", "text")

    def __init__(
        self, file: str, text: str | bytes, line: int, *, start: int = 0, column: int = 1
    ) -> None:
        self.file = file
        self.text = text
        self.line = line
        self.start = start
        self.column = column
        self.seen: dict[int, Children] | None = None

    def __call__(self, pointer: str) -> Location:
        """Return the place of the value at ``pointer``, or of the nearest above it."""
        if isinstance(self.text, bytes):
            self.text = self.text.decode("utf-8", "replace")
        text = self.text
        self.seen = {} if self.seen is None else self.seen
        at = find(text, pointer, self.start, self.seen)
        lines = text.count("\n", self.start, at)
        # On the record's first line the column counts from where that line began in the file.
        begin = text.rfind("\n", self.start, at) if lines else self.start - self.column
        return Location(self.file, pointer, line=self.line + lines, column=at - begin)

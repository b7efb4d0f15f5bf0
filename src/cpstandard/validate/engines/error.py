"""What a schema engine says of a record, in one small form whichever engine it was."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from cpstandard.core.location import join_pointer
from cpstandard.core.standard import Schema

Path = tuple[str | int, ...]
RawError = tuple[Path, Path]
"""The path within the record, and the path within the schema to the keyword that failed."""

DEEPEST = 100
"""Levels of nesting that are still looked at; the standard needs fewer than ten."""


@dataclass(frozen=True, slots=True)
class SchemaError:
    """One keyword of the schema that a value does not meet.

    ``detail`` holds names: the missing field (``required``), the unknown field
    (``additionalProperties``), the missing companion and who needs it (``dependentRequired``), or
    the fields of which one is needed (``anyOf``); it is empty for every other keyword.
    """

    path: Path
    keyword: str
    detail: tuple[str, ...] = ()

    @property
    def pointer(self) -> str:
        """Return the JSON Pointer of the value."""
        return join_pointer(self.path)


class Engine(Protocol):
    """One schema, ready to be held against records."""

    name: str

    def errors(self, record: Any) -> list[SchemaError]:
        """Return every error of ``record``, sorted; an empty list means that it is valid."""


MOST = 2500
"""Errors of one record that are told: each has its place looked up."""

MOST_VALUES = 50_000
"""Values of one record; an engine needs kilobytes to say of each that it is wrong."""

LARGEST = 10_000
"""Bits of a whole number, some three thousand digits; Python refuses to spell longer ones."""


def normalise(schema: Schema, record: Any, raw: Iterable[RawError]) -> list[SchemaError]:
    """Return the errors that an engine found, without repetition, in a stable order.

    Of more than ``MOST`` the rest is left out, and an error ``many`` says so.
    """
    found: dict[SchemaError, None] = {}
    read = (error for at, keyword in raw for error in _read(schema, record, at, keyword))
    for error in read:
        if len(found) == MOST and error not in found:
            return [*sorted(found, key=_order), SchemaError((), "many")]
        found[error] = None
    return sorted(found, key=_order)


def unreadable(record: Any) -> list[SchemaError]:
    """Return an error where ``record`` is nested too deeply, or holds halves of characters.

    A number of thousands of digits is an error too, and so are more than ``MOST_VALUES`` values.
    Engines differ on all of them, so neither is asked. Works without recursion, on any input.
    """
    level = [record]
    values = 0
    for _ in range(DEEPEST):
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                if not all(_is_text(key) for key in value):
                    return [SchemaError((), "surrogate")]
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
            elif isinstance(value, str) and not _is_text(value):
                return [SchemaError((), "surrogate")]
            elif isinstance(value, int) and value.bit_length() > LARGEST:
                return [SchemaError((), "digits")]
        level = below
        values += len(level)
        if values > MOST_VALUES:
            return [SchemaError((), "values")]
        if not level:
            return []
    return [SchemaError((), "depth")]


def _is_text(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _read(schema: Schema, record: Any, at: Path, keyword_path: Path) -> Iterator[SchemaError]:
    keyword = str(keyword_path[-1])
    value = _dig(schema, keyword_path)
    instance = _dig(record, at)
    if keyword == "required":
        names: Iterable[tuple[str, ...]] = [(n,) for n in value if n not in instance]
    elif keyword == "additionalProperties":
        known = _dig(schema, keyword_path[:-1]).get("properties", {})
        names = ((n,) for n in instance if n not in known)
    elif keyword == "dependentRequired":
        pairs = ((need, has) for has, needs in value.items() if has in instance for need in needs)
        names = [(need, has) for need, has in pairs if need not in instance]
    elif keyword == "anyOf":
        names = [tuple(n for choice in value for n in choice.get("required", ()))]
    else:
        names = [()]
    for detail in names:
        yield SchemaError(at, keyword, detail)


def _dig(value: Any, path: Sequence[str | int]) -> Any:
    for token in path:
        value = value[token]
    return value


def _order(error: SchemaError) -> tuple[Any, ...]:
    # Numbers are padded so that the tenth place follows the ninth.
    path = tuple(f"{part:09}" if isinstance(part, int) else part for part in error.path)
    return (path, error.keyword, error.detail)

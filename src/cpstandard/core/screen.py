"""Screens: JSON Schemas that spare most records the closer look of a check."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cpstandard.core.record import Record
from cpstandard.core.standard import Schema, Standard
from cpstandard.core.values import paths_of_kinds

SPACES = r"\s\x1c-\x1f\x85"
"""All that ``\\s`` means to Python, to stand in a class of signs of a screen's pattern.

To JSON Schema ``\\s`` means less, and ``\\d`` and ``\\w`` are ASCII: a check that takes ``\\d`` for
more tells what its screen let pass.
"""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a screen may depend on: the day, the standard and the envelope of the package."""

    today: date
    standard: Standard
    header: Record


@dataclass(frozen=True, slots=True)
class Screen:
    """What a record is like of which a check has nothing to say.

    The engine holds each record against the screens of all checks in one go, in compiled code; only
    where one is not passed are the checks themselves asked. So a screen may turn away too much, but
    never let pass what its check would tell: a test holds each to its check's failing cases, and
    the engine ``reference`` does without screens.

    ``suspect`` is a regular expression without look-around that no string of the record may match
    anywhere, codes and addresses included; ``schema`` gives a JSON Schema of the record.
    """

    suspect: str = ""
    schema: Callable[[Ground], Schema] | None = None


def no_text(suspect: str) -> Screen:
    """Pass records in which no string matches ``suspect`` anywhere."""
    return Screen(suspect=suspect)


def at(*paths: str, meets: Schema) -> Screen:
    """Pass records of which every value at ``paths``, such as ``funding/*``, is as it has to be."""
    whole = merged(nested(tuple(path.split("/")), meets) for path in paths)
    return Screen(schema=lambda _: whole)


def absent(*paths: str) -> Screen:
    """Pass records that have none of the fields at ``paths``, such as ``funding/*/partOf``."""
    whole = merged(nested(tuple(path.split("/")), NEVER) for path in paths)
    return Screen(schema=lambda _: whole)


def unnamed(*names: str) -> Screen:
    """Pass records that have no field called one of ``names`` anywhere."""
    return Screen(
        schema=lambda ground: merged(
            nested(field.path, NEVER)
            for field in ground.standard.fields()
            if field.path[-1] in names
        )
    )


def every(kinds: Iterable[str], schema: Schema | Callable[[date], Schema]) -> Screen:
    """Pass records of which every value of ``kinds`` (as in ``core.values``) meets ``schema``."""
    wanted = frozenset(kinds)

    def whole(ground: Ground) -> Schema:
        leaf = schema(ground.today) if callable(schema) else schema
        return merged(nested(path, leaf) for path in paths_of_kinds(ground.standard, wanted))

    return Screen(schema=whole)


NEVER: Schema = {"not": {}}
"""What no value meets: a field of this schema may not be there."""


def nested(path: tuple[str, ...], schema: Schema) -> Schema:
    """Return a schema of the record that asks ``schema`` of each value at ``path``, if any."""
    whole: Any = schema
    for name in reversed(path):
        whole = {"items": whole} if name == "*" else {"properties": {name: whole}}
    return dict(whole)


def merged(schemas: Iterable[Schema]) -> Schema:
    """Return one schema that asks what all of ``schemas`` ask, so that each value is met once."""
    whole: dict[str, Any] = {}
    for schema in schemas:
        _merge(whole, schema)
    return whole


def _merge(into: dict[str, Any], schema: Mapping[str, Any]) -> None:
    """Add ``schema`` to ``into``, whose parts are its own: none of them is shared with another."""
    for keyword, value in schema.items():
        if keyword == "properties":
            known = into.setdefault("properties", {})
            for name, below in value.items():
                _merge(known.setdefault(name, {}), below)
        elif keyword == "items":
            _merge(into.setdefault("items", {}), value)
        elif into.get(keyword, value) == value:
            into[keyword] = value
        else:
            further = value if keyword == "allOf" else [{keyword: value}]
            into["allOf"] = [*into.get("allOf", ()), *further]

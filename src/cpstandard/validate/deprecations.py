"""Finds the fields of a record that are still understood, but on their way out."""

from collections.abc import Iterator
from typing import Any

from cpstandard.core.phrase import phrase
from cpstandard.core.screen import Screen, absent
from cpstandard.core.standard import Schema, walk_fields
from cpstandard.validate.explain import Fault

Path = tuple[str | int, ...]


class DeprecatedFields:
    """The fields of one schema that it calls ``deprecated``, each with what replaces it.

    ``replacedBy`` is the path of the other field from the record's root, joined by dots.
    """

    def __init__(self, schema: Schema) -> None:
        """Find the fields of a compiled ``schema``."""
        fields = list(walk_fields(schema))
        titles = {_dotted(field.path): field.title for field in fields}
        self._fields = []
        for field in fields:
            if field.schema.get("deprecated"):
                other = field.schema.get("replacedBy")
                named = phrase(": use “{field}” instead", field=titles.get(str(other), other))
                instead = named if other else ""
                words = {"field": field.title, "instead": instead, "replacement": other}
                self._fields.append((field.path, words))

    def screen(self) -> Screen:
        """Return what passes the records that use none of them."""
        return absent(*("/".join(path) for path, _words in self._fields))

    def faults(self, record: dict[str, Any]) -> Iterator[Fault]:
        """Yield a fault for each deprecated field that a sound ``record`` uses."""
        for path, words in self._fields:
            for at in _places(record, path, ()):
                yield Fault("deprecated-field", at, words)


def _dotted(path: tuple[str, ...]) -> str:
    return ".".join(name for name in path if name != "*")


def _places(value: Any, path: tuple[str, ...], at: Path) -> Iterator[Path]:
    if not path:
        yield at
    elif path[0] == "*":
        for index, part in enumerate(value):
            yield from _places(part, path[1:], (*at, index))
    elif path[0] in value:
        yield from _places(value[path[0]], path[1:], (*at, path[0]))

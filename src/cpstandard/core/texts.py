"""The text of one record, gathered once for all the checks that look at text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cpstandard.core.location import join_pointer
from cpstandard.core.record import Record
from cpstandard.core.standard import Standard, walk_fields

SEPARATOR = "\x00"
"""Stands before, between and after the strings in ``Texts.joined``."""

BLANKS = " \t\r\n\u00a0\u2003\u2009\u200b\ufeff"
"""Signs that cannot be seen at the beginning or end of a text."""

Path = tuple[str, ...]

# A seam between two strings with a blank before it, or a blank or a sign of formulas behind it.
_ODD_SEAM = re.compile(
    f"{SEPARATOR}(?:(?=[\\s{BLANKS}=+\\-@#\uff1d\uff0b\uff0d\uff20])|(?<=[\\s{BLANKS}]{SEPARATOR}))"
)


@dataclass(frozen=True, slots=True)
class Prose:
    """One string that a person wrote: its pointer, its field's name and title, and the text."""

    pointer: str
    field: str
    title: str
    text: str


class Texts:
    """The strings of one record.

    ``strings`` are all strings of the record, codes and addresses too; ``joined`` is the same as
    one string, with a ``SEPARATOR`` before, between and after them. ``odd_edges`` says whether any
    of them begins or ends with a blank, or begins with a sign such as ``=``, ``+`` or ``#``. A
    quick look at these spares most records the closer look at ``prose``.
    """

    __slots__ = ("_paths", "_prose", "_record", "joined", "odd_edges", "strings")

    def __init__(self, record: Record, paths: Mapping[Path, str]) -> None:
        """Gather the strings of ``record``; ``paths`` gives the title of each field of prose."""
        self._record = record
        self._paths = paths
        self._prose: list[Prose] | None = None
        self.strings: list[str] = [""]
        _gather(record, self.strings)
        self.strings.append("")
        self.joined = SEPARATOR.join(self.strings)
        self.odd_edges = _ODD_SEAM.search(self.joined) is not None

    def holds_any(self, *parts: str) -> bool:
        """Return whether any of ``parts`` occurs anywhere in the record's text."""
        joined = self.joined
        for part in parts:  # noqa: SIM110 - a generator costs more than the search
            if part in joined:
                return True
        return False

    @property
    def prose(self) -> list[Prose]:
        """Return the strings that a person wrote; codes, ids and addresses are left out."""
        if self._prose is None:
            self._prose = list(self._walk(self._record, (), ()))
        return self._prose

    def _walk(self, value: Any, path: Path, at: tuple[str | int, ...]) -> Iterator[Prose]:
        if isinstance(value, dict):
            for key, part in value.items():
                yield from self._walk(part, (*path, key), (*at, key))
        elif isinstance(value, list):
            for index, part in enumerate(value):
                yield from self._walk(part, (*path, "*"), (*at, index))
        elif isinstance(value, str) and path in self._paths:
            name = path[-2] if path[-1] == "*" else path[-1]
            yield Prose(join_pointer(at), name, self._paths[path], value)


class TextReader:
    """Gives the texts of a record, and remembers those of the record that was asked for last."""

    __slots__ = ("_last", "_paths", "_record")

    def __init__(self, standard: Standard) -> None:
        """Prepare for records of ``standard``."""
        self._paths = prose_paths(standard)
        self._record: Record | None = None
        self._last: Texts | None = None

    def __call__(self, record: Record) -> Texts:
        """Return the texts of ``record``."""
        if self._last is None or self._record is not record:
            self._record = record
            self._last = Texts(record, self._paths)
        return self._last


def prose_paths(standard: Standard) -> dict[Path, str]:
    """Return the initiative's strings that follow no pattern and no codelist: title by path."""
    paths = {}
    for field in walk_fields(standard.initiative):
        node = field.schema.get("items", field.schema)
        if node.get("type") == "string" and not ("pattern" in node or "codelist" in node):
            path = (*field.path, "*") if "items" in field.schema else field.path
            paths[path] = field.title
    return paths


def _gather(value: Any, found: list[str]) -> None:
    for part in value.values() if type(value) is dict else value:
        kind = type(part)
        if kind is str:
            found.append(part)
        elif kind is dict or kind is list:
            _gather(part, found)

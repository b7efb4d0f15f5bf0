"""The text of one record, gathered once for all the checks that look at text."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cpstandard.core.location import join_pointer
from cpstandard.core.record import Record
from cpstandard.core.standard import Standard, walk_fields

SEPARATOR = "\x1f"
"""Stands before, between and after the strings in ``Texts.joined``."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """One string that a person wrote: its pointer, its field's name and title, and the text."""

    pointer: str
    field: str
    title: str
    text: str


class Texts:
    """The strings of one record.

    ``joined`` holds every string of the record, codes and addresses too, each after a
    ``SEPARATOR``: a quick look into it spares most records the closer look at ``prose``.
    """

    __slots__ = ("_paths", "_prose", "_record", "joined")

    def __init__(self, record: Record, paths: Mapping[Path, str]) -> None:
        """Gather the strings of ``record``; ``paths`` gives the title of each field of prose."""
        self._record = record
        self._paths = paths
        self._prose: list[Prose] | None = None
        found: list[str] = [""]
        _gather(record, found.append)
        found.append("")
        self.joined = SEPARATOR.join(found)

    def holds_any(self, *parts: str) -> bool:
        """Return whether any of ``parts`` occurs anywhere in the record's text."""
        joined = self.joined
        return any(part in joined for part in parts)

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


def _gather(value: Any, add: Callable[[str], None]) -> None:
    for part in value.values() if type(value) is dict else value:
        if type(part) is str:
            add(part)
        elif type(part) is dict or type(part) is list:
            _gather(part, add)

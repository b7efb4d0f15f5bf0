"""Where in a publisher's file something stands."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from cpstandard.core.phrase import say


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: line and column for text, sheet and cell for tables.

    ``line``, ``column`` and ``row`` count from 1. ``pointer`` is an RFC 6901 JSON Pointer within
    the record (within the envelope where there is no record). ``cells`` is the stretch of a column,
    such as ``B2:B51``, in which the same stands again and again, ``cell`` the first of it.
    """

    file: str = ""
    pointer: str = ""
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    heading: str | None = None
    cells: str | None = None

    def at(self, pointer: str) -> "Location":
        """Return the same place with another pointer."""
        return replace(self, pointer=pointer)

    def each(self) -> "Iterator[Location]":
        """Yield the place of each cell of a stretch; the place itself where it is none."""
        first, last = (re.fullmatch("([A-Z]+)([0-9]+)", cell) for cell in self._ends())
        if first is None or last is None:
            yield self
            return
        for row in range(int(first[2]), int(last[2]) + 1):
            yield replace(self, cell=f"{first[1]}{row}", row=row, cells=None)

    def to_dict(self) -> dict[str, Any]:
        """Return the place as reports hold it: where there is no value, ``None``."""
        return {
            "file": self.file or None,
            "pointer": self.pointer or None,
            "line": self.line,
            "column": self.column,
            "sheet": self.sheet,
            "cell": self.cell,
        }

    def _ends(self) -> tuple[str, str]:
        first, _, last = (self.cells or "").partition(":")
        return first, last

    @property
    def spot(self) -> str:
        """The cell as ``C14``, or the row in the language that is spoken; empty for neither."""
        return self.cells or self.cell or (say("row {row}", row=self.row) if self.row else "")

    @property
    def text_line(self) -> int | None:
        """The line of a text; of a CSV file the row, which is a line unless a cell holds several.

        ``None`` for a workbook, and for what is about the whole file.
        """
        return self.line or (None if self.sheet else self.row)

    @property
    def in_table(self) -> str:
        """The place in a table, as ``Initiatives!C14``; empty where there is none."""
        return "!".join(part for part in (self.sheet, self.spot) if part)

    def __str__(self) -> str:
        """Return the place as a person writes it: ``file:3:14`` or ``file Initiatives!C14``."""
        if self.cell or self.row or self.sheet:
            return f"{self.file} {self.in_table}".strip()
        numbers = [str(n) for n in (self.line, self.column) if n is not None]
        return ":".join([self.file, *numbers]) if numbers else self.file


class Stretch(NamedTuple):
    """Cells of one column that say the same, from the first to the last, and how many they are."""

    cells: str
    number: int


Locator = Callable[[str], Location]
"""Turns a JSON Pointer within one record into the place in the file that gave its value."""


def escape_pointer(token: str) -> str:
    """Return one reference token escaped for a JSON Pointer (RFC 6901)."""
    return token.replace("~", "~0").replace("/", "~1")


def join_pointer(parts: "tuple[str | int, ...] | list[str | int]") -> str:
    """Return the JSON Pointer for ``parts``; an empty sequence gives the empty pointer."""
    return "".join("/" + escape_pointer(str(part)) for part in parts)


def value_at(value: Any, tokens: Iterable[str]) -> Any:
    """Return what stands at the end of the way of ``tokens`` through ``value``; else ``None``."""
    for token in tokens:
        if isinstance(value, Mapping):
            value = value.get(token)
        elif isinstance(value, list) and token.isdigit() and int(token) < len(value):
            value = value[int(token)]
        else:
            return None
    return value


def split_pointer(pointer: str) -> list[str]:
    """Return the reference tokens of a JSON Pointer, unescaped."""
    return [t.replace("~1", "/").replace("~0", "~") for t in pointer.split("/")[1:]]

"""Where in a publisher's file something stands."""

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: line and column for text, sheet and cell for tables.

    ``line``, ``column`` and ``row`` count from 1. ``pointer`` is an RFC 6901 JSON Pointer within
    the record (within the envelope where there is no record).
    """

    file: str = ""
    pointer: str = ""
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    heading: str | None = None

    def at(self, pointer: str) -> "Location":
        """Return the same place with another pointer."""
        return replace(self, pointer=pointer)

    def __str__(self) -> str:
        """Return the place as a person writes it: ``file:3:14`` or ``file Initiatives!C14``."""
        if self.cell or self.row or self.sheet:
            place = self.cell or (f"row {self.row}" if self.row else "")
            named = f"{self.sheet}!{place}" if self.sheet and place else (self.sheet or place)
            return f"{self.file} {named}".strip()
        numbers = [str(n) for n in (self.line, self.column) if n is not None]
        return ":".join([self.file, *numbers]) if numbers else self.file


Locator = Callable[[str], Location]
"""Turns a JSON Pointer within one record into the place in the file that gave its value."""


def escape_pointer(token: str) -> str:
    """Return one reference token escaped for a JSON Pointer (RFC 6901)."""
    return token.replace("~", "~0").replace("/", "~1")


def join_pointer(parts: "tuple[str | int, ...] | list[str | int]") -> str:
    """Return the JSON Pointer for ``parts``; an empty sequence gives the empty pointer."""
    return "".join("/" + escape_pointer(str(part)) for part in parts)


def split_pointer(pointer: str) -> list[str]:
    """Return the reference tokens of a JSON Pointer, unescaped."""
    return [t.replace("~1", "/").replace("~0", "~") for t in pointer.split("/")[1:]]

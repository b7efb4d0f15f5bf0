"""Takes a .pb file apart: META and PROJECTS are read, VOTES are only counted."""

import csv
import functools
import re
from collections.abc import Iterator
from importlib import resources
from itertools import chain
from typing import Any

import yaml

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.location import Location
from cpstandard.core.row import Row

_SECTIONS = frozenset({"meta", "projects", "votes"})
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, of which lines cannot be cut byte by byte
_HEADING = re.compile(r"\s*\"?key\"?\s*(?P<delimiter>[;,\t])\s*\"?value\b", re.IGNORECASE)
_MOST_PROJECTS = 100_000
_MOST_KEYS = 1000
_CELL = 1 << 20
NUMBER = "(number)"
"""The name, among the columns of VOTES, under which the number of votes is given."""
DAMAGED = "some signs were not UTF-8 and were read as Windows-1252"


@functools.cache
def words() -> Any:
    """Return ``words.yaml``."""
    text = resources.files(__package__ or "").joinpath("words.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def read_pb(document: Document) -> Row:
    """Return the file as one row: ``META`` (an object), ``PROJECTS`` (a list), ``VOTES`` (counts).

    ``VOTES`` gives for each of its columns the number of votes: what voters said, and who they
    are, is never kept. Raises ``UnusableInput`` naming what was expected and what was found.
    """
    reading = _Reading(document.name)
    for title, lines in _sections(document, reading.notes):
        reading.section(title, lines)
    reading.check()
    found = {"META": reading.meta, "PROJECTS": reading.projects, "VOTES": reading.votes}
    row = Row(found, Location(file=document.name, line=1))
    for note in reading.notes:
        row.note(note)
    return row


class _Reading:
    """What one file has given so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.meta: dict[str, str] = {}
        self.projects: list[dict[str, str]] = []
        self.votes: dict[str, int] = {}
        self.notes: dict[str, None] = {}
        self.seen: list[str] = []
        self._delimiter = ";"
        self._swallowed = False  # a cell of PROJECTS runs over lines

    def section(self, title: str, lines: Iterator[str]) -> None:
        """Read one section; ``lines`` is used up."""
        self.seen.append(title)
        if title == "meta":
            self._read_meta(lines)
        elif title == "projects":
            self._read_projects(lines)
        else:
            self._count_votes(lines)
        for _ in lines:  # a section that is given up before its end must still be passed over
            pass

    def check(self) -> None:
        """Raise ``UnusableInput`` where a section or its essence is missing."""
        missing = [title.upper() for title in ("meta", "projects") if title not in self.seen]
        if missing or not self.meta:
            found = ", ".join(title.upper() for title in self.seen) or "none of them"
            raise UnusableInput(
                f"{self.name} is no .pb file of Pabulib: the sections META, PROJECTS and VOTES "
                f"were expected, found {found}."
            )
        stated = self.meta.get("num_projects", "")
        if self._swallowed and stated.isdecimal() and len(self.projects) < int(stated[:9]):
            raise UnusableInput(
                f"{self.name} names {stated} projects, but only {len(self.projects)} can be read: "
                "look for a quotation mark that is never closed."
            )
        if "votes" not in self.seen:
            self.notes.setdefault("the file ends before its section VOTES")

    def _read_meta(self, lines: Iterator[str]) -> None:
        first = next((line for line in lines if line.strip()), "")
        heading = _HEADING.match(first)
        if heading:
            self._delimiter = heading["delimiter"]
        else:
            self.notes.setdefault("META lacks its headings key;value")
            lines = chain([first], lines)
        for cells in self._rows(lines):
            key, values = _key(cells[0]), [cell for cell in cells[1:] if cell]
            if not key or len(self.meta) >= _MOST_KEYS:
                continue
            if len(values) > 1:
                self.notes.setdefault("a value with an unquoted semicolon was put together again")
            if key in self.meta:
                self.notes.setdefault("a key that META gives twice was read once")
            self.meta.setdefault(key, " ".join("; ".join(values).split()))

    def _read_projects(self, lines: Iterator[str]) -> None:
        rows = self._rows(lines)
        headings = [_key(cell) for cell in next(rows, [])]
        if "project_id" not in headings and "cost" not in headings:
            raise UnusableInput(
                f"{self.name} is no .pb file of Pabulib: PROJECTS should have the headings "
                f"project_id and cost, found {', '.join(headings[:8]) or 'nothing'}."
            )
        for cells in rows:
            if len(self.projects) >= _MOST_PROJECTS:
                raise UnusableInput(f"{self.name} has more than {_MOST_PROJECTS:,} projects.")
            self._swallowed = self._swallowed or any("\n" in cell for cell in cells)
            if any(cells[len(headings) :]):
                self.notes.setdefault("a project has more cells than there are headings")
            named = zip(headings, cells, strict=False)
            self.projects.append({name: " ".join(cell.split()) for name, cell in named if name})

    def _count_votes(self, lines: Iterator[str]) -> None:
        headings = [_key(cell) for cell in next(self._rows(lines), [])]
        number = sum(1 for line in lines if line.strip(f"{self._delimiter} \t\r"))
        self.votes = {heading: number for heading in headings if heading} | {NUMBER: number}

    def _rows(self, lines: Iterator[str]) -> Iterator[list[str]]:
        """Yield the cells of each line that holds something, trimmed."""
        csv.field_size_limit(_CELL)
        try:
            for cells in csv.reader(lines, delimiter=self._delimiter):
                if any(cell.strip() for cell in cells):
                    yield [cell.strip() for cell in cells]
        except csv.Error as error:
            raise UnusableInput(
                f"{self.name} cannot be read: look for a quotation mark that is never closed "
                f"({error})."
            ) from None


def _sections(document: Document, notes: dict[str, None]) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield each section's title and lines; a section's lines end where the next title stands.

    So a quotation mark that is never closed swallows no more than its own section.
    """
    lines = _lines(document, notes)
    following = [next((_title(line) for line in lines if line.strip("\ufeff \t\r")), "")]

    def until_title() -> Iterator[str]:
        following.clear()
        for line in lines:
            if found := _title(line):
                following.append(found)
                return
            yield f"{line}\n"

    while following and following[0]:
        yield following[0], until_title()


def _title(line: str) -> str:
    word = line.strip('\ufeff \t\r;,"').casefold()
    return word if word in _SECTIONS else ""


def _lines(document: Document, notes: dict[str, None]) -> Iterator[str]:
    lines = document.lines()
    first = next(lines, b"")
    if first.startswith(_WIDE) or b"\0" in first:
        yield from document.text().text.splitlines()
        return
    for line in chain([first], lines):
        try:
            yield line.decode()
        except UnicodeDecodeError:
            notes.setdefault(DAMAGED)
            yield line.decode("cp1252", "replace")


def _key(cell: str) -> str:
    """Return a key or heading in lower case with underscores, in the format's own spelling."""
    name = re.sub(r"[\s-]+", "_", cell.strip("\ufeff \t").casefold())
    return str(words()["spellings"].get(name, name))

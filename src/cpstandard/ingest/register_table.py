"""Finds the table of a known register in a file, whatever its publisher did to the headings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.row import Row
from cpstandard.core.table import CellValue, Table
from cpstandard.ingest.first_rows import first_rows
from cpstandard.ingest.source_rows import read_sheet
from cpstandard.ingest.tables.headings import folded

_SLIPS = 2  # letters by which a long heading may be misspelt
_LONG = 10
_SHOWN = 8
_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Layout:
    """A form in which a register is published, or was.

    ``headings`` are its official ones, each with other spellings that were met; ``needed`` are
    those without which it is another table. Raises ``ValueError`` where one of them is no heading.
    """

    name: str
    headings: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse what could never fit."""
        for name in self.needed:
            if name not in self.headings:
                best = process.extractOne(name, list(self.headings))
                hint = f"; did you mean {best[0]!r}?" if best else ""
                raise ValueError(f"needed has {name!r}, which is not among the headings{hint}")

    def known(self, found: Sequence[str]) -> int:
        """Return how many of the headings ``found`` are, as they stand, headings of this layout."""
        spelt = {_key(s) for name, more in self.headings.items() for s in (name, *more)}
        return len(spelt.intersection(map(_key, found)))

    def fit(self, found: Sequence[str]) -> dict[str, str] | None:
        """Return which official heading each heading ``found`` stands for; ``None``: no fit."""
        spelt = {_key(s): name for name, more in self.headings.items() for s in (name, *more)}
        meant: dict[str, str] = {}
        # The official spelling first: what else stands for the same field keeps its own name.
        for heading in sorted(found, key=lambda h: h not in self.headings):
            name = spelt.get(_key(heading), "")
            if name and name not in meant.values():
                meant[heading] = name
        for heading in found:
            if heading not in meant and (name := self._misspelt(heading, spelt, meant)):
                meant[heading] = name
        return meant if set(self.needed) <= set(meant.values()) else None

    @staticmethod
    def _misspelt(heading: str, spelt: Mapping[str, str], meant: Mapping[str, str]) -> str:
        key = _key(heading)
        if len(key) < _LONG:
            return ""
        near = {
            name
            for other, name in spelt.items()
            if name not in meant.values()
            and other[:1] == key[:1]
            and _digits(other) == _digits(key)
            and DamerauLevenshtein.distance(key, other, score_cutoff=_SLIPS) <= _SLIPS
        }
        return near.pop() if len(near) == 1 else ""


def read_register(
    document: Document, register: str, layouts: Sequence[Layout]
) -> tuple[Layout, Iterator[Row]]:
    """Return the layout that ``document`` has, and its rows with the official headings.

    The first layout that fits counts, in the first sheet that has one. A heading that stands for
    none keeps its own name, so that the report shows it as unread. Raises ``UnusableInput`` naming
    ``register``, the headings that were expected, and those that were found.
    """
    nearest: tuple[int, int, Sequence[str]] = (0, 0, ())
    for table in document.tables():
        for number, cells in _head(table):
            names = [name for cell in cells if (name := _words(cell))]
            for layout in layouts:
                meant = layout.fit(names)
                if meant is not None:
                    sheet = read_sheet(document, table.name, number)
                    return layout, _renamed(sheet.rows, meant)
            known = max(layout.known(names) for layout in layouts)
            # The headings are what is most like them, or else the fullest: a title is above.
            nearest = max(nearest, (known, len(names), names), key=lambda near: near[:2])
    raise UnusableInput(_refusal(document, register, layouts, nearest[2]))


def rows_with(rows: Iterator[Row], heading: str, form: re.Pattern[str], what: str) -> Iterator[Row]:
    """Return ``rows``, of which some of the first have ids in the ``form`` of the register.

    Many tables have headings such as "number" and "name". Raises ``UnusableInput`` that tells
    ``what`` was expected and what was found; a table without rows passes.
    """
    first = list(islice(rows, _LOOKED_AT))
    found = [row.text(heading) for row in first]
    if found and not any(form.fullmatch(text) for text in found):
        shown = ", ".join(text[:60] for text in dict.fromkeys(found) if text) or "none"
        raise UnusableInput(f"{what}, found {shown}.")
    return chain(first, rows)


def _head(table: Table) -> Iterator[tuple[int, Sequence[CellValue]]]:
    """Yield the rows that may be the headings: a title or the date of the extract may be above."""
    for number, cells in first_rows(table):
        if any(_words(cell) for cell in cells):
            yield number, cells


def _renamed(rows: Iterator[Row], meant: Mapping[str, str]) -> Iterator[Row]:
    for row in rows:
        yield row.renamed(meant)


def _refusal(
    document: Document, register: str, layouts: Sequence[Layout], found: Sequence[str]
) -> str:
    wanted = " or ".join(
        f"{', '.join(layout.needed)} ({layout.name})" if len(layouts) > 1 else
        ", ".join(layout.needed)
        for layout in layouts
    )  # fmt: skip
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    shown = ", ".join(name[:40] for name in found[:_SHOWN]) or "no table with anything in it"
    return (
        f"{document.name} is not {register}: expected a table with the headings {wanted}; "
        f"found {shown}{more}."
    )


def _words(cell: CellValue) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""


def _key(heading: str) -> str:
    return folded(heading.removeprefix("ï»¿"))


def _digits(key: str) -> str:
    return "".join(sign for sign in key if sign.isdigit())

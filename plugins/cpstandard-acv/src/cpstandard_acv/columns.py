"""Finds out which column of a council's list says what, however its heading is written."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cpstandard.core.row import Row
from cpstandard_acv.words import data

# A sign that this is such a list: what no other register has counts double.
_SIGNS = {
    "nominating-group": 2, "interested-group": 2, "notification-to-sell-date": 2,
    "protected-period-start-date": 2, "nomination-date": 1, "expiry-date": 1, "decision-date": 1,
    "end-date": 1,
}  # fmt: skip
_ENOUGH = 2
_OWN_WORDS = re.compile(r"\bacv\b|community value")
_NULLS = frozenset(
    {"", "-", "--", "—", "\u2013", "n/a", "na", "n.a.", "none", "nil", "null", "tbc",
     "not applicable", "not known", "unknown", "-1", "n/k"}
)  # fmt: skip


@dataclass(slots=True)
class Columns:
    """The headings of one table by what they say, those left out on purpose, and the others."""

    headings: tuple[str, ...] = ()
    fields: dict[str, list[str]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    signs: int = 0

    @property
    def is_list(self) -> bool:
        """Return whether these are the headings of a list of assets of community value."""
        return bool({"name", "address-text"} & self.fields.keys()) and self.signs >= _ENOUGH

    def text(self, row: Row, name: str) -> str:
        """Return what ``row`` says of ``name``; empty for what stands for nothing, as ``N/A``."""
        found = ""
        for heading in self.fields.get(name, ()):
            said = " ".join(row.text(heading).split())
            found = found or ("" if said.casefold() in _NULLS else said)
        return found

    def texts(self, row: Row, name: str) -> list[str]:
        """Return what each of the columns of ``name`` says, without those that say nothing."""
        said = [row.text(heading).replace("\n", ", ") for heading in self.fields.get(name, ())]
        return [" ".join(s.split()) for s in said if s.casefold() not in _NULLS]

    def settle(self, row: Row) -> None:
        """Book what is left out of ``row`` on purpose."""
        row.ignore(*self.ignored)
        row.withhold(*self.withheld)


def columns(headings: Iterable[str], about: str) -> Columns:
    """Return what ``headings`` say; ``about`` is the name of the file and sheet."""
    found = Columns(tuple(headings))
    for heading in found.headings:
        kind, name = _meaning(_words(heading))
        if kind == "fields":
            found.fields.setdefault(name, []).append(heading)
        elif kind == "ignore":
            found.ignored.append(heading)
        elif kind == "withhold":
            found.withheld.append(heading)
    found.signs = sum(points for name, points in _SIGNS.items() if name in found.fields)
    if _OWN_WORDS.search(" ".join([*map(_words, found.fields.get("name", ())), _words(about)])):
        found.signs += 1
    return found


def _words(heading: str) -> str:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.findall(r"[a-z0-9&]+", apart.casefold().replace("'", " ")))


def _meaning(words: str) -> tuple[str, str]:
    for kind, name, pattern in _patterns():
        if pattern.fullmatch(words):
            return kind, name
    return "", ""


@functools.cache
def _patterns() -> list[tuple[str, str, re.Pattern[str]]]:
    known = data("headings.yaml")
    made = [("withhold", "", re.compile(p)) for p in known["withhold"]]
    made += [("ignore", "", re.compile(p)) for p in known["ignore"]]
    return made + [
        ("fields", name, re.compile(p)) for name, ps in known["fields"].items() for p in ps
    ]

"""Turns one .pb file into a round of a participatory budget: money, votes and chosen projects."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from babel.numbers import get_territory_currencies

from cpstandard.core.row import Row
from cpstandard.ingest.free_text import cut
from cpstandard.ingest.row_values import clean_text, days_in_order
from cpstandard_pabulib.amounts import NOTHING, amount, count, day, taken
from cpstandard_pabulib.pb_file import NUMBER, words

_CURRENCY = re.compile(r"[A-Z]{3}")
_NOTE = 2000
_COMMENT = 500
_NAME = 300
_TOPIC = 100
_SHOWN = 10
_CHOSEN = "1"
_OTHERWISE = frozenset(
    {"2", "3"}
)  # for another reason than the vote: the file's comment says which


@dataclass(slots=True)
class Edition:
    """What one file says of its round; amounts in ``currency``, dates partial."""

    row: Row
    name: str
    number: str
    start: str
    end: str
    budget: float | int | None
    currency: str
    guessed: bool  # the currency is that of the country
    voters: int | None
    proposals: int | None
    chosen: int | None
    spent: float | int | None  # the cost of the chosen projects, where each is known
    note: str
    topics: Counter[str] = field(default_factory=Counter)


def read_edition(row: Row, country: str) -> Edition:
    """Return the round that ``row`` (a file) describes; every field is booked on the row."""
    row.ignore(*(f"META/{name}" for name in words()["meta_ignored"]))
    row.withhold(*(f"META/{name}" for name in words()["meta_withheld"]))
    row.withhold(*(f"VOTES/{name}" for name in words()["vote_withheld"]))
    start, end = days_in_order(row, day(row, "META/date_begin"), day(row, "META/date_end"))
    currency, guessed = _currency(row, country, start or end)
    projects = _Projects(row)
    budget = amount(row, "META/budget")
    return Edition(
        row=row,
        name=_name(row),
        number=taken(row, "META/edition"),
        start=start,
        end=end,
        budget=budget if currency else None,
        currency=currency,
        guessed=guessed,
        voters=_stated(row, "META/num_votes", row.take(f"VOTES/{NUMBER}"), "votes"),
        proposals=_stated(row, "META/num_projects", projects.number, "projects"),
        chosen=projects.chosen,
        spent=projects.spent if currency else None,
        note=_note(row, projects, currency),
        topics=projects.topics,
    )


class _Projects:
    """The projects of one file, counted; names and costs of the chosen ones."""

    def __init__(self, row: Row) -> None:
        self.number = 0
        self.topics: Counter[str] = Counter()
        self.winners: list[tuple[float, str]] = []
        self.otherwise = 0
        self._marked = self._unpriced = False
        for project in row.items("PROJECTS"):
            self.number += 1
            self._read(row, project)
        self.chosen = len(self.winners) if self._marked else None
        total = sum(cost for cost, _ in self.winners)
        priced = bool(self.winners) and not self._unpriced
        self.spent = (int(total) if float(total).is_integer() else total) if priced else None

    def _read(self, row: Row, project: Row) -> None:
        project.ignore(*words()["project_ignored"], "project_id")
        project.withhold(*words()["project_withheld"])
        name, cost = clean_text(row, taken(project, "name"), _NAME), amount(project, "cost")
        for category in _items(taken(project, "category")):
            # A number is a code that only its makers know.
            if not category.isdecimal() and category.casefold() not in NOTHING:
                self.topics[clean_text(row, category.casefold(), _TOPIC)] += 1
        selected = taken(project, "selected").removesuffix(".0")
        self._marked = self._marked or bool(selected)
        if selected == _CHOSEN:
            self._unpriced = self._unpriced or cost is None
            self.winners.append((cost or 0, name))
        elif selected in _OTHERWISE:
            self.otherwise += 1
        elif selected not in {"", "0"}:
            project.unknown("selected", selected)

    def sentences(self, currency: str) -> Iterator[str]:
        """Yield what is to be said of the chosen projects."""
        if self.chosen is None:
            return
        dearest = sorted(self.winners, key=lambda pair: (-pair[0], pair[1]))[:_SHOWN]
        named = [_priced(name, cost, currency) for cost, name in dearest if name]
        more = self.chosen - len(named)
        if named:
            yield f"Chosen: {'; '.join(named)}{f'; and {more} more' if more else ''}."
        if self.otherwise:
            yield f"Taken up for another reason than the vote: {self.otherwise}."


def _priced(name: str, cost: float, currency: str) -> str:
    short = cut(name, 120).rstrip(".;")
    return f"{short} ({cost:,.0f} {currency})" if cost and currency else short


def _items(text: str) -> list[str]:
    parts = (part.strip(" '\"") for part in text.strip("[]{}").split(","))
    return [part for part in parts if part]


def _stated(row: Row, path: str, counted: int | None, what: str) -> int | None:
    """Return the number that META states, else the one that was counted; a difference is noted."""
    stated = count(row, path)
    if stated is not None and counted is not None and stated != counted:
        row.note(f"META states another number of {what} than the file holds; META's was taken")
    return counted if stated is None else stated


def _name(row: Row) -> str:
    """Return the instance and, where it is one of a part of the unit, that part."""
    instance = taken(row, "META/instance") or taken(row, "META/date_begin")[-4:]
    part = taken(row, "META/subunit") or taken(row, "META/district")
    row.ignore("META/district")
    return cut(" – ".join(clean_text(row, t, 95) for t in (instance, part) if t), 195)  # noqa: RUF001


def _currency(row: Row, country: str, when: str) -> tuple[str, bool]:
    """Return the currency that META names, else the country's own at the time (and ``True``)."""
    stated = taken(row, "META/currency").upper()
    if _CURRENCY.fullmatch(stated):
        return stated, False
    if stated:
        row.unknown("META/currency", stated)
    year = int(when[:4]) if when else 0
    if year < 1900:  # noqa: PLR2004 - no budget was put to the vote before
        return "", False
    found = get_territory_currencies(country, date(year, 7, 1), date(year, 7, 1))
    return (str(found[0]), True) if len(found) == 1 else ("", False)


def _note(row: Row, projects: _Projects, currency: str) -> str:
    title = clean_text(row, taken(row, "META/description"), _COMMENT).rstrip(".")
    said = [f"{title}."] if title else []
    for path, table in (("META/vote_type", "vote_types"), ("META/rule", "rules")):
        value = taken(row, path).casefold()
        meaning = words()[table].get(value)
        if value and meaning is None:
            row.unknown(path, value)
        said += [meaning] if meaning else []
    said += projects.sentences(currency)
    comment = clean_text(row, taken(row, "META/comment"), _COMMENT)
    said += [f"Pabulib notes: {comment}"] if comment else []
    return cut(" ".join(said), _NOTE)

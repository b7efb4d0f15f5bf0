"""What each of several linked records says of one initiative, fact by fact; nothing is merged."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from cpstandard.core.initiative import Initiative, Organisation, Status
from cpstandard.core.links import RUNNING_ROLES
from cpstandard.core.phrase import say
from cpstandard.publish.countries import country_said
from cpstandard.publish.entry import Entry
from cpstandard.publish.formats import day, number

_ADDRESS = re.compile(r"^https?://(?:www\.)?")
COLUMNS = 4
"""How many records stand beside each other; a page links to the others."""

Term = Callable[[str, str], str]
"""Gives the title of a code: its codelist, the code."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, and what each record says of it, in their order; empty where it says nothing.

    ``verdict`` is ``agree``, ``differ``, ``one`` (only one says it) or ``part`` (all that say it
    agree, and some say nothing).
    """

    title: str
    said: tuple[tuple[str, ...], ...]
    verdict: str


def side_by_side(entries: Sequence[Entry], term: Term) -> list[Fact]:
    """Return the facts that at least one of ``entries`` states, in the order of a page."""
    rows = zip(*(list(_facts(entry.initiative, term)) for entry in entries), strict=True)
    facts = []
    for cells in rows:
        said = tuple(values for _, values in cells)
        if any(said):
            facts.append(Fact(cells[0][0], said, _verdict(said)))
    return facts


def _verdict(said: Sequence[tuple[str, ...]]) -> str:
    stated = [frozenset(map(_compared, values)) for values in said if values]
    if len(stated) == 1:
        return "one"
    if len(set(stated)) > 1:
        return "differ"
    return "agree" if len(stated) == len(said) else "part"


def _compared(value: str) -> str:
    """Return a value without what two writings of one address differ in."""
    return _ADDRESS.sub("", value.casefold()).rstrip("/")


def _facts(initiative: Initiative, term: Term) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every fact that is compared, with what the record says of it."""
    status = initiative.status
    yield say("Name"), (initiative.name,)
    yield (
        say("Where"),
        _once(f"{place.name}, {country_said(place.country)}" for place in initiative.places),
    )
    yield say("Began"), _once([day(initiative.started)])
    yield say("Ended"), _once([day(initiative.ended)])
    yield (
        say("Status"),
        (_status(status, term),) if status else (),
    )
    yield say("What it does"), _once(term("practice", code) for code in initiative.practices)
    yield say("Who runs it"), _once(body.name for body in _running(initiative))
    yield say("Register numbers"), _once(_numbers(initiative))
    yield say("Website"), _once([initiative.website or ""])
    yield (
        say("Who took part"),
        _once(
            f"{number(each.value, each.bound)} {term('participationKind', each.counted).lower()}"
            for each in initiative.participation
        ),
    )
    yield say("What is claimed of results"), _once(_claims(initiative, term))


def _status(status: Status, term: Term) -> str:
    title = term("status", status.code)
    return say("{status} as of {when}", status=title, when=day(status.as_of))


def _running(initiative: Initiative) -> Iterator[Organisation]:
    for body in initiative.organisations:
        if not body.roles or RUNNING_ROLES.intersection(body.roles):
            yield body


def _numbers(initiative: Initiative) -> Iterator[str]:
    for identifier in initiative.identifiers:
        yield f"{identifier.scheme}-{identifier.id}"
    for body in _running(initiative):
        for identifier in body.identifiers:
            yield f"{identifier.scheme}-{identifier.id}"


def _claims(initiative: Initiative, term: Term) -> Iterator[str]:
    """Yield how many claims of each direction there are: their words stand on each page."""
    counts: dict[str, int] = {}
    for claim in initiative.evidence:
        counts[claim.direction] = counts.get(claim.direction, 0) + 1
    for direction, count in sorted(counts.items()):
        yield f"{count} {term('direction', direction).lower()}"


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))

"""Turns the rounds of one unit into a record: one participatory budget, an edition per file."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pycountry

from cpstandard.ingest.country import country_name
from cpstandard.ingest.row_values import clean_text
from cpstandard_pabulib.amounts import taken
from cpstandard_pabulib.edition import Edition

_HOME = "https://pabulib.org/"
_SOURCE = "s1"
_MOST_TOPICS = 15
_FIRST = frozenset({"1", "1.0", "i"})


def to_record(unit: str, country: str, editions: Sequence[Edition]) -> dict[str, Any]:
    """Return the record of the participatory budget that ``unit`` holds."""
    rounds = _named(sorted(editions, key=lambda e: (e.start or e.end or e.name, e.name)))
    topics: Counter[str] = Counter()
    for edition in rounds:
        topics.update(edition.topics)
    return {
        "name": f"Participatory budget of {unit}"[:300],
        "description": _description(unit, rounds),
        "clusters": ["decision-making"],
        "practices": ["participatory-budgeting"],
        "topics": [topic for topic, _ in topics.most_common(_MOST_TOPICS)],
        "places": [{"name": unit[:300], "country": country}],
        "power": {"publicRole": "decides-on-money", "sources": [_SOURCE]},
        "started": next((e.start for e in rounds if e.number.casefold() in _FIRST), ""),
        "editions": [_edition(edition) for edition in rounds],
        "funding": [line for edition in rounds for line in _funding(unit, edition)],
        "participation": [line for edition in rounds for line in _participation(edition)],
        "sources": [_source(unit, country, rounds)],
        "provenance": {
            "assertedBy": "register",
            "registerUrl": _HOME,
            "derived": _derived(rounds),
        },
    }


def _named(editions: Sequence[Edition]) -> list[Edition]:
    """Return the editions, each with a name of its own: figures point at editions by name."""
    seen: Counter[str] = Counter()
    for edition in editions:
        edition.name = edition.name or edition.start or "one vote"
        seen[edition.name] += 1
        if (number := seen[edition.name]) > 1:
            edition.name = f"{edition.name} ({number})"
            edition.row.note("a second file of one edition was given a number")
    return list(editions)


def _description(unit: str, editions: Sequence[Edition]) -> str:
    years = sorted({year[:4] for e in editions for year in (e.start, e.end) if year})
    span = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}" if years else ""
    dated = all(e.start or e.end for e in editions)
    when = f" ({span})" if dated else ""
    number = "one vote" if len(editions) == 1 else f"{len(editions)} votes"
    return (
        f"People vote on the projects that a part of the budget of {unit} is spent on. Pabulib "
        f"holds the data of {number}{when}."
    )


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "name": edition.name,
        "start": edition.start,
        "end": edition.end,
        "budget": edition.budget,
        "currency": edition.currency if edition.budget is not None else "",
        "participants": edition.voters,
        "participantsNote": "People who voted" if edition.voters is not None else "",
        "note": edition.note,
        "sources": [_SOURCE],
    }


def _funding(unit: str, edition: Edition) -> list[dict[str, Any]]:
    """Return the money that the vote decided on, where the chosen projects and costs are known."""
    if edition.spent is None:
        return []
    return [
        {
            "kind": "public-budget",
            "stage": "planned",
            "funder": unit[:300],
            "amount": edition.spent,
            "currency": edition.currency,
            "start": edition.end or edition.start,
            "note": f"{edition.name}: what the chosen projects were to cost",
            "sources": [_SOURCE],
        }
    ]


def _participation(edition: Edition) -> list[dict[str, Any]]:
    counted = (
        ("voted", edition.voters),
        ("proposals", edition.proposals),
        ("projects-chosen", edition.chosen),
    )
    return [
        {
            "counted": kind,
            "value": value,
            "date": edition.end or edition.start,
            "edition": edition.name,
            "sources": [_SOURCE],
        }
        for kind, value in counted
        if value is not None
    ]


def _source(unit: str, country: str, editions: Sequence[Edition]) -> dict[str, Any]:
    return {
        "id": _SOURCE,
        "title": f"Votes on the participatory budget of {unit}, {country_name(country)} (Pabulib)"[
            :500
        ],
        "url": _HOME,
        "author": "Pabulib",
        "language": next(filter(None, [_language(e) for e in editions]), ""),
        "says": "Budget, projects, chosen projects and number of votes",
    }


def _language(edition: Edition) -> str:
    """Return the tag of the language that META names by its code or its English name."""
    stated = taken(edition.row, "META/language")
    try:
        found = pycountry.languages.lookup(stated) if stated else None
    except LookupError:
        edition.row.unknown("META/language", stated)
        return ""
    return str(getattr(found, "alpha_2", found.alpha_3)) if found else ""


def _derived(editions: Sequence[Edition]) -> list[dict[str, str]]:
    derived = [
        {"field": "name", "rule": "put together from the name of the unit that holds the vote"},
        {"field": "practices", "rule": "each file of Pabulib is a vote on a participatory budget"},
        {"field": "power", "rule": "each file of Pabulib is a vote on how money is spent"},
    ]
    if any(edition.guessed for edition in editions):
        rule = "where a file names no currency, it is the one of the country in that year"
        derived.append({"field": "editions", "rule": rule})
    return derived


def unit_of(edition_row: Any) -> str:
    """Return the unit that META names, cleaned."""
    return clean_text(edition_row, taken(edition_row, "META/unit"), 200)

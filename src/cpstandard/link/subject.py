"""What is compared: an initiative, or an organisation that runs one, as its record has it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from cpstandard.core.links import RUNNING_ROLES
from cpstandard.core.record import Record
from cpstandard.link.names import Name, core_of, names_of
from cpstandard.link.register_numbers import body_numbers
from cpstandard.link.web_addresses import page_of, site_of

_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b")
_NOWHERE = frozenset(
    {
        "", "england and wales", "united kingdom", "uk", "great britain", "britain", "england",
        "scotland", "wales", "cymru", "northern ireland", "nationwide", "national", "worldwide",
        "international", "global", "europe", "online",
    }
)  # fmt: skip
_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Subject:
    """One initiative or organisation in one record; several that are certainly the same share one.

    ``key`` is the smallest of its members' keys, ``records`` the ids of its records in order.
    ``numbers`` are official ones, ``vetoes`` those that may not contradict another's. ``places``
    are names and codes of towns and areas; none is there for a place as wide as a country.
    ``bodies`` are keys of the organisations that run it, ``others`` ids of what its records name
    as other initiatives, ``registers`` the records of registers that it was made of.
    """

    key: str
    records: tuple[str, ...]
    names: tuple[Name, ...]
    numbers: frozenset[str] = frozenset()
    vetoes: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    registers: frozenset[str] = frozenset()
    members: tuple[str, ...] = field(default=())


class RecordSubjects(NamedTuple):
    """All that linking needs to know of one record: its initiative and who runs it."""

    initiative: Subject
    bodies: tuple[Subject, ...]


def subjects_of(record: Record) -> RecordSubjects:
    """Return what is compared of ``record``; nothing else in it makes a difference to a link."""
    return RecordSubjects(initiative_of(record), tuple(organisations_of(record)))


def initiative_of(record: Record) -> Subject:
    """Return the initiative of ``record``; its ``bodies`` are not known yet."""
    where = _where(record)
    page = page_of(record.get("website", ""))
    running = running_organisations(record)
    leads = body_numbers(each for body in running for each in body.get("identifiers", ()))
    numbers = body_numbers(record.get("identifiers", ()))
    return Subject(
        key=record["id"],
        records=(record["id"],),
        names=names_of(_names(record)),
        numbers=numbers,
        vetoes=numbers | leads,
        sites=_filled(site_of(page)),
        pages=_filled(page),
        others=frozenset(
            relation["initiative"]
            for relation in record.get("relations", ())
            if relation.get("initiative")
        ),
        registers=_filled(_register(record)),
        members=(record["id"],),
        **where,
    )


def organisations_of(record: Record) -> Iterator[Subject]:
    """Yield the organisations that run the initiative of ``record``."""
    running = running_organisations(record)
    where = _where(record)
    for number, body in enumerate(running):
        key = f"{record['id']}#{number}"
        numbers = body_numbers(body.get("identifiers", ()))
        # Of an only lead, the initiative's website is as good as its own.
        website = body.get("website") or (record.get("website", "") if len(running) == 1 else "")
        page = page_of(website)
        yield Subject(
            key=key,
            records=(record["id"],),
            names=names_of([body["name"]]),
            numbers=numbers,
            vetoes=numbers,
            sites=_filled(site_of(page)),
            pages=_filled(page),
            members=(key,),
            **where,
        )


def running_organisations(record: Record) -> list[dict[str, Any]]:
    """Return the organisations of a record that lead, own or host; one without a role leads."""
    return [
        body
        for body in record.get("organisations", ())
        if RUNNING_ROLES.intersection(body.get("roles", ["lead"]))
    ]


def together(subjects: Sequence[Subject]) -> Subject:
    """Return one subject for several that are certainly the same."""
    if len(subjects) == 1:
        return subjects[0]
    cores = {name.core: name for subject in subjects for name in subject.names}

    def union(name: str) -> frozenset[str]:
        return frozenset().union(*(getattr(subject, name) for subject in subjects))

    return Subject(
        key=min(subject.key for subject in subjects),
        records=tuple(sorted({each for subject in subjects for each in subject.records})),
        names=tuple(cores[core] for core in sorted(cores)[:_MOST_NAMES]),
        numbers=union("numbers"),
        vetoes=union("vetoes"),
        sites=union("sites"),
        pages=union("pages"),
        places=union("places"),
        postcodes=union("postcodes"),
        countries=union("countries"),
        bodies=union("bodies"),
        others=union("others"),
        registers=union("registers"),
        members=tuple(sorted(each for subject in subjects for each in subject.members)),
    )


def _names(record: Record) -> Iterator[str]:
    yield record["name"]
    for other in record.get("otherNames", ()):
        yield other["name"]
    for translation in record.get("translations", ()):
        if translation.get("name"):
            yield translation["name"]


def _where(record: Record) -> dict[str, frozenset[str]]:
    places = record.get("places", ())
    named = [_named(place["name"]) for place in places]
    codes = (
        f"{area['scheme']}:{area['code']}"
        for place in places
        for area in place.get("areaCodes", ())
    )
    return {
        "places": _shared(codes, *(name.places for name in named)),
        "postcodes": _shared((), *(name.postcodes for name in named)),
        "countries": _shared(place["country"] for place in places),
    }


class _Named(NamedTuple):
    """What the name of a place tells: the names in it, and postcodes."""

    places: frozenset[str]
    postcodes: frozenset[str]


@lru_cache(maxsize=100_000)
def _named(name: str) -> _Named:
    postcodes = frozenset("".join(match) for match in _POSTCODE.findall(name.upper()))
    parts = _POSTCODE.sub("", name) if postcodes else name
    cores = (core_of(part) for part in parts.split(","))
    return _Named(frozenset(core for core in cores if core not in _NOWHERE), postcodes)


def _shared(texts: Iterable[str], *more: frozenset[str]) -> frozenset[str]:
    """Return all of them as one set, which is held once however many subjects have it."""
    return held(frozenset(texts).union(*more))


@lru_cache(maxsize=100_000)
def held(texts: frozenset[str]) -> frozenset[str]:
    """Return an equal set, the same one each time: many records are in one place."""
    return texts


def _register(record: Record) -> str:
    origin = record.get("provenance", {})
    register, number = origin.get("register", ""), origin.get("registerRecordId", "")
    return f"{register}: {number}" if register and number else ""


def _filled(text: str) -> frozenset[str]:
    return frozenset({text}) if text else frozenset()

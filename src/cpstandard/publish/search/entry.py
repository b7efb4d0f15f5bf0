"""The compact entry of a record: all that the index holds of it, and nothing of other records."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NotRequired, TypedDict

from cpstandard.core.initiative import Initiative, Place
from cpstandard.core.licences import licence_of
from cpstandard.core.standard import Standard
from cpstandard.publish.brief import TEASER
from cpstandard.publish.countries import country_name, subdivision_name
from cpstandard.publish.entry import Entry
from cpstandard.publish.formats import shorten
from cpstandard.publish.outlines import outlines
from cpstandard.publish.search.places import place_codes
from cpstandard.publish.search.words import words

WELSH = "cy"
NOT_STATED = "not-stated"
"""Stands in a facet for a code that the record does not give."""

_NAME, _LONG_NAME, _WHERE, _TERM, _DESCRIPTION, _TOLD = 7, 5, 4, 3, 2, 1
_SHORT_NAME = 3
_TERMS = 2_000
_VAGUE, _COUNTRY = {"exact": 0, "street": 0, "region": 2}, 3
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_EVERYDAY = {"GB": "UK Britain", "US": "USA America", "AE": "UAE"}


class SearchEntry(TypedDict):
    """What the index holds of one record; JSON.

    ``facets`` are codes by facet, ``labels`` the words for those codes that no codelist has.
    ``words`` are folded, by their weight from 1 (told in passing) to 7 (a short name), each once;
    ``welsh`` are those of them that stand in Welsh text. ``points`` are longitudes and latitudes in
    degrees, each with how vague it is: 0 for a door or a street, 1 for a district or where that is
    not said, 2 for a region, 3 for the middle of a country.
    ``started`` and ``updated`` are days as numbers (20260131), 0 where they are not known.
    ``others`` are name, text and tag in languages other than the ``language`` in which they stand.
    ``also`` are other records of the same initiative: the id, and the publisher's name.
    ``assets`` are the name of each asset, with the codes of its kind and of how it is held, or "".
    """

    id: str
    name: str
    place: str
    text: str
    language: str
    others: dict[str, list[str]]
    started: int
    updated: int
    facets: dict[str, list[str]]
    labels: dict[str, dict[str, str]]
    points: list[tuple[float, float, int]]
    assets: list[tuple[str, str, str]]
    words: dict[str, list[str]]
    welsh: list[str]
    also: NotRequired[list[tuple[str, str]]]


def search_entry(standard: Standard, entry: Entry) -> SearchEntry:
    """Return the entry of one record."""
    initiative = entry.initiative
    places, place_labels = place_codes(initiative)
    return {
        "id": entry.id,
        "name": entry.name,
        "place": entry.place,
        "text": entry.teaser,
        "language": entry.name_language,
        "others": {
            each.language.split("-")[0]: [
                each.name or initiative.name,
                shorten(each.description or initiative.description or "", TEASER),
                each.language,
            ]
            for each in entry.in_other_languages
        },
        "started": _day(initiative.started),
        "updated": _day(initiative.updated),
        "facets": {**_facets(entry, initiative), "place": places},
        "labels": {
            "place": place_labels,
            "country": {code: country_name(code) for code in entry.countries},
            "publisher": {entry.publisher.id: entry.publisher.name},
        },
        "points": list(_points(initiative)),
        "assets": [
            (shorten(each.name, TEASER), each.kind or "", each.tenure or "")
            for each in initiative.assets
        ],
        "words": _weighed(standard, entry, initiative),
        "welsh": sorted({word for text in _welsh(initiative) for word in words(text)}),
    }


def _facets(entry: Entry, initiative: Initiative) -> dict[str, list[str]]:
    year = (initiative.started or "")[:4]
    return {
        "cluster": list(entry.clusters),
        "practice": list(dict.fromkeys(initiative.practices)),
        "benefit": list(entry.benefits),
        "evidence": list(entry.directions) or ["nothing-recorded"],
        "kind": list(dict.fromkeys(claim.kind for claim in initiative.evidence if claim.kind)),
        "role": [(initiative.power and initiative.power.public_role) or NOT_STATED],
        "asset": _each_once(asset.kind for asset in initiative.assets),
        "tenure": _each_once(asset.tenure for asset in initiative.assets),
        "country": list(entry.countries),
        "status": [initiative.status.code if initiative.status else NOT_STATED],
        "began": [f"{year[:3]}0s", year] if _DATE.match(year) else [NOT_STATED],
        "publisher": [entry.publisher.id],
        "licence": [licence_of(entry.record, entry.publisher.licence)],
    }


def _each_once(codes: Iterable[str | None]) -> list[str]:
    """Return the codes, each once; where one is missing, that is one too."""
    return list(dict.fromkeys(code or NOT_STATED for code in codes))


def _day(date: str | None) -> int:
    """Return a date, month or year as one number, the unknown parts of it 0."""
    found = _DATE.match(date or "")
    return int("".join(part or "00" for part in found.groups())) if found else 0


def _points(initiative: Initiative) -> Iterator[tuple[float, float, int]]:
    for place in initiative.places:
        if place.longitude is not None and place.latitude is not None:
            yield place.longitude, place.latitude, _VAGUE.get(place.precision or "", 1)
        elif place.country in outlines()["centres"]:
            longitude, latitude = outlines()["centres"][place.country]
            yield longitude, latitude, _COUNTRY


def _weighed(standard: Standard, entry: Entry, initiative: Initiative) -> dict[str, list[str]]:
    """Return the words of a record by their weight, each with the greatest that it has."""
    found: dict[int, dict[str, None]] = {}
    for weight, text in _texts(standard, entry, initiative):
        # What many records have, such as a region or a practice, is cut into words once.
        told = _term_words(text) if weight == _TERM else words(text)
        found.setdefault(weight, {}).update(dict.fromkeys(told))
    by_weight: dict[str, list[str]] = {}
    known: set[str] = set()
    for weight in sorted(found, reverse=True):
        by_weight[str(weight)] = [word for word in found[weight] if word not in known]
        known.update(found[weight])
    return by_weight


_term_words = lru_cache(_TERMS)(words)


def _texts(standard: Standard, entry: Entry, initiative: Initiative) -> Iterator[tuple[int, str]]:
    """Yield every text by which a record is to be found, with the weight of its words."""
    for name in _names(initiative):
        length = len(words(name))
        yield (_NAME if length <= _SHORT_NAME else _NAME - 1 if length <= 6 else _LONG_NAME), name  # noqa: PLR2004
    for place in initiative.places:
        yield _WHERE, place.name
        yield _TERM, " ".join(_wider(place))
    for organisation in initiative.organisations:
        yield _TERM, organisation.name
    yield from ((_TERM, topic) for topic in initiative.topics)
    yield from ((_TERM, title) for title in _titles(standard, entry))
    yield _DESCRIPTION, initiative.description or ""
    for translation in initiative.translations:
        yield _DESCRIPTION, translation.description or ""
    for asset in initiative.assets:
        yield _DESCRIPTION, asset.name
    for claim in initiative.evidence:
        yield _TOLD, claim.claim


def _names(initiative: Initiative) -> Iterator[str]:
    yield initiative.name
    yield from (other.name for other in initiative.other_names)
    yield from (each.name for each in initiative.translations if each.name)


def _wider(place: Place) -> Iterator[str]:
    yield place.region or ""
    yield country_name(place.country)
    yield _EVERYDAY.get(place.country, "")
    yield subdivision_name(place.subdivision or "")


def _titles(standard: Standard, entry: Entry) -> Iterator[str]:
    """Yield the titles of what it does and is for, in every language of the standard."""
    coded: list[tuple[str, Iterable[str]]] = [
        ("practice", entry.brief.practices),
        ("cluster", entry.clusters),
        ("benefit", entry.benefits),
    ]
    for codelist, codes in coded:
        for code in codes:
            yield standard.codelists[codelist].title(code)
            for wording in standard.wordings.values():
                word = wording.code(codelist, code)
                yield word.title if word else ""


def _welsh(initiative: Initiative) -> Iterator[str]:
    if (initiative.language or "").startswith(WELSH):
        yield initiative.name
        yield initiative.description or ""
    yield from (n.name for n in initiative.other_names if (n.language or "").startswith(WELSH))
    for each in initiative.translations:
        if each.language.startswith(WELSH):
            yield f"{each.name or ''} {each.description or ''}"

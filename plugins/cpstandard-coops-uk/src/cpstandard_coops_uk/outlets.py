"""Reads the list of outlets: the branches of a co-operative become the places of one record."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cpstandard.core.importer import Imported, Skipped
from cpstandard.core.row import Row
from cpstandard.ingest.classification import Candidate, Classifier, derivations
from cpstandard.ingest.free_text import cut
from cpstandard.ingest.organisation_name import readable_name, without_legal_form
from cpstandard.ingest.register_options import CandidateOptions
from cpstandard.ingest.row_values import stated, web_address
from cpstandard_coops_uk.layouts import ID, NAME

_HOURS = re.compile(r"opening (?:hours|times)", re.IGNORECASE)
_MOST_PLACES = 100
_TEXT_LIMIT = 1200


def read_outlets(
    rows: Iterable[Row], rules: Classifier, options: CandidateOptions
) -> Iterator[Imported | Skipped]:
    """Yield one outcome for each co-operative that has outlets, in the order of the file.

    ``rules`` tell community power, and ``options`` how sure one has to be. The list does not say
    who owns a co-operative: only its name and what is said of its outlets tell it.
    """
    groups: dict[str, list[Row]] = {}
    for row in rows:
        row.withhold("Phone")
        row.ignore("Street", "Postcode", "Outlet Name", "State/Province")
        key = row.text(ID)
        if key and row.text(NAME):
            groups.setdefault(key, []).append(row)
        else:
            yield Skipped("it has no id or no name", (row,))
    for key, outlets in groups.items():
        formal, texts = readable_name(stated(outlets[0], NAME)), _texts(outlets)
        if found := options.sure(rules.classify(formal, " ".join(texts))):
            yield Imported(key, _record(outlets, formal, texts, found), tuple(outlets))
        else:
            yield Skipped(
                "an outlet of a co-operative that no rule takes for community power", tuple(outlets)
            )


def outlets_beside_organisations(rows: Iterable[Row]) -> Iterator[Skipped]:
    """Skip the outlets where the organisations are given too, for those say more."""
    for row in rows:
        row.withhold("Phone")
        yield Skipped("an outlet; its co-operative is judged by the list of organisations", (row,))


def _record(
    outlets: Sequence[Row], formal: str, texts: Sequence[str], found: Sequence[Candidate]
) -> dict[str, Any]:
    name = without_legal_form(formal)
    sites = {site for site in (web_address(row, "Website") for row in outlets) if site}
    return {
        "name": name[:300],
        "otherNames": [{"name": formal[:300], "kind": "formal"}] if formal != name else [],
        "description": cut(" ".join(texts), _TEXT_LIMIT),
        "practices": [candidate.practice for candidate in found],
        "website": sites.pop() if len(sites) == 1 else "",
        "places": _places(outlets),
        "organisations": [{"name": formal[:300], "roles": ["lead"]}],
        "sources": [
            {
                "id": "s1",
                "title": "Open data of Co-operatives UK, outlets",
                "url": "https://www.uk.coop/resources/open-data",
            }
        ],
        "provenance": {
            "assertedBy": "rule",
            "derived": [
                *derivations(found),
                {
                    "field": "places",
                    "rule": "the outlets' towns; the country is the register's",
                },
            ],
        },
    }


def _texts(outlets: Sequence[Row]) -> list[str]:
    """Return what the outlets' descriptions say, each once; opening hours are left out."""
    said = dict.fromkeys(stated(row, "Description") for row in outlets)
    return [text for text in said if text and not _HOURS.match(text)][:20]


def _places(outlets: Sequence[Row]) -> list[dict[str, str]]:
    towns = [
        next((row.text(path) for path in ("City", "State/Province") if row.text(path)), "")
        for row in outlets
    ]
    named = [town.title() if town.isupper() else town for town in dict.fromkeys(towns) if town]
    if len(named) > _MOST_PLACES:
        outlets[0].note(f"only the first {_MOST_PLACES} towns of its outlets were kept")
    return [{"name": town[:300], "country": "GB"} for town in named[:_MOST_PLACES]] or [
        {"name": "United Kingdom", "country": "GB"}
    ]

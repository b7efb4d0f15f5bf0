"""Makes the record of a co-operative that a rule takes for community power."""

from collections.abc import Sequence
from typing import Any

from cpstandard.ingest.classification import Candidate, derivations
from cpstandard.ingest.free_text import cut
from cpstandard.ingest.organisation_name import readable_name, without_legal_form
from cpstandard.ingest.registered_body import dated_milestones
from cpstandard_coops_uk.organisation import Organisation

_SOURCE = "Open data of Co-operatives UK"
_PAGE = "https://www.uk.coop/resources/open-data"
_TEXT_LIMIT = 1200
_COUNTRY_NAMES = {"GB": "United Kingdom", "JE": "Jersey", "GG": "Guernsey", "IM": "Isle of Man"}


def to_record(body: Organisation, candidates: Sequence[Candidate]) -> dict[str, Any]:
    """Return the record: the initiative, and under ``organisations`` the body that runs it."""
    formal = readable_name(body.name)
    name = without_legal_form(readable_name(body.trading_name) or formal)
    place, rule = _place(body)
    scheme, number = body.identifier
    return {
        "name": name[:300],
        "otherNames": [{"name": formal[:300], "kind": "formal"}] if formal != name else [],
        "description": _description(body),
        "practices": [found.practice for found in candidates],
        "website": body.website,
        "places": [place],
        "organisations": [
            {
                "name": formal[:300],
                "roles": ["lead"],
                "kind": body.form_words[:200],
                "identifiers": [{"scheme": scheme, "id": number}] if number else [],
            }
        ],
        "milestones": dated_milestones(
            ("legal-start", body.founded, "Registered"), ("end", body.dissolved, "Dissolved")
        ),
        "status": _status(body),
        "sources": [{"id": "s1", "title": _SOURCE, "url": _PAGE}],
        "provenance": {
            "assertedBy": "rule",
            "registerRecordId": body.id,
            "derived": [*derivations(candidates), {"field": "places", "rule": rule}],
        },
    }


def _description(body: Organisation) -> str:
    owners = f", owned by: {body.owners.casefold()}" if body.owners else ""
    said = [body.description] if body.description else []
    said.append(f"{body.form_words or 'Organisation'} listed by Co-operatives UK{owners}.")
    if body.sector:
        said.append(f"Sector: {body.sector.rstrip('.')}.")
    if body.activity:
        said.append(f"Activity: {body.activity.rstrip('.')}.")
    return cut(" ".join(said), _TEXT_LIMIT)


def _place(body: Organisation) -> tuple[dict[str, Any], str]:
    name, code = body.district
    codes = [{"scheme": "GSS", "code": code}] if code else []
    where = ", ".join(dict.fromkeys(part for part in (body.town, name) if part))
    if where:
        place = {"name": where[:300], "country": body.country, "region": body.nation}
        return {**place, "areaCodes": codes}, "the town of the registered office"
    if body.nation:
        return {"name": body.nation, "country": body.country}, (
            "the nation of the registered office; no town is given"
        )
    return {"name": _COUNTRY_NAMES[body.country], "country": body.country}, (
        "the register's country; no town is given"
    )


def _status(body: Organisation) -> dict[str, Any]:
    if not body.dissolved:
        return {}
    return {"code": "ended", "asOf": body.dissolved, "note": "The organisation was dissolved."}

"""Makes the record of a company that a rule takes for community power."""

import re
from collections.abc import Sequence
from typing import Any

from cpstandard.ingest.classification import Candidate, derivations
from cpstandard.ingest.organisation_name import without_legal_form
from cpstandard.ingest.registered_body import dated_milestones
from cpstandard_cic.company import Company

_REGISTER = "https://find-and-update.company-information.service.gov.uk/company/"
_LEGAL_FORM = re.compile(r"[\s,]+community interest company$", re.IGNORECASE)
_KIND = "Community interest company"
# What the register's words for a company's state say of the initiative; a note has the words.
_STANDING = {
    "active": "active",
    "active - proposal to strike off": "active",
    "voluntary arrangement": "active",
    "live but receiver manager on at least one charge": "active",
    "liquidation": "winding-down",
    "in administration": "winding-down",
    "in administration/administrative receiver": "winding-down",
    "in administration/receiver manager": "winding-down",
    "administration order": "winding-down",
    "administrative receiver": "winding-down",
    "receivership": "winding-down",
    "receiver manager / administrative receiver": "winding-down",
    "dissolved": "ended",
    "converted/closed": "ended",
}


def known_status(words: str) -> bool:
    """Return whether the register's ``words`` for a company's state are known."""
    return words.casefold() in _STANDING


def is_gone(company: Company) -> bool:
    """Return whether the register says that the company is no more."""
    return bool(company.dissolved) or _STANDING.get(company.status.casefold()) == "ended"


def to_record(company: Company, candidates: Sequence[Candidate], as_of: str) -> dict[str, Any]:
    """Return the record: the initiative, and under ``organisations`` the company that runs it.

    ``as_of`` is the day of the extract, on which the register's words were so; may be empty.
    """
    said = without_legal_form(_LEGAL_FORM.sub("", company.name)) or company.name
    formal = [{"name": company.name[:300], "kind": "formal"}] if company.name != said else []
    former = [{"name": name[:300], "kind": "former"} for name in company.former_names]
    place, rule = _place(company)
    return {
        "name": said[:300],
        "otherNames": [*formal, *former],
        "description": _description(company),
        "practices": [found.practice for found in candidates],
        "places": [place],
        "organisations": [
            {
                "name": company.name[:300],
                "roles": ["lead"],
                "kind": _KIND,
                "identifiers": [{"scheme": "GB-COH", "id": company.number}],
            }
        ],
        "milestones": dated_milestones(
            ("legal-start", company.incorporated, "Incorporated as a company"),
            ("end", company.dissolved, "Dissolved"),
        ),
        "status": _status(company, as_of),
        "sources": [
            {"id": "s1", "title": "Companies House", "url": f"{_REGISTER}{company.number}"}
        ],
        "provenance": {
            "assertedBy": "rule",
            "registerRecordId": company.number,
            "registerUrl": f"{_REGISTER}{company.number}",
            "derived": [*derivations(candidates), {"field": "places", "rule": rule}],
        },
    }


def _description(company: Company) -> str:
    on = f", incorporated on {company.incorporated}" if company.incorporated else ""
    said = f"{_KIND}, number {company.number} at Companies House{on}."
    trades = "; ".join(words for words in company.trades.values() if words)
    return f"{said} It gives its trade as: {trades}."[:2000] if trades else said


def _place(company: Company) -> tuple[dict[str, Any], str]:
    name, rule = company.town, "the town of the registered office"
    if name and company.county and company.county.casefold() not in name.casefold():
        name, rule = f"{name}, {company.county}", "the town and county of the registered office"
    elif not name and company.county:
        name, rule = company.county, "the county of the registered office; no town is given"
    if name:
        return {"name": name[:300], "country": company.country, "region": company.nation}, rule
    told = "the nation of the company's number or address; no town is given"
    if company.nation:
        return {"name": company.nation, "country": "GB"}, told
    return {"name": "United Kingdom", "country": "GB"}, "the register's country; no town is given"


def _status(company: Company, as_of: str) -> dict[str, Any]:
    if is_gone(company):
        day = company.dissolved or as_of
        return {"code": "ended", "asOf": day, "note": "The company was dissolved."} if day else {}
    code = _STANDING.get(company.status.casefold())
    if not code or not as_of:
        return {}
    note = f"Companies House gives the company's state as: {company.status}."
    return {"code": code, "asOf": as_of, "note": note, "sources": ["s1"]}

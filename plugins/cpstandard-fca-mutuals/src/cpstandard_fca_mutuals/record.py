"""Makes the record of a society that a rule takes for community power."""

from collections.abc import Sequence
from typing import Any

from cpstandard.ingest.classification import Candidate, derivations
from cpstandard.ingest.organisation_name import readable_name, without_legal_form
from cpstandard.ingest.registered_body import dated_milestones
from cpstandard_fca_mutuals.society import Society

_REGISTER = "https://mutuals.fca.org.uk/"
_WORDS = {
    "community-benefit-society": "Community benefit society",
    "co-operative-society": "Co-operative society",
    "registered-society": "Registered society",
}


def to_record(society: Society, candidates: Sequence[Candidate]) -> dict[str, Any]:
    """Return the record: the initiative, and under ``organisations`` the society that runs it."""
    formal = readable_name(society.name)
    said = without_legal_form(formal)
    place, rule = _place(society)
    return {
        "name": said[:300],
        "otherNames": [{"name": formal[:300], "kind": "formal"}] if formal != said else [],
        "description": _description(society),
        "practices": [found.practice for found in candidates],
        "places": [place],
        "organisations": [
            {
                "name": formal[:300],
                "roles": ["lead"],
                "kind": (society.form_words or _WORDS.get(society.form, ""))[:200],
                "identifiers": _identifiers(society),
            }
        ],
        "milestones": dated_milestones(
            ("legal-start", society.registered, "Registered as a society"),
            ("end", society.ended, "Taken off the register"),
        ),
        "status": _status(society),
        "sources": [{"id": "s1", "title": "Mutuals Public Register", "url": _REGISTER}],
        "provenance": {
            "assertedBy": "rule",
            "registerRecordId": society.number,
            "derived": [*derivations(candidates), {"field": "places", "rule": rule}],
        },
    }


def _description(society: Society) -> str:
    kind = society.form_words or _WORDS.get(society.form, "Society")
    on = f", registered on {society.registered}" if society.registered else ""
    said = f"{kind}, number {society.number} in the Mutuals Public Register{on}."
    if society.activity:
        said += f" The register gives its activity as: {society.activity.rstrip('.')}."
    return said[:2000]


def _identifiers(society: Society) -> list[dict[str, str]]:
    found = [{"scheme": "GB-MPR", "id": society.number}]
    return [*found, {"scheme": "GB-COH", "id": society.company}] if society.company else found


def _place(society: Society) -> tuple[dict[str, Any], str]:
    if society.town:
        place = {"name": society.town[:300], "country": "GB", "region": society.nation}
        return place, "the town of the society's registered office"
    if society.nation:
        return {
            "name": society.nation,
            "country": "GB",
        }, "the nation that the society's number or address names; no town is given"
    return {"name": "United Kingdom", "country": "GB"}, "the register's country; no place is given"


def _status(society: Society) -> dict[str, Any]:
    if not society.gone or not society.ended:
        return {}
    return {"code": "ended", "asOf": society.ended, "note": "The society was deregistered."}

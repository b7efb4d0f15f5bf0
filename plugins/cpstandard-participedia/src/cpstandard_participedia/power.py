"""Reads who could take part in a case, what their word weighed and what came of it."""

from typing import Any

from cpstandard.core.row import Row
from cpstandard_participedia.data import data
from cpstandard_participedia.fields import listed, plain, yes

_SOURCE = "s1"


def power(row: Row) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Return the record's ``power``, and what was derived for it by which rule."""
    terms = data("terms.yaml")
    entry = [*_codes(row, "recruitment_method", terms), *_codes(row, "open_limited", terms)]
    stated = plain(row, "public_spectrum").casefold()
    weight = terms["public_spectrum"].get(stated)
    if stated and stated not in terms["public_spectrum"]:
        row.unknown("public_spectrum", stated)
    organisers = _words(row, "organizer_types", terms["bodies"])
    found: dict[str, Any] = {
        "entry": list(dict.fromkeys(entry)),
        "publicRole": weight or "",
        "publicRoleNote": f"Participedia's spectrum of public participation: {stated}."[:500]
        if stated and stated in terms["public_spectrum"]
        else "",
        "controlNote": f"Organised by: {', '.join(organisers)}."[:2000] if organisers else "",
    }
    if not any(found.values()):
        return {}, []
    rule = "Participedia's terms for who could take part and for the weight of the public's word"
    return {**found, "sources": [_SOURCE]}, [{"field": "power", "rule": rule}]


def evidence(row: Row) -> list[dict[str, Any]]:
    """Return a claim for each kind of change that Participedia names.

    Participedia says what changed and never whether that was a gain: the direction stays open.
    """
    terms = data("terms.yaml")
    impact, evaluated = yes(row, "impact_evidence"), yes(row, "formal_evaluation")
    by = _words(row, "implementers_of_change", terms["implementers"])
    agents = f", brought about by {', '.join(by)}" if by else ""
    known = terms["changes"].values()
    changes = [words for words in _words(row, "change_types", terms["changes"]) if words in known]
    said = ["Participedia names a kind of change and does not say whether it was a gain."]
    said += ["It says that there was a formal evaluation."] if evaluated else []
    said += ["It says that there is evidence of impact."] if impact else []
    return [
        {
            "claim": f"It led to {change}{agents}.",
            "topic": change[:100],
            "direction": "not-yet-known",
            "basis": "result",
            "claimedBy": "Participedia",
            "tie": "unknown",
            "limits": "Participedia says that there is no evidence of impact."
            if impact is False
            else "",
            "note": " ".join(said),
            "sources": [_SOURCE],
        }
        for change in changes
    ]


def _codes(row: Row, name: str, terms: dict[str, Any]) -> list[str]:
    codes = []
    for value in listed(row, name):
        known = next((k for k in terms[name] if value.casefold().startswith(k)), None)
        if known is None:
            row.unknown(name, value)
        elif terms[name][known]:
            codes.append(terms[name][known])
    return codes


def _words(row: Row, name: str, known: dict[str, str | None]) -> list[str]:
    """Return the values of a list in plain words; those that no table knows as they are."""
    words = []
    for value in listed(row, name):
        if value.casefold() not in known:
            row.unknown(name, value)
        words.append(known.get(value.casefold(), value.replace("_", " ")))
    return [word for word in dict.fromkeys(words) if word]

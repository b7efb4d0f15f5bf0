"""Turns an organisation of Participedia into a candidate: the initiative that it may be."""

from typing import Any

from cpstandard.core.row import Row
from cpstandard.ingest.classification import Candidate, derivations
from cpstandard_participedia.case import LICENCE, NOTHING, leave_out, scope
from cpstandard_participedia.data import data
from cpstandard_participedia.fields import listed, plain
from cpstandard_participedia.places import places

_LISTS_OF_NOTHING = (
    "annual_budget", "collections", "fulltime_staff", "part-time_staff", "part_time_staff",
    "specific_methods_tools_techniques", "specific_methods_tools_techniques_titles", "type_method",
    "type_tool", "volunteer_count", "links", "staff", "volunteers", "is_component_of",
    "specific_methods_tools_techniques_id", "specific_methods_tools_techniques_title",
    "specific_methods_tools_techniques_url",
)  # fmt: skip


def to_candidate(
    row: Row, number: str, name: str, text: str, candidates: list[Candidate]
) -> dict[str, Any]:
    """Return the record of what the rules take the organisation for; ``number`` may be empty."""
    url = f"https://participedia.net/organization/{number}" if number else ""
    record = {
        "name": name,
        "description": text,
        "practices": sorted(found.practice for found in candidates),
        "topics": _topics(row),
        "scope": scope(row),
        "places": places(row),
        "organisations": [{"name": name, "roles": ["lead"], "kind": _sector(row)}],
        "sources": [{"id": "s1", "title": f"{name} (Participedia)", "url": url}],
        "provenance": {
            "assertedBy": "rule",
            "registerUrl": url,
            "licence": LICENCE,
            "derived": derivations(candidates),
        },
    }
    leave_out(row, (*NOTHING, *_LISTS_OF_NOTHING))
    return record


def _topics(row: Row) -> list[str]:
    names = ("issues", "general_issues", "specific_topics", "tags")
    values = [value for name in names for value in listed(row, name)]
    return list(dict.fromkeys(value.replace("_", " ").casefold()[:100] for value in values))


def _sector(row: Row) -> str:
    stated = plain(row, "sector")
    known = data("terms.yaml")["sectors"].get(stated.casefold())
    if stated and not known:
        row.unknown("sector", stated)
    return known or ""

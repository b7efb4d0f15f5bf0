"""Makes the record of a candidate out of a body that an official register holds.

Charities, companies and societies are organisations. A rule may say that one of them is a
community power initiative as well: the record describes the initiative, the body stands under
``organisations``, and the provenance says which rule matched, on what words, and how surely.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cpstandard.core.record import Record
from cpstandard.ingest.classification import Candidate, derivations
from cpstandard.ingest.organisation_name import readable_name

_NAME = 300
_MOST_NAMES = 20
_TOPIC = 100
_ADVANCEMENT = re.compile(r"^(?:the )?(?:(?:advancement|promotion|provision) of )?(?:the )?")


@dataclass(slots=True)
class RegisteredBody:
    """What a register says of a body, in the standard's terms; empty where it says nothing.

    ``name`` and ``other_names`` (each with its kind) are as the register writes them. ``derived``
    holds what else was filled in by a rule: a field and the rule, each in words.
    """

    name: str
    other_names: list[tuple[str, str]] = field(default_factory=list)
    description: str = ""
    website: str = ""
    kind: str = ""
    note: str = ""
    identifiers: list[dict[str, str]] = field(default_factory=list)
    serves: str = ""
    topics: list[str] = field(default_factory=list)
    places: list[Record] = field(default_factory=list)
    scope: str = ""
    milestones: list[Record] = field(default_factory=list)
    status: Record = field(default_factory=dict)
    end: str = ""
    derived: list[tuple[str, str]] = field(default_factory=list)


def candidate_record(
    body: RegisteredBody, candidates: Sequence[Candidate], *, source: Record, local_id: str
) -> Record:
    """Return the record of the initiative that ``body`` is taken for.

    ``candidates`` are what ``classify`` found, best first; ``source`` is the page or file of the
    register, with ``title`` and ``url``.
    """
    name = readable_name(body.name)[:_NAME]
    return {
        "name": name,
        "otherNames": _other_names(body, name),
        "description": body.description,
        "website": body.website,
        "practices": [found.practice for found in candidates],
        "topics": body.topics,
        "scope": body.scope,
        "community": {"description": body.serves[:2000]},
        "places": body.places,
        "organisations": [
            {
                "name": name,
                "roles": ["lead"],
                "kind": body.kind[:200],
                "identifiers": body.identifiers,
                "website": body.website,
                "end": body.end,
                "note": body.note[:1000],
            }
        ],
        "milestones": body.milestones,
        "status": body.status,
        "sources": [{"id": "s1", **source}],
        "provenance": {
            "assertedBy": "rule",
            "registerRecordId": local_id,
            "registerUrl": source.get("url", ""),
            "derived": [
                *derivations(candidates),
                *({"field": name, "rule": rule[:500]} for name, rule in body.derived),
            ],
        },
    }


def dated_milestones(*dates: tuple[str, str, str]) -> list[Record]:
    """Return a milestone for each kind, date and title of which the register ``s1`` has a date."""
    return [
        {"kind": kind, "date": date, "title": title, "sources": ["s1"]}
        for kind, date, title in dates
        if date
    ]


def purpose_topic(text: str) -> str:
    """Return a charitable purpose as a topic: ``The advancement of education`` as ``education``."""
    topic = _ADVANCEMENT.sub("", " ".join(text.casefold().split()))
    return topic if len(topic) <= _TOPIC else f"{topic[: _TOPIC - 2].rpartition(' ')[0]} …"


def _other_names(body: RegisteredBody, name: str) -> list[dict[str, str]]:
    """Return the other names, each once; the register's own writing, where ours differs, first."""
    found: list[dict[str, str]] = []
    if body.name[:_NAME] != name:
        found.append({"name": body.name[:_NAME], "kind": "formal"})
    seen = {name.casefold()}
    for other, kind in body.other_names:
        shown = readable_name(other)[:_NAME]
        if shown and shown.casefold() not in seen and len(found) < _MOST_NAMES:
            seen.add(shown.casefold())
            found.append({"name": shown, "kind": kind})
    return found

"""Gives what was counted in a space as the standard has it."""

from typing import Any

from cpstandard_decidim.counts import Count

_SOURCE = "s1"


def participation(count: Count) -> list[dict[str, Any]]:
    """Return how many proposals, meetings and people at meetings there were."""
    lines = (
        ("proposals", count.proposals, "Proposals on the platform that were not withdrawn"),
        ("events", count.meetings, "Meetings on the platform that were not withdrawn"),
        (
            "took-part",
            count.attendees,
            "People at meetings as the organisers counted them, each meeting for itself",
        ),
    )
    return [
        {"counted": kind, "value": value, "note": note, "sources": [_SOURCE]}
        for kind, value, note in lines
        if value
    ]


def responses(count: Count, organisation: str) -> list[dict[str, Any]]:
    """Return how the body that runs the platform answered, where the options name it."""
    if not organisation:
        return []
    return [
        {"body": organisation[:300], "proposal": "Proposals on the platform", "answer": answer,
         "count": number, "sources": [_SOURCE]}
        for answer, number in sorted(count.answers.items())
    ]  # fmt: skip

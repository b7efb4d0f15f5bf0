"""Counts the proposals and meetings of each space; what people proposed, and who, is not read."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from cpstandard.core.document import Document
from cpstandard.core.row import Row
from cpstandard.ingest.source_rows import read_sheet

_SPACE = re.compile(r"/(?P<kind>processes|assemblies)/(?P<slug>[^/?#]{1,200})")
_YES = frozenset({"true", "1", "yes", "t"})
_ANSWERS = {
    "accepted": "accepted",
    "rejected": "rejected",
    "evaluating": "under-review",
    "withdrawn": "",
    "not_answered": "",
    "": "",
}
_MOST_PEOPLE = 10**9


@dataclass(slots=True)
class Count:
    """What was counted in one space; ``answers`` by the standard's code."""

    proposals: int = 0
    meetings: int = 0
    attendees: int = 0
    answers: Counter[str] = field(default_factory=Counter)


Counts = dict[tuple[str, str], Count]
"""Counts by kind (``processes`` or ``assemblies``) and slug."""


def count_proposals(document: Document, counts: Counts, summary: Row) -> None:
    """Add the proposals of an open-data file; amendments and what was withdrawn do not count."""
    for row in read_sheet(document).rows:
        space = _space(row)
        state = row.text("state").casefold()
        if space is None or _yes(row, "is_amend") or _yes(row, "withdrawn") or state == "withdrawn":
            continue
        count = counts.setdefault(space, Count())
        count.proposals += 1
        if state not in _ANSWERS:
            summary.unknown("state", state)
        elif code := _ANSWERS[state]:
            count.answers[code] += 1


def count_meetings(document: Document, counts: Counts, summary: Row) -> None:
    """Add the meetings of an open-data file; what was withdrawn or is private does not count."""
    for row in read_sheet(document).rows:
        space = _space(row)
        if space is None or _yes(row, "withdrawn") or _yes(row, "private_meeting"):
            continue
        count = counts.setdefault(space, Count())
        count.meetings += 1
        people = row.text("attendees").removesuffix(".0")
        if people.isdecimal() and int(people[:12]) < _MOST_PEOPLE:
            count.attendees += int(people)
        elif people:
            summary.unknown("attendees", people)


def count_of(counts: Mapping[tuple[str, str], Count], kind: str, slug: str) -> Count:
    """Return what was counted in a space; nothing where it is in no file."""
    return counts.get((kind, slug), Count())


def _space(row: Row) -> tuple[str, str] | None:
    match = _SPACE.search(row.text("participatory_space/url") or row.text("url"))
    return (match["kind"], match["slug"]) if match else None


def _yes(row: Row, name: str) -> bool:
    return row.text(name).casefold() in _YES

"""Dates of things that have happened, set in the future."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.validate.dates import OVER, is_before

# Fields whose dates can only lie in the past: what was counted, said, bought or read.
_PAST = frozenset(
    {
        ("status", "asOf"),
        ("participation", "date"),
        ("evidence", "date"),
        ("assets", "acquired"),
        ("sources", "date"),
        ("sources", "accessed"),
    }
)


@check(
    code="date-in-future",
    severity="warning",
    message="{field} is {date}, which is still to come.",
    refs=(
        "started",
        "status/code",
        "status/asOf",
        "updated",
        "provenance/retrievedAt",
        "participation/*/date",
        "evidence/*/date",
        "assets/*/acquired",
        "sources/*/date",
        "sources/*/accessed",
    ),
    screen=OVER,
)
def date_in_future(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A date that can only lie in the past lies in the future.

    It is most likely a slip of the keyboard, and makes everything else in the record doubtful.

    Correct the date. For an initiative that is still to begin, set its status to planned.
    """
    today = context.today.isoformat()
    planned = record.get("status", {}).get("code") == "planned"
    for found in context.values(record, "partial-date"):
        is_past = (found.at[0], found.name) in _PAST or (found.at == ("started",) and not planned)
        if is_past and is_before(today, found.value):
            yield Problem(found.pointer, {"field": found.title, "date": found.value})
    for kind in ("full-date", "timestamp"):
        for found in context.values(record, kind):
            if found.value[:10] > today:
                yield Problem(found.pointer, {"field": found.title, "date": found.value[:10]})

"""Dates of things that have happened, set in the future."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.validate.dates import is_before


@check(
    code="date-in-future",
    severity="warning",
    message="{field} is {date}, which is still to come.",
    refs=("started", "status/asOf", "updated", "provenance/retrievedAt"),
)
def date_in_future(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A date that can only lie in the past lies in the future.

    It is most likely a slip of the keyboard, and makes everything else in the record doubtful.

    Correct the date. For an initiative that is still to begin, set its status to planned.
    """
    today = context.today.isoformat()
    status = record.get("status")
    if (started := record.get("started")) and is_before(today, started):
        planned = status is not None and status["code"] == "planned"
        if not planned:
            yield Problem("/started", {"field": "Started", "date": started})
    if status is not None and is_before(today, status["asOf"]):
        yield Problem("/status/asOf", {"field": "Status as of", "date": status["asOf"]})
    if (updated := record.get("updated")) and updated > today:
        yield Problem("/updated", {"field": "Updated", "date": updated})
    retrieved = record.get("provenance", {}).get("retrievedAt")
    if retrieved and retrieved[:10] > today:
        yield Problem("/provenance/retrievedAt", {"field": "Retrieved at", "date": retrieved[:10]})

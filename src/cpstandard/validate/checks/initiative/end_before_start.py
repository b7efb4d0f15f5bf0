"""Ends that come before their beginnings."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.validate.dates import is_before


@check(
    code="end-before-start",
    severity="error",
    message="It ended in {end}, before it began in {start}.",
    refs=("started", "ended", "funding/*/start", "funding/*/end"),
)
def end_before_start(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """The initiative, or one of its sums of money, ends before it begins.

    One of the two dates must be wrong, and readers cannot tell which.

    Correct the date that is wrong. Where only the year is sure, give the year alone.
    """
    end, start = record.get("ended"), record.get("started")
    if end and start and is_before(end, start):
        yield Problem("/ended", {"start": start, "end": end})
    for index, sum_ in enumerate(record.get("funding", ())):
        end, start = sum_.get("end"), sum_.get("start")
        if end and start and is_before(end, start):
            yield Problem(f"/funding/{index}/end", {"start": start, "end": end})

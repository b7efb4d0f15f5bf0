"""Years that are a slip of the keyboard."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.validate.dates import OVER

_EARLIEST = "1000"


@check(
    code="date-far-past",
    severity="warning",
    message="{field} is {date}: is the year right?",
    refs=("started", "ended", "status/asOf", "funding/*/start", "milestones/*/date"),
    bears_gaps=True,
    screen=OVER,
)
def date_far_past(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A date lies before the year 1000.

    A year such as 0203 is nearly always a slip of the keyboard for 2003 or 2023.

    Write the year with its four digits.
    """
    for date in context.values(record, "partial-date"):
        if date.value < _EARLIEST:
            yield Problem(date.pointer, {"field": date.title, "date": date.value})

"""Years so far ahead that they are a slip of the keyboard."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.validate.dates import OVER

_YEARS = 50  # loans and leases run for decades; nothing else that is dated here does
_TOLD_ELSEWHERE = frozenset({"asOf", "accessed", "acquired", "started"})


@check(
    code="date-far-future",
    severity="warning",
    message="{field} is {date}, more than fifty years ahead: is the year right?",
    since="1.0",
    refs=("ended", "funding/*/end", "editions/*/start", "milestones/*/date"),
    bears_gaps=True,
    screen=OVER,
)
def date_far_future(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A date lies more than fifty years ahead.

    A year such as 2204 is nearly always a slip of the keyboard for 2024, and stretches a timeline
    until nothing else can be seen on it.

    Correct the year. Where something has no end, leave its end out.
    """
    limit = f"{context.today.year + _YEARS:04}"
    for date in context.values(record, "partial-date"):
        # What can only lie in the past is told so by a check of its own.
        if date.value > limit and date.name not in _TOLD_ELSEWHERE:
            yield Problem(date.pointer, {"field": date.title, "date": date.value})

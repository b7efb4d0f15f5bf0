"""Days that no calendar has."""

from collections.abc import Iterator
from datetime import date

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import every

_EVERY_MONTH_HAS = "28"
_SHORT_MONTHS = "-(?:02-(?:29|3)|(?:04|06|09|11)-31)"


@check(
    code="impossible-date",
    severity="error",
    message="There is no {date} in the calendar.",
    refs=("started", "ended", "status/asOf", "updated", "funding/*/start", "milestones/*/date"),
    bears_gaps=True,
    screen=every(["partial-date", "full-date"], {"not": {"pattern": _SHORT_MONTHS}}),
)
def impossible_date(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A date names a day that its month does not have, such as 30 February.

    Software that reads the date will stop or turn it into another day.

    Correct the day. Where only the month is sure, give the month alone.
    """
    for kind in ("partial-date", "full-date"):
        for found in context.values(record, kind):
            if _impossible(found.value.rstrip("~")):
                yield Problem(found.pointer, {"date": found.value})


def _impossible(text: str) -> bool:
    if text[8:] <= _EVERY_MONTH_HAS:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return True
    return False

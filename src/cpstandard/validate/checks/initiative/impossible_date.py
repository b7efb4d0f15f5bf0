"""Days that no calendar has."""

from collections.abc import Iterator
from datetime import date

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record

_EVERY_MONTH_HAS = "28"


@check(
    code="impossible-date",
    severity="error",
    message="There is no {date} in the calendar.",
    refs=("started", "ended", "status/asOf", "updated", "funding/*/start", "funding/*/end"),
)
def impossible_date(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """A date names a day that its month does not have, such as 30 February.

    Software that reads the date will stop or turn it into another day.

    Correct the day. Where only the month is sure, give the month alone.
    """
    for field in ("started", "ended", "updated"):
        if _impossible(value := record.get(field, "")):
            yield Problem(f"/{field}", {"date": value})
    if _impossible(value := record.get("status", {}).get("asOf", "")):
        yield Problem("/status/asOf", {"date": value})
    for index, sum_ in enumerate(record.get("funding", ())):
        for field in ("start", "end"):
            if _impossible(value := sum_.get(field, "")):
                yield Problem(f"/funding/{index}/{field}", {"date": value})


def _impossible(text: str) -> bool:
    if text[8:] <= _EVERY_MONTH_HAS:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return True
    return False

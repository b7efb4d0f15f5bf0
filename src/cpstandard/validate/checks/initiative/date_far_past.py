"""Years that are a slip of the keyboard."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record

_EARLIEST = "1000"


@check(
    code="date-far-past",
    severity="warning",
    message="{field} is {date}: is the year right?",
    refs=("started", "ended", "status/asOf", "funding/*/start", "funding/*/end"),
)
def date_far_past(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """A date lies before the year 1000.

    A year such as 0203 is nearly always a slip of the keyboard for 2003 or 2023.

    Write the year with its four digits.
    """
    for field, title in (("started", "Started"), ("ended", "Ended")):
        if (date := record.get(field)) and date < _EARLIEST:
            yield Problem(f"/{field}", {"field": title, "date": date})
    if (as_of := record.get("status", {}).get("asOf")) and as_of < _EARLIEST:
        yield Problem("/status/asOf", {"field": "Status as of", "date": as_of})
    for index, sum_ in enumerate(record.get("funding", ())):
        for field, title in (("start", "Funding from"), ("end", "Funding until")):
            if (date := sum_.get(field)) and date < _EARLIEST:
                yield Problem(f"/funding/{index}/{field}", {"field": title, "date": date})

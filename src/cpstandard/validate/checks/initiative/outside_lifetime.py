"""Editions and milestones that lie before the beginning or after the end."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.phrase import phrase, titled
from cpstandard.core.record import Record
from cpstandard.core.screen import absent
from cpstandard.validate.dates import is_before

# An idea or a pilot comes before the start and a report after the end; these lie between.
_WITHIN = frozenset({"expansion", "pause", "restart"})


@check(
    code="outside-lifetime",
    severity="info",
    message="{thing} {number} is dated {date}, {side}, {limit}.",
    since="1.0",
    refs=("started", "ended", "editions/*/start", "editions/*/end", "milestones/*/date"),
    bears_gaps=True,
    screen=absent("editions", "milestones"),
)
def outside_lifetime(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """An edition, or a milestone such as a pause, lies before the beginning or after the end.

    One of the dates is likely to be a slip, and a timeline shows the two at odds.

    Correct the date that is wrong. Where the beginning or end is not sure, write it with a ~.
    """
    started, ended = record.get("started"), record.get("ended")
    if started is None and ended is None:
        return
    for pointer, thing, number, date in _dated(record):
        words = {"thing": thing, "number": number, "date": date}
        if started and is_before(date, started):
            yield Problem(
                pointer, {**words, "side": phrase("before the beginning"), "limit": started}
            )
        elif ended and is_before(ended, date):
            yield Problem(pointer, {**words, "side": phrase("after the end"), "limit": ended})


def _dated(record: Record) -> Iterator[tuple[str, str, int, str]]:
    for index, edition in enumerate(record.get("editions", ())):
        for field in ("start", "end"):
            if field in edition:
                yield f"/editions/{index}/{field}", titled("Edition"), index + 1, edition[field]
    for index, milestone in enumerate(record.get("milestones", ())):
        if milestone["kind"] in _WITHIN and "date" in milestone:
            yield f"/milestones/{index}/date", titled("Milestone"), index + 1, milestone["date"]

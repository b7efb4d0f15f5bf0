"""Ends that come before their beginnings."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import unnamed
from cpstandard.validate.dates import is_before

# How the fields are called that hold the end and the beginning of one thing.
_BEGINNING = {"ended": "started", "end": "start", "closed": "opened", "fateDate": "acquired"}


@check(
    code="end-before-start",
    severity="error",
    message="It ended in {end}, before it began in {start}.",
    refs=(
        "started",
        "ended",
        "funding/*/start",
        "funding/*/end",
        "editions/*/start",
        "assets/*/fateDate",
    ),
    bears_gaps=True,
    screen=unnamed(*_BEGINNING),
)
def end_before_start(record: Record, context: CheckContext) -> Iterator[Problem]:
    """The initiative, or a part of it such as a sum of money or an edition, ends before it begins.

    One of the two dates must be wrong, and readers cannot tell which.

    Correct the date that is wrong. Where only the year is sure, give the year alone.
    """
    for end in context.values(record, "partial-date"):
        start = end.owner.get(_BEGINNING.get(end.name, ""))
        if start and is_before(end.value, start):
            yield Problem(end.pointer, {"start": start, "end": end.value})

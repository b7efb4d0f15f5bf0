"""Initiatives that have ended and go on."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.phrase import titled
from cpstandard.core.record import Record
from cpstandard.core.screen import absent
from cpstandard.validate.dates import is_before

_GOING_ON = frozenset({"planned", "active", "paused", "winding-down"})


@check(
    code="status-contradicts-end",
    severity="warning",
    message="It ended in {end}, yet its status of {date} is “{status}”.",
    refs=("status/code", "status/asOf", "ended"),
    bears_gaps=True,
    screen=absent("ended"),
)
def status_contradicts_end(record: Record, context: CheckContext) -> Iterator[Problem]:
    """The initiative has an end in the past and a later status that says it goes on.

    One of the two is wrong or out of date, and readers cannot tell which.

    Set the status to ended, or take the end out.
    """
    ended, status = record.get("ended"), record.get("status")
    if ended and status and status["code"] in _GOING_ON and is_before(ended, status["asOf"]):
        title = titled(
            context.standard.codelists["status"].title(status["code"]), "codelist:status"
        )
        words = {"end": ended, "date": status["asOf"], "status": title}
        yield Problem("/status/code", words)

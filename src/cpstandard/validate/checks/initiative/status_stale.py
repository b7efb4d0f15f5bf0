"""Statuses that nobody has looked at for a long time."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import Ground, Screen, nested
from cpstandard.core.standard import Schema

_YEARS = 2
_LASTING = frozenset({"ended", "absorbed", "unknown"})


def _of_late(ground: Ground) -> Schema:
    year = ground.today.year
    return nested(("status", "asOf"), {"pattern": f"^(?:{year - 1:04}|{year:04})"})


@check(
    code="status-stale",
    severity="info",
    message="The status is as of {date}, more than two years ago.",
    refs=("status/code", "status/asOf"),
    bears_gaps=True,
    screen=Screen(schema=_of_late),
)
def status_stale(record: Record, context: CheckContext) -> Iterator[Problem]:
    """The status was last known to be so more than two years ago.

    Initiatives pause, move and end. Readers who set out to visit one rely on its status.

    Look whether it is still so, and set the day on which you looked.
    """
    status = record.get("status")
    if status is None or status["code"] in _LASTING:
        return
    today = context.today
    limit = f"{today.year - _YEARS:04}{today.isoformat()[4:]}"
    as_of = status["asOf"].rstrip("~")
    # A year alone is stale when all of its days are.
    if as_of < limit[: len(as_of)]:
        yield Problem("/status/asOf", {"date": status["asOf"]})

"""Two records that look like one initiative."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, PackageBrief, Problem, RecordBrief, check
from cpstandard.validate.briefs import likeness

_NEAR = 0.02  # degrees: about a mile
_MOST = 20  # so that a thousand branches of one name cost no more than a thousand looks


@check(
    code="near-duplicate",
    scope="package",
    severity="warning",
    message="“{name}” in {place} looks like the same initiative as {first}.",
    refs=("name", "places"),
    bears_gaps=True,
)
def near_duplicate(package: PackageBrief, _context: CheckContext) -> Iterator[Problem]:
    """Two records with different ids have the same place and, but for small words, the same name.

    One initiative would be shown and counted twice.

    If they are one, keep one record. If they are two, let their names or places say so.
    """
    known: dict[bytes, list[RecordBrief]] = {}
    for index, brief in enumerate(package.records):
        alike = known.setdefault(likeness(brief.name, brief.place), [])
        first = next((each for each in alike if _may_be_one(each, brief)), None)
        if first is None:
            if len(alike) < _MOST:
                alike.append(brief)
        # The same id twice is told by a check of its own.
        elif first.id != brief.id:
            words = {"name": brief.name, "place": brief.place, "first": first.id}
            yield Problem("/name", words, brief.name, index=index)


def _may_be_one(one: RecordBrief, other: RecordBrief) -> bool:
    """Return whether nothing speaks against it: other practices, or a point further off."""
    if one.practices and other.practices and one.practices.isdisjoint(other.practices):
        return False
    if one.point is None or other.point is None:
        return True
    apart = (abs(a - b) for a, b in zip(one.point, other.point, strict=True))
    return max(apart) < _NEAR

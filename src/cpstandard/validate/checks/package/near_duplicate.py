"""Two records that look like one initiative."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, PackageBrief, Problem, check
from cpstandard.validate.briefs import plain


@check(
    code="near-duplicate",
    scope="package",
    severity="warning",
    message="“{name}” in {place} looks like the same initiative as {first}.",
    refs=("name", "places"),
)
def near_duplicate(package: PackageBrief, _context: CheckContext) -> Iterator[Problem]:
    """Two records with different ids have the same name and the same place.

    One initiative would be shown and counted twice.

    If they are one, keep one record. If they are two, let their names or places say so.
    """
    first: dict[tuple[str, str], str] = {}
    for index, brief in enumerate(package.records):
        known = first.setdefault((plain(brief.name), plain(brief.place)), brief.id)
        # The same id twice is told by a check of its own.
        if known != brief.id:
            words = {"name": brief.name, "place": brief.place, "first": known}
            yield Problem("/name", words, brief.name, index=index)

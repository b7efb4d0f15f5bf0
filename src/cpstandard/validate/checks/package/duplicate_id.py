"""One id for two initiatives."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, PackageBrief, Problem, check


@check(
    code="duplicate-id",
    scope="package",
    severity="error",
    message="The id “{id}” is given to more than one initiative; the first is called “{first}”.",
    refs=("id",),
    bears_gaps=True,
)
def duplicate_id(package: PackageBrief, _context: CheckContext) -> Iterator[Problem]:
    """Two initiatives of the package have the same id.

    Whoever refers to the id could mean either, and only one of them can be shown.

    Give the second one an id of its own. If both are the same initiative, keep one record.
    """
    first: dict[str, str] = {}
    for index, brief in enumerate(package.records):
        if brief.id in first:
            words = {"id": brief.id, "first": first[brief.id]}
            yield Problem("/id", words, brief.id, index=index)
        else:
            first[brief.id] = brief.name

"""One id for two initiatives."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, PackageBrief, Problem, RecordBrief, check


@check(
    code="duplicate-id",
    scope="package",
    severity="error",
    message="The id “{id}” is given to more than one initiative; "
    "the first is “{first}” at {place}.",
    refs=("id",),
    bears_gaps=True,
)
def duplicate_id(package: PackageBrief, _context: CheckContext) -> Iterator[Problem]:
    """Two initiatives of the package have the same id.

    Whoever refers to the id could mean either, and only one of them can be shown.

    Give the second one an id of its own. If both are the same initiative, keep one record.
    """
    first: dict[str, RecordBrief] = {}
    for index, brief in enumerate(package.records):
        if brief.id in first:
            one = first[brief.id]
            where = one.locate("/id")
            place = where.in_table or str(where)
            words = {"id": brief.id, "first": one.name, "place": place}
            yield Problem("/id", words, brief.id, index=index)
        else:
            first[brief.id] = brief

"""Packages given out on a day to come."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, PackageBrief, Problem, check


@check(
    code="published-in-future",
    scope="package",
    severity="warning",
    message="The package says that it was published on {date}, which is still to come.",
    refs=("published",),
)
def published_in_future(package: PackageBrief, context: CheckContext) -> Iterator[Problem]:
    """The day on which the package was given out lies in the future.

    Readers look at that day to see how fresh the data is.

    Correct the date.
    """
    published = package.header.get("published")
    if published and published > context.today.isoformat():
        yield Problem("/published", {"date": published}, published)

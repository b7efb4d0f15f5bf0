"""Descriptions that only say the name again."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.validate.briefs import plain


@check(
    code="description-repeats-name",
    severity="warning",
    message="The description only repeats the name.",
    refs=("name", "description"),
    bears_gaps=True,
)
def description_repeats_name(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """The description is the name once more.

    Readers learn nothing from it.

    Say what the initiative does, or leave the description out.
    """
    description, name = record.get("description"), record["name"]
    # Punctuation may differ, but not by as much as the name is long.
    if description and len(description) <= 2 * len(name) and plain(description) == plain(name):
        yield Problem("/description")

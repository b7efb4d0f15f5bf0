"""Sources that were read before they were written."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import at
from cpstandard.validate.dates import is_before


@check(
    code="accessed-before-published",
    severity="warning",
    message="Source {number} was read in {accessed}, before it was published in {date}.",
    since="1.0",
    refs=("sources/*/date", "sources/*/accessed"),
    bears_gaps=True,
    screen=at("sources/*", meets={"not": {"required": ["date", "accessed"]}}),
)
def accessed_before_published(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """A source was read on a day that lies before the day on which it was published.

    One of the two dates is wrong, and readers cannot tell which state of the page was meant.

    Correct the date that is wrong. For a page that changes, leave its date out.
    """
    for index, source in enumerate(record["sources"]):
        date, accessed = source.get("date"), source.get("accessed")
        if date and accessed and is_before(accessed, date):
            words = {"number": index + 1, "accessed": accessed, "date": date}
            yield Problem(f"/sources/{index}/accessed", words)

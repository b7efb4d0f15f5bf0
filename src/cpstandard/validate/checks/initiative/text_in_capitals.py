"""Names and descriptions in capitals."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import at

_FEWEST = 8  # shorter names in capitals are abbreviations


@check(
    code="text-in-capitals",
    severity="info",
    message="{field} is written in capitals.",
    refs=("name", "description"),
    bears_gaps=True,
    screen=at("name", "description", meets={"pattern": "[a-z]"}),
)
def text_in_capitals(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """The name or the description is written in capitals throughout.

    Capitals are hard to read, and screen readers may spell them out letter by letter.

    Write it as the initiative itself writes it, with capitals where they belong.
    """
    name, description = record["name"], record.get("description")
    if name.isupper() and " " in name and len(name) >= _FEWEST:
        yield Problem("/name", {"field": "Name"})
    if description and description.isupper() and len(description) >= _FEWEST:
        yield Problem("/description", {"field": "Description"})

"""Descriptions of a few words."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import at
from cpstandard.validate.briefs import plain

_FEWEST = 40


@check(
    code="description-too-short",
    severity="info",
    message="The description is only {length} characters long.",
    refs=("description",),
    bears_gaps=True,
    screen=at("description", meets={"minLength": _FEWEST}),
)
def description_too_short(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """The description is too short to say what the initiative does and for whom.

    The description is what people read first, and often the only thing.

    Say in two or three sentences what happens there, who does it and who may come.
    """
    description = record.get("description")
    if description is None or len(description) >= _FEWEST:
        return
    # One that only repeats the name is told so by a check of its own.
    if plain(description) != plain(record["name"]):
        yield Problem("/description", {"length": len(description)})

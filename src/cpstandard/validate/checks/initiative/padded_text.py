"""Spaces before and behind text."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import no_text
from cpstandard.core.texts import BLANKS


@check(
    code="padded-text",
    severity="warning",
    message="“{text}” has spaces or line ends around it.",
    bears_gaps=True,
    screen=no_text(f"^[{BLANKS}]|[{BLANKS}]$"),
)
def padded_text(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A text begins or ends with spaces, line ends or letters that cannot be seen.

    Two names that look the same are then not the same, and are not found or joined.

    Remove what cannot be seen before and behind the text.
    """
    texts = context.texts(record)
    if texts.odd_edges:
        for prose in texts.prose:
            stripped = prose.text.strip(BLANKS)
            if stripped != prose.text:
                yield Problem(prose.pointer, {"text": stripped[:60]}, prose.text, stripped or None)

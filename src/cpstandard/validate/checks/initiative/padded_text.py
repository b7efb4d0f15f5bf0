"""Spaces before and behind text."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import no_text
from cpstandard.core.texts import BLANKS

_SIGNS = {" ": "␣", "\n": "⏎", "\r": "⏎", "\t": "⇥"}
_MOST_BLANKS = 8
_LONGEST = 60


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
                at = prose.text.find(stripped)
                before, after = prose.text[:at], prose.text[at + len(stripped) :]
                seen = f"{_seen(before)}{_shortened(stripped)}{_seen(after)}"
                yield Problem(prose.pointer, {"text": seen}, prose.text, stripped or None)


def _seen(blanks: str) -> str:
    """Return spaces as signs that can be seen, the first few of them."""
    signs = "".join(_SIGNS.get(blank, f"[U+{ord(blank):04X}]") for blank in blanks[:_MOST_BLANKS])
    return signs + "…" if len(blanks) > _MOST_BLANKS else signs


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"

"""Text that a spreadsheet would run as a formula."""

import re
from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import SPACES, no_text

_FORMULA = re.compile(
    r"\s*(?:"
    r"[=\uff1d]\s*[\w(+\-@\"'\[]"  # =1+1, =HYPERLINK(...), =cmd|...
    r"|[+\-@\uff0b\uff0d\uff20][^\s]{0,100}?(?:\w\||[A-Z]\()"  # +cmd|..., @SUM(...)
    r")"
)


@check(
    code="formula-text",
    severity="warning",
    message="{field} begins like a formula of a spreadsheet: “{text}”.",
    bears_gaps=True,
    screen=no_text(f"^[{SPACES}]*[=+@\\uff1d\\uff0b\\uff0d\\uff20-]"),
)
def formula_text(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A text begins with a sign by which a spreadsheet takes it for a formula.

    Whoever opens the data in a spreadsheet would run the formula, and some of them do harm.

    Write the result of the formula, or begin the text with a word.
    """
    texts = context.texts(record)
    if texts.odd_edges:
        for prose in texts.prose:
            if _FORMULA.match(prose.text):
                words = {"field": prose.title, "text": prose.text[:60]}
                yield Problem(prose.pointer, words, prose.text)

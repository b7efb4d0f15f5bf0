"""What a spreadsheet leaves in a cell whose formula failed."""

import re
from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import SPACES, no_text

_ERROR_CELL = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")


@check(
    code="error-cell-text",
    severity="warning",
    message="{field} is “{text}”: the cell's formula had failed.",
    bears_gaps=True,
    screen=no_text(f"^[{SPACES}]*#"),
)
def error_cell_text(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A text is what a spreadsheet shows where a formula failed, such as #N/A.

    What was meant to stand there is lost.

    Mend the formula, or write the value by hand, and export again.
    """
    texts = context.texts(record)
    if texts.odd_edges:
        for prose in texts.prose:
            if _ERROR_CELL.fullmatch(prose.text.strip()):
                yield Problem(prose.pointer, {"field": prose.title, "text": prose.text})

"""Knows the example rows of the template, which are not read."""

import re
from collections.abc import Sequence

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import phrase
from cpstandard.core.table import CellValue
from cpstandard.core.table_form import EXAMPLE_MARKS

_WORD = "example"
_ID = re.compile(r"example-(.+-)?example")


def is_example(cell: CellValue) -> bool:
    """Return whether ``cell`` holds the id of an example row."""
    # Asked of every row: few ids have the word in them.
    if not isinstance(cell, str) or _WORD not in (text := cell.casefold()):
        return False
    return _ID.fullmatch(text.strip()) is not None


def is_marked(row: Sequence[CellValue]) -> bool:
    """Return whether a cell of the row, other than its id, says that the row is an example."""
    texts = (cell.strip().casefold() for cell in row if isinstance(cell, str))
    return any(text.startswith(EXAMPLE_MARKS) and not is_example(text) for text in texts)


def skipped_example(where: Location, *, is_whole: bool) -> Finding:
    """Return the finding about an example row.

    ``is_whole``: it is still what the template had, and not a row that somebody wrote over it.
    """
    severity = Severity.INFO if is_whole else Severity.WARNING
    advice = "" if is_whole else phrase(" If it is yours, give it an id of its own.")
    message = phrase(
        "This row has the id of the template's example, so it was not read.{advice}", advice=advice
    )
    return Finding("skipped-example", severity, message, where)

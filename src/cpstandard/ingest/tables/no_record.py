"""Knows rows below the headings that are no records: totals, and notes under the table."""

from collections.abc import Sequence

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import phrase
from cpstandard.core.table import CellValue
from cpstandard.ingest.tables.cells import is_blank

_TOTALS = frozenset({"total", "totals", "grand total", "subtotal", "sum", "cyfanswm"})
_WORDS_OF_A_NOTE = 3


def is_no_record(row: Sequence[CellValue], name_at: int | None) -> bool:
    """Return whether a row without an id of its own is a total or a note.

    ``name_at``: the position of the names' column; a name alone is the beginning of a record.
    """
    filled = [position for position, cell in enumerate(row) if not is_blank(cell)]
    texts = [row[position] for position in filled]
    if any(map(is_total, texts)):
        return True
    if len(filled) != 1 or filled[0] == name_at:
        return False
    return len(str(texts[0]).split()) >= _WORDS_OF_A_NOTE


def is_total(cell: object) -> bool:
    """Return whether a cell says that its row is the sum of those above it."""
    return isinstance(cell, str) and cell.strip(" :").casefold() in _TOTALS


def skipped_row(where: Location) -> Finding:
    """Return the finding about a row that was taken for no record."""
    message = phrase(
        "This row was not read: it is taken for a total, or for a note about the table."
    )
    return Finding("skipped-row", Severity.INFO, message, where)


def no_rows(where: Location) -> Finding:
    """Return the finding about a table of which nothing but the headings is there."""
    message = phrase("There are headings, but no initiative below them: fill in a row for each.")
    return Finding("no-initiatives", Severity.WARNING, message, where)

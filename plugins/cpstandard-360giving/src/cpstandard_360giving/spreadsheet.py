"""Reads the spreadsheet form of the 360Giving Data Standard into the shape of its JSON form."""

from collections.abc import Iterator, Mapping
from typing import Any

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.row import Row
from cpstandard.core.table import Table
from cpstandard.ingest.source_rows import read_sheet
from cpstandard_360giving.headings import Tokens, tokens_of

# Without these it is no grants data; of the last two, one is enough.
_NEEDED = {
    "Identifier": ("id",),
    "Award Date": ("awardDate",),
    "Amount Awarded": ("amountAwarded",),
    "Recipient Org:Name": ("recipientOrganization", 0, "name"),
}
_TO_A_PERSON = "recipientIndividual"
_SEARCHED = 20
_SHOWN = 8


def sheet_rows(document: Document) -> Iterator[Row]:
    """Yield each row of a CSV file or workbook as a grant in the shape of the JSON form.

    All sheets of grants are read, wherever their headings stand. Raises ``UnusableInput`` naming
    the headings that were looked for and those that were found.
    """
    nearest: tuple[list[str], list[str]] | None = None
    found = False
    for table in document.tables():
        number, headings = _headings(table)
        lacking = _lacking(headings)
        if headings and not lacking:
            found = True
            for row in read_sheet(document, table.name, number).rows:
                yield _as_grant(row)
        elif headings and (nearest is None or len(lacking) < len(nearest[1])):
            nearest = headings, lacking
    if not found:
        headings, lacking = nearest or ([], list(_NEEDED))
        shown = ", ".join(name[:40] for name in headings[:_SHOWN]) or "nothing"
        raise UnusableInput(
            f"{document.name} is no grants data in the 360Giving standard: it lacks the headings "
            f"{', '.join(lacking)}; its headings begin {shown}."
        )


def _headings(table: Table) -> tuple[int, list[str]]:
    """Return the row, from 1, that lacks the fewest of the needed headings, and its headings."""
    best: tuple[int, list[str]] = (0, [])
    for number, cells in enumerate(table.rows(), 1):
        if number > _SEARCHED:
            break
        names = [" ".join(str(cell).split()) for cell in cells if cell is not None]
        names = [name for name in names if name]
        if names and (not best[1] or len(_lacking(names)) < len(_lacking(best[1]))):
            best = number, names
    return best


def _lacking(headings: list[str]) -> list[str]:
    paths = {tokens_of(heading) for heading in headings}
    lacking = [heading for heading, path in _NEEDED.items() if path not in paths]
    if any(path[0] == _TO_A_PERSON for path in paths):
        lacking = [heading for heading in lacking if heading != "Recipient Org:Name"]
    return lacking


def _as_grant(row: Row) -> Row:
    grant: dict[str, Any] = {}
    for heading in row.unread():
        value = row.take(heading)
        if value is not None and not _put(grant, tokens_of(heading), value):
            grant[f"{heading} (again)" if heading in grant else heading] = value
    return Row(_with_lists(grant), row.location)


def _put(at: dict[Any, Any], tokens: Tokens, value: Any) -> bool:
    """Put ``value`` at a path; items of lists stand under their numbers. False: taken already."""
    for token in tokens[:-1]:
        at = at.setdefault(token, {})
        if not isinstance(at, dict):
            return False
    if tokens[-1] in at:
        return False
    at[tokens[-1]] = value
    return True


def _with_lists(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    if value and all(isinstance(key, int) for key in value):
        return [_with_lists(value[key]) for key in sorted(value)]
    return {key: _with_lists(part) for key, part in value.items()}

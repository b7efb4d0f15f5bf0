"""Tells which fields a table has no column for, and where that is to be mended."""

from collections.abc import Iterator

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import phrase
from cpstandard.core.table import column_letter
from cpstandard.core.table_form import Sheet, TableForm
from cpstandard.ingest.tables.head import Head
from cpstandard.ingest.tables.headings import MAIN, folded
from cpstandard.ingest.tables.layout import Layout

_ANY = "*"
Names = tuple[str, ...]


class AbsentColumns:
    """Looks up fields in the columns that were read; call it with the path of a field."""

    def __init__(self, layout: Layout) -> None:
        """Gather the paths that the columns of ``layout`` hold."""
        self._form: TableForm = layout.form
        self._layout = layout
        heads = [head for head in (layout.main, *layout.lists.values()) if head]
        self._read = {path for head in heads for path in _paths(head, layout.form)}

    def __call__(self, path: Names) -> Finding | None:
        """Return what to say of a field that no column holds, not even in part; else nothing.

        That is the finding of the head's own where the heading is there, but misspelt.
        """
        if any(held[: len(path)] == path for held in self._read):
            return None
        wanted = self._wanted(path)
        if wanted is None:
            return None
        head, heading = wanted
        for found in head.findings:
            if found.code == "unknown-heading" and _is_same(found.suggestion, heading):
                return found
        return _missing(head, heading)

    def _wanted(self, path: Names) -> tuple[Head, str] | None:
        """Return the table in which the column should be, and its heading there."""
        main = self._layout.main
        form = self._form
        for number, sheet in ((MAIN, form.main), *enumerate(form.lists)):
            for heading in _headings(sheet, path):
                own = self._layout.lists.get(number) or main
                return (own, heading) if own else None
        return None


def _headings(sheet: Sheet, path: Names) -> Iterator[str]:
    """Yield the headings of ``sheet`` that hold ``path`` or a part of it, those needed first."""
    above = (*sheet.at, _ANY) if sheet.at else ()
    fits = [c for c in sheet.columns if (*above, *map(str, c.path))[: len(path)] == path]
    # The ids of the items of a list are given where people leave them out.
    given = [column for column in fits if column.path == ("id",) and path[-1] != "id"]
    others = sorted((c for c in fits if c not in given), key=lambda c: not c.field.required)
    for column in (*others, *given):
        yield f"{column.item} 1: {column.heading}" if column.item else column.heading


def _paths(head: Head, form: TableForm) -> Iterator[Names]:
    for place in head.places:
        target = place.target
        if target.sheet >= MAIN:
            above = (*form.lists[target.sheet].at, _ANY) if target.sheet >= 0 else ()
            inner = (_ANY if isinstance(part, int) else part for part in target.column.path)
            yield (*above, *inner)


def _is_same(suggestion: object, heading: str) -> bool:
    """Return whether a suggested heading is ``heading``, alone or as that of a numbered item."""
    text = str(suggestion or "")
    return folded(text) == folded(heading) or text.endswith(f": {heading}")


def _missing(head: Head, heading: str) -> Finding:
    position = max((place.position for place in head.places), default=-1) + 1
    cell = f"{column_letter(position)}{head.row}"
    where = phrase("The sheet “{sheet}”", sheet=head.sheet) if head.sheet else phrase("The table")
    return Finding(
        "missing-column",
        Severity.ERROR,
        phrase(
            "{table} has no column “{heading}”, which its rows need. "
            "Add the column, or mend its heading.",
            table=where,
            heading=heading,
        ),
        Location(head.file, sheet=head.sheet, cell=cell, row=head.row, heading=heading),
        parameters={"heading": heading},
    )

"""Tells which fields a table has no column for, and where that is to be mended."""

from collections.abc import Iterator, Sequence

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import joined, phrase, titled
from cpstandard.core.table import column_letter
from cpstandard.core.table_form import Column, Sheet, TableForm
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
        head, heading, beside = wanted
        for found in head.findings:
            if found.code == "unknown-heading" and _is_same(found.suggestion, heading):
                return found
        return _missing(head, heading, beside)

    def _wanted(self, path: Names) -> tuple[Head, str, list[str]] | None:
        """Return the table in which the column should be, and its heading with those it needs."""
        main = self._layout.main
        form = self._form
        for number, sheet in ((MAIN, form.main), *enumerate(form.lists)):
            for column in _columns(sheet, path):
                own = self._layout.lists.get(number) or main
                beside = [_heading(other) for other in _needed_beside(sheet, column)]
                return (own, _heading(column), beside) if own else None
        return None


def _columns(sheet: Sheet, path: Names) -> Iterator[Column]:
    """Yield the columns of ``sheet`` that hold ``path`` or a part of it, those needed first."""
    above = (*sheet.at, _ANY) if sheet.at else ()
    fits = [c for c in sheet.columns if (*above, *map(str, c.path))[: len(path)] == path]
    # The ids of the items of a list are given where people leave them out.
    given = [column for column in fits if column.path == ("id",) and path[-1] != "id"]
    others = sorted((c for c in fits if c not in given), key=lambda c: not c.field.required)
    yield from (*others, *given)


def _needed_beside(sheet: Sheet, column: Column) -> Iterator[Column]:
    """Yield the columns that a row has to fill in if it fills in ``column``."""
    above = column.path[:-1]
    if not above and not sheet.at:
        return  # what every row needs is told of each by itself
    for other in sheet.columns:
        is_beside = other.path[:-1] == above and other is not column
        # The ids of the items of a list are given where people leave them out.
        if is_beside and other.field.required and other.path[-1] != "id":
            yield other


def _heading(column: Column) -> str:
    return f"{column.item} 1: {column.heading}" if column.item else column.heading


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


def _missing(head: Head, heading: str, beside: Sequence[str]) -> Finding:
    position = max((place.position for place in head.places), default=-1) + 1
    cell = f"{column_letter(position)}{head.row}"
    table = phrase("The sheet “{sheet}”", sheet=head.sheet) if head.sheet else phrase("The table")
    message = phrase(
        "{table} has no column “{heading}”, which its rows need. "
        "Add the column, or mend its heading.",
        table=table,
        heading=heading,
    )
    parameters: dict[str, object] = {"heading": heading}
    if beside:
        names = [phrase("“{field}”", field=titled(name)) for name in beside]
        needed = joined(names, "{before}, {last}")
        message = phrase(
            "{found} A row that fills it in needs {names} too.", found=message, names=needed
        )
        parameters["beside"] = list(beside)
    where = Location(head.file, sheet=head.sheet, cell=cell, row=head.row, heading=heading)
    return Finding("missing-column", Severity.ERROR, message, where, parameters=parameters)

"""Chooses, by the fit of headings, which tables of a file are which sheets of the standard."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import phrase
from cpstandard.core.standard import Standard
from cpstandard.core.table import Table
from cpstandard.core.table_form import (
    FINDINGS_SHEET,
    TableForm,
    table_form,
)
from cpstandard.ingest.tables.cells import is_blank
from cpstandard.ingest.tables.head import Head, read_head, score
from cpstandard.ingest.tables.headings import FlatIndex, folded, list_index, meta_index

_LEAST = 2
_LOOK = 200


@dataclass(slots=True)
class Layout:
    """The tables of a file by what they hold; ``lists`` by the list's position in the form."""

    form: TableForm
    main: Head | None = None
    lists: dict[int, Head] = field(default_factory=dict)
    meta: Table | None = None
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Candidate:
    table: Table
    main: tuple[int, int, int]
    list_at: int | None
    list_row: int


def find_layout(tables: Sequence[Table], file: str, standard: Standard, *, escaped: bool) -> Layout:
    """Return what each of ``tables`` holds; those that hold nothing of the standard are reported.

    A table is a list's sheet where its name says so, or where it has the initiative's id and fits
    that list better than it fits the initiatives themselves.
    """
    form = table_form(standard)
    layout = Layout(form)
    filled = [table for table in tables if not _is_empty(table)]
    layout.meta = next((table for table in filled if _is_meta(table, form)), None)
    named = len(tables) > 1
    flat = FlatIndex(form)
    candidates = [_candidate(t, form, flat) for t in filled if t is not layout.meta]
    main = max(
        (c for c in candidates if c.list_at is None and c.main[0] >= _LEAST),
        key=lambda c: (
            _is_named(c.table, (each.main.name for each in form.languages)),
            not c.table.hidden,
            c.main[1],
            c.main[0],
        ),
        default=None,
    )
    for candidate in candidates:
        table = candidate.table
        sheet = table.name if named or not escaped else None
        if candidate is main:
            layout.main = read_head(
                table,
                flat,
                candidate.main[2],
                file=file,
                sheet=sheet,
                standard=standard,
                escaped=escaped,
            )
        elif candidate.list_at is not None and candidate.list_at not in layout.lists:
            index = list_index(form, candidate.list_at)
            layout.lists[candidate.list_at] = read_head(
                table,
                index,
                candidate.list_row,
                file=file,
                sheet=sheet,
                standard=standard,
                escaped=escaped,
            )
        elif not _is_help(table, form):
            fits = candidate.list_at is not None or candidate.main[0] >= _LEAST
            layout.findings.append(_skipped(table, file, fits=fits))
    return layout


def _candidate(table: Table, form: TableForm, flat: FlatIndex) -> _Candidate:
    main = score(table, flat)
    best, best_row, best_fit = None, 0, 0
    for position, sheet in enumerate(form.lists):
        fit, _own, row = score(table, list_index(form, position))
        names = (each.lists[position].name for each in form.languages)
        has_name = _is_named(table, (*names, sheet.at[-1]))
        if has_name and fit:
            return _Candidate(table, main, position, row)
        if fit > best_fit:
            best, best_row, best_fit = position, row, fit
    headings = _headings(table, best_row)
    has_id = any(folded(each.id_heading) in headings for each in form.languages)
    has_name = any(folded(_name_heading(each)) in headings for each in form.languages)
    is_list = best_fit > main[1] and best_fit >= _LEAST and has_id and not has_name
    if is_list and not _is_named(table, (each.main.name for each in form.languages)):
        return _Candidate(table, main, best, best_row)
    return _Candidate(table, main, None, 0)


def _headings(table: Table, row: int) -> set[str]:
    return {folded(str(cell)) for cell in next(islice(table.rows(), max(row - 1, 0), None), [])}


def _name_heading(form: TableForm) -> str:
    return next(column.heading for column in form.main.columns if column.path == ("name",))


def _is_meta(table: Table, form: TableForm) -> bool:
    index = meta_index(form)
    rows = [row for row in islice(table.rows(), _LOOK) if row]
    fields = sum(1 for row in rows if isinstance(row[0], str) and index.target(row[0]))
    named = _is_named(table, (each.meta_name for each in form.languages))
    wanted = 1 if named else _LEAST + 1
    return fields >= wanted and max(len(row) for row in rows) <= len(form.main.columns) // 2


def _is_help(table: Table, form: TableForm) -> bool:
    """Return whether the table is a sheet of our own making that holds no data."""
    if table.name.startswith(FINDINGS_SHEET):
        return True
    return _is_named(table, (name for each in form.languages for name in each.help_sheets))


def _is_named(table: Table, names: Iterable[str]) -> bool:
    own = folded(table.name)
    return any(folded(name) == own for name in names)


def _is_empty(table: Table) -> bool:
    return all(is_blank(cell) for row in islice(table.rows(), _LOOK) for cell in row)


def _skipped(table: Table, file: str, *, fits: bool) -> Finding:
    """Return the finding about a sheet; ``fits``: another with such headings is read instead."""
    reason = phrase("it has other headings than the standard")
    if fits:
        reason = phrase("another sheet has the same headings, and is read")
    hidden = phrase("hidden ") if table.hidden else ""
    return Finding(
        "skipped-sheet",
        Severity.INFO,
        phrase(
            "The {hidden}sheet “{name}” was not read: {reason}.",
            hidden=hidden,
            name=table.name,
            reason=reason,
        ),
        Location(file, sheet=table.name),
        parameters={"sheet": table.name, "hidden": table.hidden},
    )

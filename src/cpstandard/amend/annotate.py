"""Gives a publisher their own workbook back, with the findings marked in it."""

import zipfile
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import BinaryIO

from cpstandard.amend.book import Book
from cpstandard.amend.first_view import open_at, shown_titles
from cpstandard.amend.notes import add_notes
from cpstandard.amend.sheet import At, Change, Sheet, cell_at, reference
from cpstandard.amend.styles import Styles
from cpstandard.amend.summary import Looks, summary_sheet
from cpstandard.amend.unmark import unmark
from cpstandard.amend.wording import note
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.report import Report
from cpstandard.core.table_form import FINDINGS_SHEET

_LONGEST_NOTE = 4_000
_MOST_CELLS = 20_000  # that are marked for one finding about a stretch of them
_LINK = '<@sz val="11"/><@color rgb="FF0563C1"/><@name val="Calibri"/>'
_BOLD = '<@b/><@sz val="11"/><@name val="Calibri"/>'


def annotate(
    archive: zipfile.ZipFile, report: Report, out: BinaryIO, titles: Mapping[str, str] | None = None
) -> int:
    """Write the workbook in ``archive`` to ``out`` with the findings of ``report`` marked.

    Cells get a ground by the severity of the worst finding and a note with all of them; a sheet
    of findings is added behind the others. Marks of an earlier run go, and all else stays as it
    is. ``titles`` gives a sheet's name where findings call it otherwise. Returns how many cells
    were marked. Raises ``UnusableInput`` where the workbook cannot be amended.
    """
    book = Book(archive, report.file)
    unmark(book)
    styles = Styles(book)
    targets: dict[int, str] = {}
    marked = 0
    first: dict[str, tuple[int, At]] = {}
    for title, findings in _by_sheet(report.findings(), book, titles or {}).items():
        part = book.sheets[title]
        sheet = Sheet(book.part(part), part, {at[0] for _, at in findings})
        cells: dict[At, list[Finding]] = {}
        for finding, at in findings:
            seen = sheet.shown(at)
            cells.setdefault(seen, []).append(finding)
            targets.setdefault(id(finding), _address(title, seen))
        edits = add_notes(book, part, sheet, {at: _text(found) for at, found in cells.items()})
        changes = {at: _tint(styles, found) for at, found in cells.items()}
        book.put(part, sheet.edited(changes, edits))
        marked += len(cells)
        first[title] = min((_worst(found), at) for at, found in cells.items())
    grounds = {severity: styles.written(severity=severity) for severity in Severity}
    head = styles.written(_BOLD, wrapped=False)
    looks = Looks(head, styles.written(), styles.written(_BOLD), styles.written(_LINK), grounds)
    styles.save()
    summary = summary_sheet(report, targets, looks)
    if FINDINGS_SHEET in book.sheets:
        book.put(book.sheets[FINDINGS_SHEET], summary)
    else:
        book.add_sheet(_free_title(book), summary)
    if opening := _to_open_on(book, first):
        open_at(book, *opening)
    book.save(out)
    return marked


def _to_open_on(book: Book, first: Mapping[str, tuple[int, At]]) -> tuple[str, At] | None:
    """Return the first sheet in sight with the worst mistakes, and its first cell with one."""
    there = [(*first[title], title) for title in shown_titles(book) if title in first]
    _rank, at, title = min(there, key=lambda each: each[0], default=(0, (1, 1), ""))
    return (title, at) if title else None


def _by_sheet(
    findings: Iterable[Finding], book: Book, titles: Mapping[str, str]
) -> dict[str, list[tuple[Finding, At]]]:
    """Return the findings that have a cell, or at least a row, by the name of their sheet."""
    found: dict[str, list[tuple[Finding, At]]] = {}
    only = next(iter(book.sheets)) if len(book.sheets) == 1 else ""
    for finding in findings:
        where = finding.location
        sheet = titles.get(where.sheet or "", where.sheet or only)
        if sheet not in book.sheets:
            continue
        for each in islice(where.each(), _MOST_CELLS):
            if each.cell:
                found.setdefault(sheet, []).append((finding, cell_at(each.cell)))
            elif each.row:
                found.setdefault(sheet, []).append((finding, (each.row, 1)))
    return found


def _tint(styles: Styles, findings: list[Finding]) -> Change:
    worst = list(Severity)[_worst(findings)]
    return Change(lambda base: styles.tinted(base, worst))


def _worst(findings: list[Finding]) -> int:
    return min(finding.severity.rank for finding in findings)


def _text(findings: list[Finding]) -> str:
    text = "\n\n".join(dict.fromkeys(note(finding) for finding in findings))
    return text if len(text) <= _LONGEST_NOTE else f"{text[:_LONGEST_NOTE]}…"


def _address(title: str, at: At) -> str:
    return "'{}'!{}".format(title.replace("'", "''"), reference(at))


def _free_title(book: Book) -> str:
    title, number, taken = FINDINGS_SHEET, 2, book.titles()
    while title.casefold() in taken:
        title, number = f"{FINDINGS_SHEET} {number}", number + 1
    return title

"""Writes an empty spreadsheet to be filled in: headings, help, dropdowns and a page of advice."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from xlsxwriter.worksheet import Worksheet

from cpstandard.core.codelist import Codelist
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import (
    CODELISTS_SHEET,
    META_SHEET,
    PACKAGE_PREFIX,
    READ_ME_SHEET,
    Column,
    Kind,
    Sheet,
    TableForm,
    table_form,
)
from cpstandard.publish.forms.read_me import read_me_lines
from cpstandard.publish.forms.xlsx_form import Styles, column_width, opened_workbook, write_meta

_CODELIST_HEADINGS = ("Codelist", "Title", "Code", "What it means")
_LINE_HEIGHT, _LINE_LENGTH = 18, 84  # points, characters
_LAST_ROW = 2000  # as far as the dropdowns reach

_SIMPLE = (
    ("id",), ("name",), ("description",), ("clusters",), ("practices",), ("places", "*", "name"),
    ("places", "*", "country"), ("status", "code"), ("status", "asOf"), ("website",),
    ("sources", "*", "title"), ("sources", "*", "url"),
)  # fmt: skip
"""The fields of the simple template: enough for a record that conforms."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """One column of a template: its field, the heading, and whether it has to be filled in."""

    column: Column
    text: str
    required: bool


def write_template_xlsx(out: BinaryIO, standard: Standard, *, simple: bool = False) -> None:
    """Write the workbook to be filled in; ``simple``: one sheet of a dozen columns."""
    form = table_form(standard)
    with opened_workbook(out) as book:
        styles = Styles(book)
        _write_read_me(book, form, simple=simple)
        sheets: list[tuple[str, list[_Heading]]] = []
        if simple:
            sheets.append((form.main.name, _simple_headings(form)))
        else:
            sheets.append((form.main.name, [_heading(c) for c in form.main.columns]))
            sheets += [(s.name, _list_headings(form, s)) for s in form.lists]
        added = [(book.add_worksheet(name), headings) for name, headings in sheets]
        meta = book.add_worksheet(META_SHEET)
        codelists = book.add_worksheet(CODELISTS_SHEET)
        ranges = _write_codelists(codelists, standard, styles)
        for sheet, headings in added:
            _write_headings(sheet, headings, styles, ranges)
        _write_meta(meta, form, standard, styles)
        added[0][0].activate()


def write_template_csv(out: BinaryIO, standard: Standard, *, simple: bool = False) -> None:
    """Write the headings of one table, and a first row that names the standard's version."""
    form = table_form(standard)
    if simple:
        package = [column for column in form.meta if _is_required(column)]
        headings = [heading.text for heading in _simple_headings(form)]
    else:
        package = list(form.meta)
        headings = [column.heading for column in form.main.columns]
        headings += [s.numbered(c, 1) for s in form.lists for c in s.columns]
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow([PACKAGE_PREFIX + column.heading for column in package] + headings)
    rows.writerow([_prefilled(column, standard) for column in package] + [""] * len(headings))
    text.detach()


def _is_required(column: Column) -> bool:
    return column.field.required and (len(column.path) == 1 or column.path[0] == "publisher")


def _prefilled(column: Column, standard: Standard) -> str:
    return standard.version if column.path == ("standardVersion",) else ""


def _heading(column: Column) -> _Heading:
    # A part of an object is required only where the object is there, so it is not marked.
    required = column.field.required and len(column.path) == 1
    return _Heading(column, column.heading, required)


def _list_headings(form: TableForm, sheet: Sheet) -> list[_Heading]:
    return [_heading(form.id_column), *(_heading(column) for column in sheet.columns)]


def _simple_headings(form: TableForm) -> list[_Heading]:
    known = {column.path: column for column in form.main.columns}
    known |= {(*s.at, "*", *c.path): c for s in form.lists for c in s.columns}
    wanted = {"id", "name", "clusters", "places", "sources"}
    headings = []
    for path in _SIMPLE:
        column = known[path]
        required = path[0] in wanted and column.field.required
        headings.append(_Heading(column, column.heading, required or path == ("clusters",)))
    return headings


def _write_headings(
    sheet: Worksheet, headings: Sequence[_Heading], styles: Styles, ranges: dict[str, str]
) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 32)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for position, heading in enumerate(headings):
        column = heading.column
        sheet.set_column(position, position, column_width(column), styles.of_column(column))
        shown = f"{heading.text} *" if heading.required else heading.text
        style = styles.required if heading.required else styles.heading
        sheet.write_string(0, position, shown, style)
        sheet.write_comment(
            0, position, _help(heading), {"x_scale": 2.2, "y_scale": 1.2, "author": ""}
        )
        if column.field.codelist:
            _add_dropdown(sheet, position, column, ranges[column.field.codelist])


def _help(heading: _Heading) -> str:
    column = heading.column
    words = [column.field.description]
    if heading.required:
        words.append("Required.")
    if column.kind is Kind.LIST:
        words.append("Several are parted by a semicolon: one; two.")
    if column.field.codelist:
        words.append(f"The choices are on the sheet {CODELISTS_SHEET}.")
    return " ".join(words)


def _add_dropdown(sheet: Worksheet, position: int, column: Column, source: str) -> None:
    # Only a single choice from a closed list can be held to the list by a spreadsheet program.
    strict = column.kind is Kind.TEXT and not column.field.is_open
    sheet.data_validation(
        1,
        position,
        _LAST_ROW,
        position,
        {
            "validate": "list",
            "source": source,
            "show_error": strict,
            "error_title": "Not on the list",
            "error_message": f"Choose one of the list; the sheet {CODELISTS_SHEET} explains them.",
        },
    )


def _write_codelists(sheet: Worksheet, standard: Standard, styles: Styles) -> dict[str, str]:
    """Write every codelist below the other; return by name where each one's titles stand."""
    for position, (heading, width) in enumerate(
        zip(_CODELIST_HEADINGS, (20, 34, 30, 90), strict=True)
    ):
        sheet.set_column(position, position, width, styles.text)
        sheet.write_string(0, position, heading, styles.heading)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    ranges, row = {}, 1
    for name, codelist in sorted(standard.codelists.items()):
        first = row
        for line in _codelist_lines(name, codelist):
            for position, text in enumerate(line):
                sheet.write_string(row, position, text, styles.text)
            row += 1
        ranges[name] = f"={CODELISTS_SHEET}!$B${first + 1}:$B${row}"
    return ranges


def _codelist_lines(name: str, codelist: Codelist) -> list[tuple[str, str, str, str]]:
    return [(name, c.title, c.code, c.description) for c in codelist if not c.deprecated]


def _write_meta(sheet: Worksheet, form: TableForm, standard: Standard, styles: Styles) -> None:
    write_meta(
        sheet, ((column, _prefilled(column, standard) or None) for column in form.meta), styles
    )
    sheet.set_column(2, 2, 90, styles.wrapped)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 2, "Help", styles.heading)
    for row, column in enumerate(form.meta, start=1):
        sheet.write_string(row, 2, column.field.description, styles.wrapped)
        if _is_required(column):
            sheet.write_string(row, 0, f"{column.heading} *", styles.required)


def _write_read_me(book: Any, form: TableForm, *, simple: bool) -> None:
    sheet = book.add_worksheet(READ_ME_SHEET)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 72)
    sheet.fit_to_pages(1, 0)
    title = book.add_format({"bold": True, "font_size": 14})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    for row, line in enumerate(read_me_lines(form, simple=simple)):
        # Programs do not all make room for wrapped text by themselves.
        sheet.set_row(row, _LINE_HEIGHT * (1 + len(line) // _LINE_LENGTH))
        sheet.write_string(row, 0, line, text if row else title)

"""Writes the template as an Excel workbook: headings with help, choices, example rows."""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from xlsxwriter.worksheet import Worksheet

from cpstandard.core.standard import Standard
from cpstandard.core.table_form import Kind
from cpstandard.publish.forms.spread import Cell
from cpstandard.publish.forms.template_book import LAST_ROW, Heading, TemplateBook, template_book
from cpstandard.publish.forms.xlsx_form import Styles, column_width, opened_workbook, write_cell

_LINE_HEIGHT, _LINE_LENGTH = 18, 84  # points, characters
_ROW_HEIGHT = 15  # points
_MOST_HEIGHT = 400  # Excel allows 409
_CODE_WIDTHS = (20, 34, 30, 90)  # characters
_META_WIDTHS = (26, 60, 90)
_TITLE = 32  # as much of a title as Excel shows above a prompt


def write_template_xlsx(
    out: BinaryIO, standard: Standard, *, simple: bool = False, language: str = ""
) -> None:
    """Write the workbook to be filled in; ``simple``: one sheet of a dozen columns."""
    template = template_book(standard, simple=simple, language=language)
    with opened_workbook(out) as book:
        styles = Styles(book)
        _write_read_me(book, template)
        added = [(book.add_worksheet(name), headings) for name, headings in template.sheets]
        _write_meta(book.add_worksheet(template.form.meta_name), template, styles)
        _write_codelists(book.add_worksheet(template.codelists_name), template, styles)
        for sheet, headings in added:
            _write_headings(sheet, headings, styles)
            for position, heading in enumerate(headings):
                _add_choice(sheet, position, heading, template)
        added[0][0].activate()


def _write_headings(sheet: Worksheet, headings: Sequence[Heading], styles: Styles) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 32)
    _set_print(sheet)
    for position, heading in enumerate(headings):
        column = heading.column
        sheet.set_column(position, position, column_width(column), styles.of_column(column))
        style = styles.required if heading.required or heading.one_of else styles.heading
        sheet.write_string(0, position, heading.shown, style)
        # A box of a fixed size must hold the longest help.
        scale = {"x_scale": 2.4, "y_scale": max(1.0, len(heading.note) / 130), "author": ""}
        sheet.write_comment(0, position, heading.note, scale)
        write_cell(sheet, 1, position, heading.example, styles.example)
    sheet.set_row(1, _height((h.example, column_width(h.column)) for h in headings))


def _height(cells: Iterable[tuple[Cell, int]]) -> int:
    """Return the height of a row of wrapped cells, each given with the width of its column."""
    # Words do not fill a line to its end.
    lines = (1 + len(str(cell)) // (width - 6) for cell, width in cells if cell is not None)
    return min(_ROW_HEIGHT * max(lines, default=1), _MOST_HEIGHT)


def _set_print(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _add_choice(sheet: Worksheet, position: int, heading: Heading, template: TemplateBook) -> None:
    column = heading.column
    options: dict[str, Any] = {
        "validate": "any",
        "input_title": heading.text[:_TITLE],
        "input_message": heading.prompt,
    }
    if column.field.codelist:
        first, last = template.ranges[column.field.codelist]
        name = template.codelists_name.replace("'", "''")
        options |= {
            "validate": "list",
            "source": f"='{name}'!$B${first}:$B${last}",
            # Only a single choice from a closed list can be held to the list by a program.
            "show_error": column.kind is Kind.TEXT and not column.field.is_open,
            "error_title": template.text("error.notListed.title")[:_TITLE],
            "error_message": template.text("error.notListed", codelists=template.codelists_name),
        }
    elif column.kind is Kind.BOOLEAN:
        options |= {"validate": "list", "source": ["TRUE", "FALSE"]}
    sheet.data_validation(1, position, LAST_ROW, position, options)


def _write_codelists(sheet: Worksheet, template: TemplateBook, styles: Styles) -> None:
    """Write every codelist below the other."""
    headings = [template.text(f"heading.{k}") for k in ("codelist", "title", "code", "meaning")]
    for position, (heading, width) in enumerate(zip(headings, _CODE_WIDTHS, strict=True)):
        sheet.set_column(position, position, width, styles.text)
        sheet.write_string(0, position, heading, styles.heading)
    sheet.freeze_panes(1, 0)
    _set_print(sheet)
    for row, line in enumerate(template.codes, start=1):
        sheet.set_row(row, _height(zip(line, _CODE_WIDTHS, strict=True)))
        for position, text in enumerate(line):
            sheet.write_string(row, position, text, styles.wrapped)


def _write_meta(sheet: Worksheet, template: TemplateBook, styles: Styles) -> None:
    headings = (*template.form.meta_headings, template.text("heading.help"))
    columns = zip(_META_WIDTHS, (styles.wrapped, styles.text, styles.wrapped), strict=True)
    for position, (heading, (width, style)) in enumerate(zip(headings, columns, strict=True)):
        sheet.set_column(position, position, width, style)
        sheet.write_string(0, position, heading, styles.heading)
    _set_print(sheet)
    for row, line in enumerate(template.meta, start=1):
        sheet.set_row(
            row, _height(zip((line.text, line.value, line.help), _META_WIDTHS, strict=True))
        )
        style = styles.required if line.required else styles.wrapped
        sheet.write_string(row, 0, line.text, style)
        write_cell(sheet, row, 1, line.value, styles.text)
        sheet.write_string(row, 2, line.help, styles.wrapped)


def _write_read_me(book: Any, template: TemplateBook) -> None:
    sheet = book.add_worksheet(template.read_me_name)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 72)
    sheet.fit_to_pages(1, 0)
    title = book.add_format({"bold": True, "font_size": 14})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    for row, line in enumerate(template.read_me):
        # Programs do not all make room for wrapped text by themselves.
        sheet.set_row(row, _LINE_HEIGHT * (1 + len(line) // _LINE_LENGTH))
        sheet.write_string(row, 0, line, text if row else title)

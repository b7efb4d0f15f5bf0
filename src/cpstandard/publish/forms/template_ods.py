"""Writes the template as an OpenDocument spreadsheet, with what the Excel workbook has."""

from collections.abc import Sequence
from typing import BinaryIO

from cpstandard.core.standard import Standard
from cpstandard.core.table_form import Kind
from cpstandard.publish.forms.ods_book import OdsBook, opened_ods
from cpstandard.publish.forms.ods_form import style_of
from cpstandard.publish.forms.ods_xml import Choice, cell
from cpstandard.publish.forms.template_book import LAST_ROW, Heading, TemplateBook, template_book
from cpstandard.publish.forms.xlsx_form import column_width


def write_template_ods(
    out: BinaryIO, standard: Standard, *, simple: bool = False, language: str = ""
) -> None:
    """Write the spreadsheet to be filled in; ``simple``: one sheet of a dozen columns."""
    template = template_book(standard, simple=simple, language=language)
    with opened_ods(out) as book:
        _write_read_me(book, template)
        for name, headings in template.sheets:
            _write_sheet(book, name, headings, template)
        _write_meta(book, template)
        _write_codelists(book, template)
        book.active = template.form.main.name


def _write_sheet(
    book: OdsBook, name: str, headings: Sequence[Heading], template: TemplateBook
) -> None:
    styles = [style_of(heading.column) for heading in headings]
    sheet = book.add_sheet(name, [column_width(h.column) for h in headings], styles)
    book.frozen.append(name)
    titles = [
        cell(h.shown, "required" if h.required or h.one_of else "heading", note=h.note)
        for h in headings
    ]
    sheet.add(titles, is_heading=True)
    choices = [
        _choice(heading, len(book.choices) + n, template) for n, heading in enumerate(headings)
    ]
    book.choices += choices
    sheet.add(
        [
            cell(h.example, "example", choice=choice.name)
            for h, choice in zip(headings, choices, strict=True)
        ]
    )
    empty = [cell(None, s, choice=c.name) for s, c in zip(styles, choices, strict=True)]
    sheet.add(empty, times=LAST_ROW - 1)


def _choice(heading: Heading, number: int, template: TemplateBook) -> Choice:
    column = heading.column
    if column.field.codelist:
        first, last = template.ranges[column.field.codelist]
        name = template.codelists_name.replace("'", "''")
        source = f"[$'{name}'.$B${first}:.$B${last}]"
    else:
        source = '"TRUE";"FALSE"' if column.kind is Kind.BOOLEAN else ""
    return Choice(
        f"choice{number}",
        heading.text,
        heading.prompt,
        source,
        # Only a single choice from a closed list can be held to the list by a program.
        strict=column.kind is Kind.TEXT and not column.field.is_open and bool(source),
        error_title=template.text("error.notListed.title"),
        error=template.text("error.notListed", codelists=template.codelists_name),
    )


def _write_read_me(book: OdsBook, template: TemplateBook) -> None:
    sheet = book.add_sheet(template.read_me_name, (84,), ("plain",))
    for row, line in enumerate(template.read_me):
        sheet.add([cell(line, "plain" if row else "title")])


def _write_meta(book: OdsBook, template: TemplateBook) -> None:
    sheet = book.add_sheet(template.form.meta_name, (26, 60, 90), ("plain", "text", "plain"))
    headings = (*template.form.meta_headings, template.text("heading.help"))
    sheet.add([cell(heading, "heading") for heading in headings], is_heading=True)
    for line in template.meta:
        style = "required" if line.required else "plain"
        sheet.add([cell(line.text, style), cell(line.value, "text"), cell(line.help, "plain")])


def _write_codelists(book: OdsBook, template: TemplateBook) -> None:
    sheet = book.add_sheet(template.codelists_name, (20, 34, 30, 90), ("plain",) * 4)
    headings = [template.text(f"heading.{k}") for k in ("codelist", "title", "code", "meaning")]
    sheet.add([cell(heading, "heading") for heading in headings], is_heading=True)
    for line in template.codes:
        sheet.add([cell(text, "plain") for text in line])

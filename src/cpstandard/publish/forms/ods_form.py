"""Writes a package as an OpenDocument spreadsheet, with the same sheets as the Excel workbook."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import META_HEADINGS, META_SHEET, Column, Kind
from cpstandard.publish.forms.ods_book import OdsBook, OdsSheet, opened_ods
from cpstandard.publish.forms.ods_xml import cell
from cpstandard.publish.forms.pieces import Pieces, write_at_once
from cpstandard.publish.forms.rows import LaidOut, write_rows
from cpstandard.publish.forms.spread import Cell
from cpstandard.publish.forms.xlsx_book import fitting, is_exact
from cpstandard.publish.forms.xlsx_form import column_width, is_required
from cpstandard.publish.forms.xml_text import plain

_META_WIDTHS = (26, 60)


def write_ods(header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard) -> None:
    """Write the package as ODS; text is always text, never a formula, a link or a number.

    Raises ``UnusableInput`` where a sheet has no room: a text of more than 32,767 signs, or more
    than 1,048,575 rows.
    """
    write_at_once(ODS_PIECES, header, records, out, standard)


def join_ods(header: Record, pieces: Sequence[Path], out: BinaryIO, standard: Standard) -> None:
    """Write the spreadsheet from pieces of rows."""
    package = LaidOut(header, pieces, standard)
    with opened_ods(out) as book:
        sheets = [_sheet(book, name, columns) for name, columns in package.tables()]
        for record in package.records():
            for sheet, rows in zip(sheets, record, strict=True):
                for row in rows:
                    sheet.add(_row(row))
        meta = book.add_sheet(META_SHEET, _META_WIDTHS, ("plain", "text"))
        meta.add([cell(heading, "heading") for heading in META_HEADINGS], is_heading=True)
        for column, value in package.meta():
            meta.add([cell(column.heading), *_row([value])])


ODS_PIECES = Pieces("rows", write_rows, join_ods)


def _sheet(book: OdsBook, name: str, columns: Sequence[Column]) -> OdsSheet:
    widths = [column_width(column) for column in columns]
    sheet = book.add_sheet(name, widths, [style_of(column) for column in columns])
    styles = ("required" if is_required(column) else "heading" for column in columns)
    cells = [cell(c.heading, style) for c, style in zip(columns, styles, strict=True)]
    sheet.add(cells, is_heading=True)
    book.frozen.append(name)
    return sheet


def style_of(column: Column) -> str:
    """Return the style of the cells below a heading."""
    return "number" if column.kind is Kind.NUMBER else "text"


def _row(values: Sequence[Cell]) -> list[str]:
    cells = []
    empty = 0
    for value in values:
        if value is None:
            empty += 1
            continue
        if empty:
            cells.append(_EMPTY.format(empty))
            empty = 0
        text = plain(value) if isinstance(value, str) else None
        cells.append(_odd(value) if text is None else f"{_TEXT}{text}{_TEXT_END}")
    return cells


_EMPTY = '<table:table-cell table:number-columns-repeated="{:d}"/>'
_TEXT_END = "</text:p></table:table-cell>"
_TEXT = cell("-", "text").removesuffix(f"-{_TEXT_END}")


def _odd(value: Cell) -> str:
    if isinstance(value, str):
        return cell(fitting(value), "text")
    if isinstance(value, int | float) and not isinstance(value, bool) and not is_exact(value):
        return cell(repr(value), "number")
    return cell(value, "number")

"""Writes a package as an OpenDocument spreadsheet, with the same sheets as the Excel workbook."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from cpstandard.core.errors import UnusableInput
from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import META_HEADINGS, META_SHEET, Column, Kind
from cpstandard.publish.forms.gathering import gathered
from cpstandard.publish.forms.ods_book import OdsBook, OdsSheet, opened_ods
from cpstandard.publish.forms.ods_xml import cell
from cpstandard.publish.forms.spread import Cell
from cpstandard.publish.forms.xlsx_form import MAX_TEXT, column_width, is_exact, is_required

_META_WIDTHS = (26, 60)


def write_ods(header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard) -> None:
    """Write the package as ODS; text is always text, never a formula, a link or a number.

    Raises ``UnusableInput`` where a sheet has no room: a text of more than 32,767 signs, or more
    than 1,048,575 rows.
    """
    with gathered(header, records, standard) as package, opened_ods(out) as book:
        sheets = [_sheet(book, name, columns) for name, columns in package.tables()]
        for record, spread in package.spreads():
            sheets[0].add(_row(package.main_row(spread)))
            for position, sheet in enumerate(sheets[1:]):
                for row in package.list_rows(position, record, spread):
                    sheet.add(_row(row))
        meta = book.add_sheet(META_SHEET, _META_WIDTHS, ("plain", "text"))
        meta.add([cell(heading, "heading") for heading in META_HEADINGS], is_heading=True)
        for column, value in package.meta():
            meta.add([cell(column.heading), *_row([value])])


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
    return [cell(_fitting(value), "" if value is None else _style(value)) for value in values]


def _style(value: Cell) -> str:
    return "text" if isinstance(value, str) else "number"


def _fitting(value: Cell) -> Cell:
    if isinstance(value, str) and len(value.encode("utf-16-le", "replace")) > 2 * MAX_TEXT:
        raise UnusableInput(
            f"A text of more than {MAX_TEXT:,} signs does not fit into a cell of a spreadsheet "
            f"(it begins {value[:40]!r}): write JSON or CSV."
        )
    if isinstance(value, int | float) and not isinstance(value, bool) and not is_exact(value):
        return repr(value)
    return value

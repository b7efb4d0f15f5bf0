"""Writes a package as an Excel workbook: a sheet of records, one for each list, one ``Meta``."""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import META_HEADINGS, META_SHEET, Column, Kind
from cpstandard.publish.forms.pieces import Pieces, write_at_once
from cpstandard.publish.forms.rows import LaidOut, write_rows
from cpstandard.publish.forms.spread import Cell
from cpstandard.publish.forms.xlsx_book import Shell, filled, fitting, is_exact

_ANY_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's dates have no zone
_WIDE = 60
_NARROW = 18


def write_xlsx(
    header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard
) -> None:
    """Write the package as XLSX; text is always text, never a formula, a link or a number.

    Raises ``UnusableInput`` where a sheet has no room: a text of more than 32,767 signs, or more
    than 1,048,575 rows.
    """
    write_at_once(XLSX_PIECES, header, records, out, standard)


def join_xlsx(header: Record, pieces: Sequence[Path], out: BinaryIO, standard: Standard) -> None:
    """Write the workbook from pieces of rows."""
    package = LaidOut(header, pieces, standard)
    tables = package.tables()
    # The headings of most packages are the same: the rest of their workbooks is, too.
    shells = standard.once(_shells)
    key = tuple(map(tuple, package.keys))
    if key not in shells:
        shells[key] = _shell(tables)
    names = [*(name for name, _columns in tables), META_SHEET]
    with filled(shells[key], names, out) as (*sheets, meta):
        for record in package.records():
            for sheet, rows in zip(sheets, record, strict=True):
                for row in rows:
                    sheet.add(row)
        for column, cell in package.meta():
            meta.add([column.heading, cell])


XLSX_PIECES = Pieces("rows", write_rows, join_xlsx)


def _shells(standard: Standard) -> dict[tuple[Any, ...], Shell]:
    """Return the shells that were made for a version of the standard, by the keys of its lists."""
    del standard
    return {}


def _shell(tables: Sequence[tuple[str, Sequence[Column]]]) -> Shell:
    book = io.BytesIO()
    with opened_workbook(book) as made:
        styles = Styles(made)
        for name, columns in tables:
            _add_headings(made.add_worksheet(name), columns, styles)
        meta = made.add_worksheet(META_SHEET)
        meta.set_column(0, 0, 26, styles.plain)
        meta.set_column(1, 1, _WIDE, styles.text)
        for position, heading in enumerate(META_HEADINGS):
            meta.write_string(0, position, heading, styles.heading)
    return Shell.of(book.getvalue())


def _add_headings(sheet: Worksheet, columns: Sequence[Column], styles: "Styles") -> None:
    """Write the headings, which stay in sight."""
    sheet.freeze_panes(1, 1)
    for position, column in enumerate(columns):
        style = styles.of_column(column)
        sheet.set_column(position, position, column_width(column), style)
        sheet.write_string(0, position, column.heading, styles.of_heading(column))


@contextmanager
def opened_workbook(out: BinaryIO) -> Iterator[Any]:
    """Yield a workbook that writes the same bytes whenever it is written."""
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _ANY_DAY})
        yield book


class Styles:
    """The few formats that the workbooks use."""

    def __init__(self, book: Any) -> None:
        """Add them to ``book``."""
        heading = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
        self.heading: Format = book.add_format({**heading, "bg_color": "#E7EEF4"})
        self.required: Format = book.add_format({**heading, "bg_color": "#FCE8B2"})
        # "@": what people type into these columns stays text, so 007 and 1985-06 stay as they are.
        self.text: Format = book.add_format({"num_format": "@", "valign": "top"})
        self.wrapped: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.example: Format = book.add_format(
            {
                "num_format": "@",
                "valign": "top",
                "text_wrap": True,
                "italic": True,
                "font_color": "#555555",
                "bg_color": "#F0F0F0",
            }
        )
        self.plain: Format = book.add_format({})
        self.number: Format = book.add_format({"valign": "top"})

    def of_column(self, column: Column) -> Format:
        """Return the format for the cells below a heading."""
        return self.number if column.kind is Kind.NUMBER else self.text

    def of_heading(self, column: Column) -> Format:
        """Return the format of a heading: required ones stand out."""
        return self.required if is_required(column) else self.heading


def column_width(column: Column) -> int:
    """Return a width fit for what the column holds, in characters."""
    long = column.field.schema.get("maxLength", 0) >= 1000 and "pattern" not in column.field.schema  # noqa: PLR2004 - a paragraph
    return _WIDE if long else max(_NARROW, min(len(column.heading) + 2, 30))


def is_required(column: Column) -> bool:
    """Return whether a column has to be filled in; parts of an object only where it is there."""
    return column.field.required and len(column.path) == 1


def write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    """Write one cell, as text unless it is a number that a workbook holds exactly."""
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, style)
    elif isinstance(cell, int | float):
        if is_exact(cell):
            sheet.write_number(row, column, cell, style)
        else:
            sheet.write_string(row, column, repr(cell), style)
    else:
        sheet.write_string(row, column, fitting(cell), style)

"""Writes a package as an Excel workbook: a sheet of records, one for each list, one ``Meta``."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cpstandard.core.errors import UnusableInput
from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import META_HEADINGS, META_SHEET, Column, Kind
from cpstandard.publish.forms.gathering import gathered
from cpstandard.publish.forms.spread import Cell

MAX_ROWS = 1_048_576
MAX_TEXT = 32_767
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
    with (
        gathered(header, records, standard) as package,
        opened_workbook(out, constant_memory=True) as book,
    ):
        styles = Styles(book)
        sheets = [SheetWriter(book, name, columns, styles) for name, columns in package.tables()]
        meta = book.add_worksheet(META_SHEET)
        for record, spread in package.spreads():
            sheets[0].add(package.main_row(spread))
            for position, sheet in enumerate(sheets[1:]):
                for row in package.list_rows(position, record, spread):
                    sheet.add(row)
        write_meta(meta, package.meta(), styles)


@contextmanager
def opened_workbook(out: BinaryIO, *, constant_memory: bool = False) -> Iterator[Any]:
    """Yield a workbook that writes the same bytes whenever it is written."""
    with xlsxwriter.Workbook(out, {"constant_memory": constant_memory}) as book:
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
        self.number: Format = book.add_format({"valign": "top"})

    def of_column(self, column: Column) -> Format:
        """Return the format for the cells below a heading."""
        return self.number if column.kind is Kind.NUMBER else self.text

    def of_heading(self, column: Column) -> Format:
        """Return the format of a heading: required ones stand out."""
        return self.required if is_required(column) else self.heading


class SheetWriter:
    """One sheet that is written row by row."""

    def __init__(self, book: Any, name: str, columns: Sequence[Column], styles: Styles) -> None:
        """Add the sheet with its headings, which stay in sight."""
        self.sheet: Worksheet = book.add_worksheet(name)
        self._name = name
        self._row = 0
        self.sheet.freeze_panes(1, 1)
        for position, column in enumerate(columns):
            style = styles.of_column(column)
            self.sheet.set_column(position, position, column_width(column), style)
            self.sheet.write_string(0, position, column.heading, styles.of_heading(column))
        self._styles = [styles.of_column(column) for column in columns]

    def add(self, row: Sequence[Cell]) -> None:
        """Write one row below the others."""
        self._row += 1
        if self._row >= MAX_ROWS:
            raise UnusableInput(
                f"The sheet {self._name} has no room for more than {MAX_ROWS - 1:,} rows: "
                "write JSON Lines or CSV."
            )
        for position, cell in enumerate(row):
            write_cell(self.sheet, self._row, position, cell, self._styles[position])


def column_width(column: Column) -> int:
    """Return a width fit for what the column holds, in characters."""
    long = column.field.schema.get("maxLength", 0) >= 1000 and "pattern" not in column.field.schema  # noqa: PLR2004 - a paragraph
    return _WIDE if long else max(_NARROW, min(len(column.heading) + 2, 30))


def is_required(column: Column) -> bool:
    """Return whether a column has to be filled in; parts of an object only where it is there."""
    return column.field.required and len(column.path) == 1


def is_exact(number: float) -> bool:
    """Return whether a workbook holds ``number``: in sixteen figures; others are kept as text."""
    return float(f"{number:.16G}") == number


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
        if len(cell.encode("utf-16-le", "replace")) > 2 * MAX_TEXT:
            raise UnusableInput(
                f"A text of more than {MAX_TEXT:,} signs does not fit into a cell of a workbook "
                f"(it begins {cell[:40]!r}): write JSON or CSV."
            )
        sheet.write_string(row, column, cell, style)


def write_meta(sheet: Worksheet, pairs: Iterable[tuple[Column, Cell]], styles: Styles) -> None:
    """Write the envelope as one field a row."""
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, _WIDE, styles.text)
    for position, heading in enumerate(META_HEADINGS):
        sheet.write_string(0, position, heading, styles.heading)
    for row, (column, cell) in enumerate(pairs, start=1):
        sheet.write_string(row, 0, column.heading)
        write_cell(sheet, row, 1, cell, styles.text)

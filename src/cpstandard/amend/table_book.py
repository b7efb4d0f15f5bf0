"""Makes a workbook of tables that have none, so that findings can be marked in it."""

from collections.abc import Sequence
from typing import BinaryIO

import xlsxwriter

from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase
from cpstandard.core.table import Table

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
_LONGEST_CELL = 32_767
_LONGEST_NAME = 31
_WIDTH = 18


def write_table_book(tables: Sequence[Table], name: str, out: BinaryIO) -> dict[str, str]:
    """Write ``tables`` as they stand, all cells as text; return the sheet's name for each table's.

    Raises ``UnusableInput`` where a table has more rows or columns than a sheet can hold.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    titles: dict[str, str] = {}
    book = xlsxwriter.Workbook(out, options)
    for table in tables:
        titles[table.name] = _free(table.name, set(titles.values()))
        sheet = book.add_worksheet(titles[table.name])
        sheet.set_column(0, MAX_COLUMNS - 1, _WIDTH)
        for number, row in enumerate(table.rows()):
            if number >= MAX_ROWS or len(row) > MAX_COLUMNS:
                raise UnusableInput(
                    phrase(
                        "{name} has more rows or columns than a workbook can hold: split it.",
                        name=name,
                    )
                )
            for position, cell in enumerate(row):
                if cell not in {None, ""}:
                    text = str(cell)[:_LONGEST_CELL]
                    sheet.write_string(number, position, text)
    book.close()
    return titles


def _free(name: str, taken: set[str]) -> str:
    plain = "".join(" " if sign in r"[]:*?/\'" else sign for sign in name).strip() or "Table"
    title, number = plain[:_LONGEST_NAME], 2
    while title.casefold() in {other.casefold() for other in taken}:
        title, number = f"{plain[: _LONGEST_NAME - 4]} {number}", number + 1
    return title

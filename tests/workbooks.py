"""Workbooks of invented rows, and the template filled in as a person would."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl


def workbook_of(sheets: Mapping[str, Iterable[Sequence[Any]]]) -> openpyxl.Workbook:
    """Return a workbook with these sheets, each of these rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def fill(path: Path, rows: Iterable[Mapping[str, Any]], meta: Mapping[str, Any]) -> None:
    """Fill the simple template at ``path`` in: ``rows`` by heading, below the line that explains."""
    book = openpyxl.load_workbook(path)
    sheet = book["Initiatives"]
    at = {cell.value.rstrip(" *"): cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=3):
        for heading, value in row.items():
            sheet.cell(number, at[heading]).value = value
    for name, value in book["Meta"].iter_rows(min_row=2, max_col=2):
        value.value = meta.get(name.value.rstrip(" *"), value.value)
    book.save(path)

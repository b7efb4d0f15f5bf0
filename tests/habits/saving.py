"""Opens and saves the valid workbook in the forms that people use."""

import csv
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook


def load(path: Path) -> Workbook:
    """Return a workbook, or a CSV file as a workbook of one sheet, to be changed."""
    if path.suffix != ".csv":
        return openpyxl.load_workbook(path)
    book = Workbook()
    with path.open(encoding="utf-8-sig", newline="") as text:
        for row in csv.reader(text):
            book.worksheets[0].append([cell or None for cell in row])
    return book


def save(book: Workbook, path: Path) -> Path:
    """Write ``book`` to ``path``: as a workbook, or as CSV where its name says so."""
    if path.suffix == ".csv":
        return save_text(book, path)
    book.save(path)
    return path


def save_text(
    book: Workbook,
    path: Path,
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    top: str = "",
    sheet: str = "",
) -> Path:
    """Write one sheet, the first by default, as text, as programs do; ``top`` goes before it."""
    chosen = book[sheet] if sheet else book.worksheets[0]
    with path.open("w", encoding=encoding, newline="") as text:
        text.write(top)
        writer = csv.writer(text, delimiter=delimiter)
        for row in chosen.iter_rows(values_only=True):
            writer.writerow(["" if cell is None else cell for cell in row])
    return path

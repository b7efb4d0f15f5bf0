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


def save(book: Workbook, path: Path, *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """Write ``book`` to ``path``; as text, its first sheet alone, as programs do."""
    if path.suffix == ".xlsx":
        book.save(path)
        return path
    with path.open("w", encoding=encoding, newline="") as text:
        writer = csv.writer(text, delimiter=delimiter)
        for row in book.worksheets[0].iter_rows(values_only=True):
            writer.writerow(["" if cell is None else cell for cell in row])
    return path

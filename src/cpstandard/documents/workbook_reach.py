"""Finds the cell that makes a sheet of an Excel workbook too wide and too long to be read."""

import re
import zipfile

from cpstandard.documents.workbook_errors import parts_of_sheets

MOST_CELLS = 10_000_000
"""How many cells the reader can hold, empty ones between the filled ones among them."""

_FILLED = re.compile(rb'<(?:\w+:)?c\b[^>]{0,80}?\br="([A-Z]{1,7})([0-9]{1,19})"[^>]{0,200}(?<!/)>')
_PART = 1 << 20
_OVERLAP = 512
_SCAN = 256 << 20


def far_cell(archive: zipfile.ZipFile) -> tuple[str, str] | None:
    """Return the sheet and the reference of its last filled cell, where that is too far out.

    Too far is where all cells up to there are more than ``MOST_CELLS``. Looks at XLSX only, and at
    no more than 256 MB of a sheet.
    """
    for sheet, part in parts_of_sheets(archive):
        column, row = _last(archive, part)
        if _number(column) * row > MOST_CELLS:
            return sheet, f"{column.decode('ascii')}{row}"
    return None


def _last(archive: zipfile.ZipFile, part: str) -> tuple[bytes, int]:
    """Return the last column and the last row that hold anything, each by itself."""
    column, row = b"A", 1
    carried, read = b"", 0
    with archive.open(part) as handle:
        while (chunk := handle.read(_PART)) and read < _SCAN:
            read += len(chunk)
            text = carried + chunk
            for letters, digits in _FILLED.findall(text):
                column = max(column, letters, key=lambda each: (len(each), each))
                row = max(row, int(digits))
            carried = text[-_OVERLAP:]
    return column, row


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number

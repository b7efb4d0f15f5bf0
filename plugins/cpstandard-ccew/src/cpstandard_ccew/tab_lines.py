"""Reads tab-separated rows without quotation marks, in whose cells line ends may stand."""

import re
from collections.abc import Iterator

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput

_MOST = 10 << 20  # signs of one row
# Every table begins with the date of the extract or with a number.
_BEGINNING = re.compile(r"\"?(?:\d{4}-\d\d-\d\d|\d{1,2}/\d\d/\d{4}|\d{1,9}\"?\t)")


def tab_rows(document: Document) -> Iterator[list[str]]:
    """Yield the cells of each row, the headings first.

    A row goes on in the next line where its cell holds a line end. Raises ``UnusableInput`` where
    the file breaks off inside a row.
    """
    lines = text_lines(document)
    first = next(lines, "")
    yield _cells(first)
    tabs = first.count("\t")
    begun = ""
    last = ""
    for line in lines:
        if not line.strip():
            begun = f"{begun}\n" if begun and begun.count("\t") < tabs else begun
            continue
        if not begun:
            begun = line
        elif (here := line.count("\t")) == tabs or _BEGINNING.match(line):
            yield _cells(begun)
            begun = line
        elif begun.count("\t") + here <= tabs:
            begun = f"{begun}\n{line}"
            _check_length(document, begun)
        else:
            yield _cells(begun)
            begun = line
        last = line
    if begun:
        if begun.count("\t") < tabs and not _ends_with_line_end(document, last):
            raise UnusableInput(
                f"{document.name} breaks off in the middle of a row: download it again."
            )
        yield _cells(begun)


def text_lines(document: Document) -> Iterator[str]:
    """Yield the text line by line, without line ends and without a byte order mark."""
    rest = ""
    begun = False
    for piece in document.text_pieces():
        # Three marks: some files are glued together from others.
        text = rest + (piece if begun else piece.lstrip("\ufeff"))
        begun = True
        *lines, rest = text.split("\n")
        _check_length(document, rest)
        for line in lines:
            yield line.rstrip("\r")
    if rest:
        yield rest.rstrip("\r")


def _ends_with_line_end(document: Document, last: str) -> bool:
    end = ""
    for piece in document.text_pieces():
        end = piece
    return end.endswith("\n") or not last


def _check_length(document: Document, text: str) -> None:
    if len(text) > _MOST:
        raise UnusableInput(f"{document.name} has a row of more than 10 million signs.")


def _cells(line: str) -> list[str]:
    cells = line.split("\t")
    return [_unquoted(cell) for cell in cells] if '"' in line else cells


def _unquoted(cell: str) -> str:
    """Return a cell that a spreadsheet program has put in quotation marks as it was."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in cell[1:-1].replace('""', ""):
        return cell[1:-1].replace('""', '"')
    return cell

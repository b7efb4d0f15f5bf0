"""Reads CSV in any of the usual dialects: our own vote on the delimiter, rows as they stream."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase
from cpstandard.core.table import CellValue, Table
from cpstandard.documents.encoding import Encoding, find_encoding

MAX_ROW = 10 << 20
"""Characters of one row, and so of one line or cell: as much as one record of JSON may have."""
DELIMITERS = (",", ";", "\t", "|", "^")
_SAMPLE_LINES = 200
_SAMPLE_CHARACTERS = 256 << 10


def delimited_table(path: Path, name: str, title: str) -> Table:
    """Return the table in a CSV or tab-separated file; ``title`` is what to call it.

    Its rows raise ``UnusableInput`` where a cell is larger than any honest cell or a quotation
    mark is never closed.
    """
    encoding, delimiter = dialect(path, name)

    def rows() -> Iterator[list[CellValue]]:
        return _rows(path, name, encoding, delimiter)

    return Table(title, rows, repairs=encoding.repairs)


def dialect(path: Path, name: str) -> tuple[Encoding, str]:
    """Return how the text at ``path`` is encoded, and the sign between its cells."""
    encoding = find_encoding(path)
    with _opened(path, encoding) as text:
        return encoding, vote(_sample(_bounded(text, name)))


def vote(lines: list[str]) -> str:
    """Return the delimiter that cuts ``lines`` most evenly into most cells; a comma by default.

    A first line ``sep=;``, which Excel understands, decides, whatever sign it names.
    """
    if not lines:
        return ","
    stated = lines[0].strip("\r\n").strip('"')
    if stated.startswith("sep=") and len(stated) == len("sep=;") and not stated[-1].isalnum():
        return stated[-1]
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _sample(lines: Iterator[str]) -> list[str]:
    kept: list[str] = []
    limit = _SAMPLE_CHARACTERS
    for line in islice(lines, _SAMPLE_LINES):
        limit -= len(line)
        if limit < 0 and kept:
            break
        kept.append(line)
    return kept


def _evenness(lines: list[str], delimiter: str) -> tuple[float, int]:
    csv.field_size_limit(MAX_ROW)
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(row)]
    except csv.Error:
        return (0.0, 0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return (0.0, 0)
    width, count = max(widths.items(), key=lambda pair: (pair[1] * pair[0], pair[0]))
    return (round(count / len(rows), 2), width)


def _opened(path: Path, encoding: Encoding) -> io.TextIOWrapper:
    # newline="" leaves the line ends inside quoted cells to the csv module.
    return path.open(encoding=encoding.codec, errors=encoding.errors, newline="")


def _bounded(text: io.TextIOWrapper, name: str, weight: list[int] | None = None) -> Iterator[str]:
    """Yield lines within bounds; ``csv.Error`` where those of one row, ``weight``, are too many."""
    number = 0
    while line := text.readline(MAX_ROW + 1):
        number += 1
        if len(line) > MAX_ROW:
            raise UnusableInput(
                phrase(
                    "{name} has a line {number} of more than 10 million characters: is it a CSV "
                    "file?",
                    name=name,
                    number=number,
                )
            )
        if weight is not None:
            weight[0] += len(line)
            if weight[0] > MAX_ROW:
                raise csv.Error("row too large")
        yield line


def _rows(path: Path, name: str, encoding: Encoding, delimiter: str) -> Iterator[list[CellValue]]:
    csv.field_size_limit(MAX_ROW)
    number = begin = end = 0
    weight = [0]
    with _opened(path, encoding) as text:
        reader = csv.reader(_bounded(text, name, weight), delimiter=delimiter)
        try:
            for row in reader:
                number += 1
                weight[0] = 0
                begin, end = end, reader.line_num
                yield row  # type: ignore[misc]  # text is a cell's value
            if end - begin > 1:
                _check_closed(path, name, encoding, begin, delimiter)
        except csv.Error as error:
            raise UnusableInput(
                phrase(
                    "{name} row {row} cannot be read as CSV: look for a quotation mark that is "
                    "never closed.",
                    name=name,
                    row=number + 1,
                )
            ) from error


def _check_closed(path: Path, name: str, encoding: Encoding, begin: int, delimiter: str) -> None:
    """Raise ``csv.Error`` where the last row, ``begin`` lines below the top, swallowed the rest.

    The lenient reader says nothing when a quotation mark stays open; the strict one does, but it
    also refuses stray marks that do no harm, so it is asked about the last row alone.
    """
    with _opened(path, encoding) as text:
        last = islice(_bounded(text, name), begin, None)
        try:
            for _row in csv.reader(last, delimiter=delimiter, strict=True):
                pass
        except csv.Error as error:
            if "end of data" in str(error):
                raise

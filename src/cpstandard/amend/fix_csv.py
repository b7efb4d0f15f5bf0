"""Mends single cells of a CSV file and leaves every other byte of it alone."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cpstandard.amend.cell_fix import mended
from cpstandard.amend.sheet import At, cell_at
from cpstandard.core.errors import UnusableInput
from cpstandard.core.fix import Fix
from cpstandard.core.phrase import phrase

_WIDE = ("utf-16", "utf-32")
_ANY_BYTE = "latin-1"  # each byte is one sign, and comes back as it was


class _Cell(NamedTuple):
    start: int
    end: int
    text: str
    quoted: bool


def fixed_csv(
    data: bytes, codec: str, errors: str, delimiter: str, fixes: Iterable[Fix]
) -> tuple[bytes, list[Fix]]:
    """Return ``data`` with ``fixes`` made, and those that could be.

    ``codec`` and ``errors`` are how Python reads the file. A fix whose cell holds something else
    than its old value is left out. Raises ``UnusableInput`` for a damaged text.
    """
    wide = codec.startswith(_WIDE)
    own_codec = _same_order(codec, data) if wide else _ANY_BYTE
    try:
        text = data.decode(own_codec)
    except UnicodeError as error:
        raise UnusableInput(
            phrase("The file has damaged signs: save it as UTF-8 first.")
        ) from error
    by_cell: dict[At, list[Fix]] = {}
    for fix in fixes:
        if fix.location.cell:
            by_cell.setdefault(cell_at(fix.location.cell), []).append(fix)
    wanted = {row for row, _ in by_cell}
    pieces, at, done = [], 0, []
    for number, cells in enumerate(_rows(text, delimiter), start=1):
        for column, cell in enumerate(cells, start=1) if number in wanted else ():
            own = cell.text if wide else cell.text.encode(_ANY_BYTE).decode(codec, errors)
            new, made = mended(own, by_cell.get((number, column), ()))
            if made:
                done += made
                written = _written(str(new), delimiter, quoted=cell.quoted)
                if not wide:
                    written = written.encode("utf-8").decode(_ANY_BYTE)
                pieces += [text[at : cell.start], written]
                at = cell.end
    whole = "".join([*pieces, text[at:]])
    return whole.encode(own_codec), done


def _same_order(codec: str, data: bytes) -> str:
    """Return the codec that writes back the byte order of ``data``, with its mark."""
    # Read with its byte order named, the mark is a sign of the text and comes back as it was.
    little = data[:2] == b"\xff\xfe"
    return codec if codec.endswith(("le", "be")) else f"{codec}-{'le' if little else 'be'}"


def _rows(text: str, delimiter: str) -> Iterator[list[_Cell]]:
    """Yield the cells of each row as Python's own reader cuts them, with their places."""
    stop = re.escape(delimiter)
    cell = re.compile(rf'"((?:[^"]|"")*+)(?:"([^{stop}\r\n]*)|\Z)|([^{stop}\r\n]*)')
    at, end = 0, len(text)
    while at < end:
        row: list[_Cell] = []
        while True:
            match = cell.match(text, at)
            assert match is not None
            quoted = match[1] is not None
            own = match[1].replace('""', '"') + (match[2] or "") if quoted else match[3]
            row.append(_Cell(at, match.end(), own, quoted))
            at = match.end()
            if text[at : at + 1] != delimiter:
                break
            at += 1
        at += 2 if text[at : at + 2] == "\r\n" else 1
        yield row


def _written(text: str, delimiter: str, *, quoted: bool) -> str:
    if quoted or any(sign in text for sign in (delimiter, '"', "\r", "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text

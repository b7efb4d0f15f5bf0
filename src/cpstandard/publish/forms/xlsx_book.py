"""Writes the rows of an Excel workbook into sheets that XlsxWriter made with their headings.

XlsxWriter makes everything but the rows; those are nine tenths of the work and all alike, so they
are put together here: text within the row, numbers, and true or false.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import IO, BinaryIO

from xlsxwriter.utility import xl_col_to_name

from cpstandard.core.errors import UnusableInput
from cpstandard.publish.forms import zipped
from cpstandard.publish.forms.spread import Cell
from cpstandard.publish.forms.xml_text import plain

MAX_ROWS = 1_048_576
MAX_TEXT = 32_767
_COLUMNS = re.compile(rb'<col min="(\d+)" max="(\d+)" [^>]*?style="(\d+)"')
_AREA = re.compile(rb'<dimension ref="[^"]*"/>')
_END_OF_ROWS = b"</sheetData>"
_HERE = "\0"
"""Stands for the number of the row, until it is known; no XML holds it."""
_ESCAPES = re.compile("_x(?=[0-9a-fA-F]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Shell:
    """A workbook without rows below its headings: each part of it, and which parts are sheets."""

    parts: tuple[tuple[zipfile.ZipInfo, bytes], ...]

    @classmethod
    def of(cls, book: bytes) -> "Shell":
        """Take a workbook to pieces."""
        with zipfile.ZipFile(io.BytesIO(book)) as archive:
            return cls(tuple((info, archive.read(info)) for info in archive.infolist()))

    @property
    def sheets(self) -> list[int]:
        """Where the sheets stand among the parts, in their order in the workbook."""
        names = {info.filename: at for at, (info, _content) in enumerate(self.parts)}
        found = (names.get(f"xl/worksheets/sheet{n + 1}.xml") for n in range(len(names)))
        return [at for at in found if at is not None]


class SheetRows:
    """The rows of one sheet, kept in a temporary file until all sheets are there."""

    def __init__(self, name: str, content: bytes, rows: zipped.SpooledText) -> None:
        """Begin below the headings of the sheet whose XML is ``content``."""
        before, end, after = content.rpartition(_END_OF_ROWS)
        self._name = name
        self._before, self._after = before, end + after
        self._rows = rows
        self._row = 1
        self._styles = [0]
        for first, last, style in _COLUMNS.findall(content):
            self._styles += [0] * (int(last) + 1 - len(self._styles))
            for column in range(int(first), int(last) + 1):
                self._styles[column] = int(style)
        cells = [
            f'<c r="{xl_col_to_name(column)}{_HERE}" s="{style}"'
            for column, style in enumerate(self._styles[1:])
        ]
        self._cells = cells
        self._texts = [f'{cell} t="inlineStr"><is><t>' for cell in cells]

    def add(self, row: Sequence[Cell]) -> None:
        """Write one row below the others."""
        self._row += 1
        if self._row > MAX_ROWS:
            raise UnusableInput(
                f"The sheet {self._name} has no room for more than {MAX_ROWS - 1:,} rows: "
                "write JSON Lines or CSV."
            )
        parts = [f'<row r="{_HERE}">']
        for begin, cell, start in zip(self._texts, row, self._cells, strict=True):
            if cell is None:
                continue
            if isinstance(cell, str):
                text = plain(cell)
                if text is not None:
                    parts.append(f"{begin}{text}</t></is></c>")
                    continue
            parts.append(f"{start}{_odd(cell)}</c>")
        parts.append("</row>")
        self._rows.write("".join(parts).replace(_HERE, str(self._row)))

    def copy_to(self, target: IO[bytes]) -> None:
        """Write the whole sheet to ``target``."""
        last = xl_col_to_name(max(len(self._cells) - 1, 0))
        area = f'<dimension ref="A1:{last}{self._row}"/>'.encode()
        target.write(_AREA.sub(area, self._before, count=1))
        self._rows.copy_to(target)
        target.write(self._after)


@contextmanager
def filled(shell: Shell, names: Sequence[str], out: BinaryIO) -> Iterator[list[SheetRows]]:
    """Yield the sheets called ``names``, and write the workbook to ``out`` at the end."""
    with ExitStack() as stack:
        sheets: dict[int, SheetRows] = {}
        for name, at in zip(names, shell.sheets, strict=True):
            sheets[at] = SheetRows(name, shell.parts[at][1], zipped.SpooledText(stack))
        yield list(sheets.values())
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for at, (info, content) in enumerate(shell.parts):
                entry = zipfile.ZipInfo(info.filename, info.date_time)
                entry.compress_type, entry.external_attr = info.compress_type, info.external_attr
                if at in sheets:
                    with zipped.opened(archive, entry) as target:
                        sheets[at].copy_to(target)
                else:
                    archive.writestr(entry, content)


def is_exact(number: float) -> bool:
    """Return whether a workbook holds ``number``: in sixteen figures; others are kept as text."""
    return float(f"{number:.16G}") == number


def fitting(text: str) -> str:
    """Return ``text``; raises ``UnusableInput`` where it is too long for a cell."""
    if len(text.encode("utf-16-le", "replace")) > 2 * MAX_TEXT:
        raise UnusableInput(
            f"A text of more than {MAX_TEXT:,} signs does not fit into a cell of a workbook "
            f"(it begins {text[:40]!r}): write JSON or CSV."
        )
    return text


def _odd(cell: Cell) -> str:
    """Return what stands in a cell behind its place and its style."""
    if isinstance(cell, bool):
        return f' t="b"><v>{cell:d}</v>'
    if isinstance(cell, int | float):
        if is_exact(cell):
            return f"><v>{cell:.16G}</v>"
        cell = repr(cell)
    text = _ESCAPES.sub(_coded, fitting(cell or ""))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    return f' t="inlineStr"><is><t{kept}>{text}</t></is>'


def _coded(match: re.Match[str]) -> str:
    sign = match[0]
    return "_x005F_x" if sign == "_x" else f"_x{ord(sign):04X}_"

"""Reads workbooks through a child process and gives their sheets as tables."""

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import jiter

from cpstandard.core.cell_text import unescape_control, unescape_noncharacters
from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase
from cpstandard.core.table import CellValue, Table
from cpstandard.documents.workbook_child import REFUSED
from cpstandard.documents.workbook_errors import error_cells
from cpstandard.documents.workbook_reach import far_cell
from cpstandard.documents.zip_guard import check_markup, opened_zip

MEMORY = 352 << 20
MEMORY_PER_BYTE = 16
MEMORY_MOST = 3 << 30
SECONDS = 8
SECONDS_PER_MEGABYTE = 3
OUTPUT = 256 << 20
OUTPUT_PER_BYTE = 64
_TAIL = 1 << 20
_DIRECTORY = 64 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child may use: bytes of memory and of output, seconds of processor and of clock."""

    memory: int
    cpu: int
    output: int
    clock: int

    @classmethod
    def for_size(cls, size: int) -> "Limits":
        """Return limits fit for an honest workbook of ``size`` bytes."""
        cpu = SECONDS + SECONDS_PER_MEGABYTE * (size >> 20)
        return cls(
            min(MEMORY + MEMORY_PER_BYTE * size, MEMORY_MOST),
            cpu,
            OUTPUT + OUTPUT_PER_BYTE * size,
            2 * cpu,
        )


def workbook_tables(
    path: Path, name: str, *, zipped: bool, keep: Callable[[Path], None]
) -> list[Table]:
    """Return the sheets of the workbook at ``path``, hidden ones marked.

    ``keep`` is given the temporary file that holds the cells, to remove it in good time. Raises
    ``UnusableInput`` with one line where the workbook is damaged, hostile or too large.
    """
    lost: dict[str, tuple[str, ...]] = {}
    undo = unescape_noncharacters
    if zipped:
        with opened_zip(path, name) as archive:
            check_markup(archive, name)
            lost = error_cells(archive)
            # Excel's reader undoes _xHHHH_; in OpenDocument only we write control signs so.
            if "content.xml" in archive.namelist():
                undo = unescape_control
    elif _is_encrypted(path):
        raise UnusableInput(
            phrase("{name} is protected by a password: save it without one.", name=name)
        )
    handle, out_name = tempfile.mkstemp(prefix="cpstandard-cells-")
    os.close(handle)
    out = Path(out_name)
    keep(out)
    _run_child(path, out, name, Limits.for_size(path.stat().st_size))
    return [
        Table(
            sheet["name"],
            _rows_reader(out, sheet["offset"], sheet["rows"], undo),
            hidden=sheet["hidden"],
            lost=lost.get(sheet["name"], ()),
        )
        for sheet in _index(out, name)
    ]


def _is_encrypted(path: Path) -> bool:
    """Return whether an OLE file holds an encrypted workbook, which its directory says."""
    with path.open("rb") as handle:
        return "EncryptedPackage".encode("utf-16-le") in handle.read(_DIRECTORY)


def _run_child(path: Path, out: Path, name: str, limits: Limits) -> None:
    numbers = [str(number) for number in (limits.memory, limits.cpu, limits.output)]
    # -P: a file of the same name in the folder where somebody works is never imported.
    module = "cpstandard.documents.workbook_child"
    command = [sys.executable, "-P", "-m", module, str(path.resolve()), str(out), *numbers]
    try:
        child = subprocess.run(  # noqa: S603 - our own module, no shell
            command, capture_output=True, timeout=limits.clock, check=False, text=True
        )
    except subprocess.TimeoutExpired as error:
        raise UnusableInput(
            phrase(
                "{name} took more than {clock} seconds to read: split it, or save it as CSV.",
                name=name,
                clock=limits.clock,
            )
        ) from error
    if child.returncode == REFUSED:
        raise UnusableInput(phrase("{name} {stdout}.", name=name, stdout=child.stdout))
    if child.returncode != 0:
        raise UnusableInput(_why_it_failed(path, name))


def _why_it_failed(path: Path, name: str) -> str:
    """Return what a child that died could not say itself: most often, one cell is far out."""
    if zipfile.is_zipfile(path):
        with opened_zip(path, name) as archive:
            far = far_cell(archive)
        if far:
            return phrase(
                "{name} has cells filled in as far out as {cell} of the sheet “{sheet}”, too far "
                "to be read: delete the rows and columns around your table, and save it again.",
                name=name,
                sheet=far[0],
                cell=far[1],
            )
    return phrase(
        "{name} makes the reader of workbooks fail or run out of memory or time: save "
        "it again from a spreadsheet program, or as CSV.",
        name=name,
    )


def _index(out: Path, name: str) -> list[dict[str, Any]]:
    """Return what the child's last line says; a child that died in silence wrote none."""
    with out.open("rb") as handle:
        size = handle.seek(0, os.SEEK_END)
        handle.seek(max(0, size - _TAIL))
        last = handle.read().rpartition(b"\n")[2]
    try:
        index = json.loads(last)
        if index["end"] + len(last) == size:
            sheets: list[dict[str, Any]] = index["sheets"]
            return sheets
    except (ValueError, TypeError, KeyError):
        pass
    raise UnusableInput(
        phrase("{name} could not be read to its end: save it as CSV and try again.", name=name)
    )


def _rows_reader(
    out: Path, offset: int, count: int, undo: Callable[[str], str]
) -> Callable[[], Iterator[list[CellValue]]]:
    def rows() -> Iterator[list[CellValue]]:
        with out.open("rb") as handle:
            handle.seek(offset)
            for _ in range(count):
                line = handle.readline()
                # To look each text up among those before it takes longer than to make it again.
                row = jiter.from_json(line, cache_mode="keys")
                if b"_x" in line:
                    row = [undo(cell) if isinstance(cell, str) else cell for cell in row]
                yield [_plain(cell) for cell in row] if b"{" in line else row

    return rows


def _plain(cell: Any) -> CellValue:
    if not isinstance(cell, dict):
        plain: CellValue = cell
        return plain
    ((kind, value),) = cell.items()
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "datetime":
        return datetime.fromisoformat(value)
    if kind == "time":
        return time.fromisoformat(value)
    return timedelta(seconds=value)

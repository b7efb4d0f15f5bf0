"""Reads a stranger's workbook in a process of its own, under limits, and writes its cells as JSON.

``python -m cpstandard.documents.workbook_child WORKBOOK OUT MEMORY CPU SIZE``: ``MEMORY`` and
``SIZE`` in bytes, ``CPU`` in seconds. No ``try`` catches what a small hostile workbook can do to
the library that reads it, so it is done where it hurts nobody. ``OUT`` receives a row a line, each
a list of cells without the empty ones at its end; dates and times are objects of one key. The last
line says where each sheet begins and how many rows it has: without it the child did not finish.
"""

import errno
import json
import os
import sys
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

BLOCK = 1 << 20
MAX_SHEETS = 200
REFUSED = 3
MANY_ROWS = 20_000
BYTES_PER_ROW = 2
"""What a row with anything in it takes of a file at the least, however well it is packed: a format
that says "this row, a million times" in a few bytes is not to make us read a million rows."""


def main(arguments: list[str]) -> int:
    """Read the workbook; return 0, or ``REFUSED`` with one plain line on stdout."""
    workbook, out, memory, cpu, size = arguments
    _limit(int(memory), int(cpu), int(size))
    # After the limits, so that they hold for it too.
    import python_calamine  # noqa: PLC0415 - see above

    try:
        book = _opened(workbook)
        if len(book.sheets_metadata) > MAX_SHEETS:
            return _refuse(f"has more than {MAX_SHEETS} sheets: split it")
        with open(out, "wb", buffering=BLOCK) as sink:  # noqa: PTH123 - pathlib costs start-up time
            if not _write(book, sink, MANY_ROWS + os.path.getsize(workbook) // BYTES_PER_ROW):  # noqa: PTH202 - as above
                return _refuse(
                    "repeats the same rows more often than any table does: delete what was filled "
                    "in below your table"
                )
    except python_calamine.PasswordError:
        return _refuse("is protected by a password: save it without one")
    except Exception as error:  # noqa: BLE001 - a library's own errors, of many kinds
        return _refuse(_reason(error))
    return 0


def _opened(workbook: str) -> Any:
    import python_calamine  # noqa: PLC0415 - as in main

    try:
        return python_calamine.load_workbook(workbook)
    except python_calamine.PasswordError:
        raise
    except python_calamine.CalamineError:
        # The ending of the name was believed: without one, the content is looked at.
        with open(workbook, "rb") as source:  # noqa: PTH123 - as in main
            return python_calamine.load_workbook(source)


def _reason(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "needs too much memory: split it, or save it as CSV"
    if isinstance(error, OSError) and error.errno == errno.EFBIG:  # the limit on the size
        return "holds too many cells: split it, or save it as CSV"
    return "cannot be read as a workbook: save it again from a spreadsheet program"


def _refuse(sentence: str) -> int:
    sys.stdout.write(sentence)
    return REFUSED


def _limit(memory: int, cpu: int, size: int) -> None:
    try:
        import resource  # noqa: PLC0415 - not there on Windows
        import signal  # noqa: PLC0415 - as above
    except ImportError:
        return
    # A file that grows too large is to be an error, not a signal.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, size),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _write(workbook: Any, sink: BinaryIO, most_rows: int) -> bool:
    """Write every sheet, and return whether no more than ``most_rows`` rows hold anything."""
    sheets = []
    offset = 0
    for metadata in workbook.sheets_metadata:
        if not str(metadata.typ).endswith("WorkSheet"):
            continue
        start, rows = offset, 0
        sheet = workbook.get_sheet_by_name(metadata.name)
        # The reader leaves out the empty columns before the first cell; our places count them.
        before = [""] * (sheet.start[1] if sheet.start else 0)
        for row in sheet.iter_rows():
            line = _row_line(before + row)
            offset += sink.write(line)
            rows += 1
            most_rows -= line != b"[]\n"
            if most_rows < 0:
                return False
        hidden = not str(metadata.visible).endswith(".Visible")
        sheets.append({"name": metadata.name, "hidden": hidden, "offset": start, "rows": rows})
    sink.write(json.dumps({"sheets": sheets, "end": offset}).encode())
    return True


def _row_line(row: list[Any]) -> bytes:
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    cells = [None if cell == "" else cell for cell in row[:end]]
    # Lone surrogates cannot be in XML, but the old binary form has no such promise.
    return _LINE.encode(cells).encode("utf-8", "replace") + b"\n"


def _tagged(cell: object) -> dict[str, Any]:
    if isinstance(cell, datetime):
        return {"datetime": cell.isoformat()}
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    if isinstance(cell, time):
        return {"time": cell.isoformat()}
    if isinstance(cell, timedelta):
        return {"seconds": cell.total_seconds()}
    raise TypeError(type(cell).__name__)


_LINE = json.JSONEncoder(default=_tagged, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

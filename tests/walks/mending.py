"""Mends a file as its report says, and only so: what a newcomer does who trusts it."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

Found = Mapping[str, Any]


def cells_of(found: Found) -> Iterable[tuple[int, int]]:
    """Yield the row and the column, from 1, of each cell that a finding names."""
    first_column, first_row, last_column, last_row = range_boundaries(
        str(found.get("cells") or found["cell"])
    )
    for row in range(first_row, last_row + 1):
        for column in range(first_column, last_column + 1):
            yield row, column


def mend_table(path: Path, findings: Iterable[Found], own: Mapping[str, str]) -> None:
    """Mend a table; ``own`` has what only its publisher knows, by cell or by heading."""
    table = [line.split(";") for line in path.read_text(encoding="cp1252").splitlines()]
    for found in findings:
        if found["code"] == "missing-column":
            heading = found["parameters"]["heading"]
            beside = table[0].index(found["parameters"]["beside"][0])
            table = [
                [*row, own[heading] if number and row[beside] else "" if number else heading]
                for number, row in enumerate(table)
            ]
            continue
        wanted = own.get(str(found.get("cell")), found.get("suggestion"))
        for row, column in cells_of(found) if wanted is not None and "cell" in found else ():
            table[row - 1][column - 1] = str(wanted)
    path.write_text("".join(";".join(row) + "\n" for row in table), encoding="utf-8")


def mend_book(path: Path, findings: Iterable[Found], own: Mapping[str, str]) -> None:
    """Mend a workbook in the same way."""
    book = openpyxl.load_workbook(path)
    for found in findings:
        wanted = own.get(str(found.get("cell")), found.get("suggestion"))
        for row, column in cells_of(found) if wanted is not None and "cell" in found else ():
            book[found["sheet"]].cell(row, column, wanted)
    book.save(path)


def mend_text(path: Path, findings: Iterable[Found], own: Mapping[str, str]) -> None:
    """Mend a JSON file, from its end so that places stay true; ``own`` is by code."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for found in sorted(findings, key=lambda f: (f["line"], f["column"]), reverse=True):
        line, at = lines[found["line"] - 1], found["column"] - 1
        code, wanted = found["code"], found.get("suggestion")
        if code == "invalid-json":
            lines[found["line"] - 1] = f"{line[:at]}, {line[at:]}"
        elif code == "unknown-field":
            # The place is that of the value; its key stands before it.
            key = line[:at].rindex(f'"{found["value"]}"')
            gone = (
                "" if wanted is None else json.dumps(wanted) + line[key:][len(found["value"]) + 2 :]
            )
            lines[found["line"] - 1] = line[:key] + gone
        else:
            mended = json.dumps(own.get(code, wanted))
            old = re.match(r'"(?:[^"\\]|\\.)*"|[^,}\]]+', line[at:])
            assert old is not None
            lines[found["line"] - 1] = line[:at] + mended + line[at + old.end() :]
    path.write_text("\n".join(lines), encoding="utf-8")

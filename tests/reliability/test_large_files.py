"""R25: memory does not grow with the number of records, however long an honest file is."""

import csv
import json
import os
from pathlib import Path

import pytest
import xlsxwriter

from registry_place import initiative
from reliability.judging import judge

pytestmark = pytest.mark.reliability("R25")

# A million records take minutes: make reliability asks for them.
SHORT, LONG = (100_000, 1_000_000) if os.environ.get("CPSTANDARD_EVERY_POINT") else (2_000, 20_000)
ROWS = 200_000 if os.environ.get("CPSTANDARD_EVERY_POINT") else 4_000
MOST_MEMORY, MOST_GROWTH = 150, 1.2
MOST_OF_A_WORKBOOK = 512
# An honest million takes minutes where other work goes on beside it; memory is what is measured.
LONGEST = 1_200
HEADER = {"standardVersion": "1.0", "publisher": {"id": "ex", "name": "Ex"}, "licence": "CC0-1.0"}

HEADINGS = ["id", "name", "clusters", "place 1: name", "place 1: country"]


def jsonl(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8") as out:
        out.write(json.dumps(HEADER) + "\n")
        out.writelines(json.dumps(initiative(f"ex-{n}")) + "\n" for n in range(count))
    return path


def table(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(HEADINGS)
        rows.writerows(row(n) for n in range(count))
    return path


def workbook(path: Path, count: int) -> Path:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Initiatives")
        sheet.write_row(0, 0, HEADINGS)
        for n in range(count):
            sheet.write_row(n + 1, 0, row(n))
    return path


def row(n: int) -> list[str]:
    return [f"ex-{n}", f"Invented hall {n}", "capacity-and-assets", "Example Town", "GB"]


@pytest.mark.parametrize("write", [jsonl, table])
def test_ten_times_the_records_take_no_more_memory(tmp_path: Path, write, record_property) -> None:
    ending = "jsonl" if write is jsonl else "csv"
    paths = [write(tmp_path / f"{count}.{ending}", count) for count in (SHORT, LONG)]
    short, long = judge(paths, "--jobs", "1", seconds=LONGEST)
    assert (short.records, long.records) == (SHORT, LONG)
    figure = f"{ending}: {short.memory} MB for {SHORT:,} records, {long.memory} MB for {LONG:,}"
    record_property("figure", figure)
    assert long.memory <= MOST_MEMORY
    assert long.memory <= MOST_GROWTH * short.memory


def test_a_workbook_of_many_rows_takes_no_more_than_it_may(tmp_path: Path, record_property) -> None:
    (large,) = judge([workbook(tmp_path / "large.xlsx", ROWS)], "--jobs", "1", seconds=LONGEST)
    assert large.records == ROWS
    record_property("figure", f"xlsx: {large.memory} MB for {ROWS:,} rows")
    assert large.memory <= MOST_OF_A_WORKBOOK

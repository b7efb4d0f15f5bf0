"""Six tasks of a newcomer: one run that tells all, each mistake mended as it says, one run clean."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from walks.mending import mend_book, mend_table, mend_text
from walks.newcomer import findings, report, rows, validate, write

COLUMNS = {
    "Package: Publisher id": "ANYTOWN",
    "Initiative id": "hall-{n}",
    "Clusters": "Community ownership",
    "Practices": "Comunity library",
    "Started": "13/02/2019",
    "Description": None,
    "Desciption": "Residents of this invented town bought hall {n}, and look after it by turns.",
    "Status as of": "2025-05",
    "Website": "www.hall.example/{n}",
}


def told(path: Path, *codes: str) -> list[dict[str, Any]]:
    """Return what is to be mended: notes ask for nothing."""
    return [found for found in findings(path, *codes) if found["severity"] != "info"]


def is_clean(path: Path) -> bool:
    return validate(path, "--fail-on", "warning").exit_code == 0


def test_1_a_council_with_a_table_of_its_own(tmp_path: Path) -> None:
    """Semicolons, Windows-1252, a misspelt and a missing heading, titles for codes, two dates."""
    table = rows(12, **COLUMNS)
    table[1]["Country"], table[3]["Started"], table[4]["Status as of"] = "UK", "03/04/2018", ""
    table[5]["Name"] = "Café (invented)"
    path = write(tmp_path / "halls.csv", table)
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    first = told(path)
    assert {found["code"] for found in first} == {
        "invalid-kebab-id", "id-prefix", "unknown-code", "unknown-heading", "missing-column",
        "invalid-web-address", "unlisted-country", "ambiguous-date", "repaired-encoding",
    }  # fmt: skip
    mend_table(path, first, {"Status": "Active"})
    assert told(path) == []
    assert is_clean(path)


def workbook(path: Path) -> Path:
    """Write a workbook with a title above its headings, a sheet to read first, and mistakes."""
    book = Workbook()
    book.active.title = "READ ME"
    book.active["A1"] = "Edit only the sheet Initiatives."
    sheet = book.create_sheet("Initiatives")
    sheet.append(["Anytown: community initiatives (invented)"])
    sheet.append([])
    table = rows(8, Website="https://hall.example/{n}", Phone="07700 900{n}")
    for cells in (list(table[0]), *(list(row.values()) for row in table)):
        sheet.append(cells)
    sheet["E6"] = "anytown-1"
    sheet["F7"], sheet["K8"] = "  Hall 4 (invented) ", "UK"
    sheet["J9"] = '=UPPER("anytown")'
    sheet["I10"] = "=VLOOKUP(A10,Codes!A:B,2,FALSE)"
    for row in range(4, 12):
        sheet[f"D{row}"] = "cc0-1.0"
    book.save(path)
    return path


KNOWN = {"E6": "anytown-3", "J9": "Anytown", "I10": "Village hall"}
"""What only the publisher knows: an id that was given twice, values that formulas did not leave."""


def test_2_a_workbook_with_all_that_people_put_into_one(tmp_path: Path) -> None:
    path = workbook(tmp_path / "halls.xlsx")
    first = told(path)
    assert {found["code"] for found in first} == {
        "duplicate-id", "unlisted-country", "error-cell", "licence-unknown",
    }  # fmt: skip
    mend_book(path, first, KNOWN)
    assert told(path) == []
    assert is_clean(path)


def test_3_a_package_that_was_written_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "halls.json"
    path.write_text(
        """{"standardVersion": "1.0", "publisher": {"id": "anytown", "name": "Anytown"}
 "licence": "CC0-1.0", "initiatives": [
 {"id": "anytown-1", "name": "Hall (invented)",
  "description": "Residents of this invented town bought the hall, and look after it by turns.",
  "clusters": ["capacity-and-assets"], "practices": ["village-hall"]
  "scope": "city", "started": "13/02/2019",
  "webiste": "www.hall.example",
  "status": {"code": "Open", "asOf": "2025-05", "sources": ["s9"]},
  "sources": [{"id": "s1", "title": "Page", "url": "www.hall.example/page"}]}
 ]}
""",
        encoding="utf-8",
    )
    first = told(path)
    assert sorted(found["code"] for found in first) == [
        "invalid-json", "invalid-json", "invalid-partial-date", "invalid-web-address",
        "invalid-web-address", "unknown-code", "unknown-field", "unknown-source",
    ]  # fmt: skip
    mend_text(path, first, {"unknown-source": "s1"})
    assert told(path) == []
    assert is_clean(path)


def test_4_a_workbook_that_comes_back_marked(tmp_path: Path) -> None:
    """The notes in the marked copy say all that is needed to mend it, and it can be mended itself."""
    path, marked = workbook(tmp_path / "halls.xlsx"), tmp_path / "marked.xlsx"
    assert validate(path, "--annotate", str(marked)).exit_code == 1
    book = openpyxl.load_workbook(marked)
    for row in book["Initiatives"].iter_rows():
        for cell in row:
            note = cell.comment.text if cell.comment else ""
            meant = re.search(r"Did you mean “([^”]+)”", note)
            if cell.coordinate in KNOWN or meant:
                cell.value = KNOWN.get(cell.coordinate) or (meant and meant[1])
    book.save(marked)
    assert told(marked) == []
    assert is_clean(marked)


def test_5_a_submission_that_is_checked_on_each_pull_request(tmp_path: Path) -> None:
    """The first ten errors, which are all that GitHub shows, name every way to mend the file."""
    path = write(tmp_path / "halls.csv", rows(40, **COLUMNS))
    lines = validate(path, "--format", "github").stdout.splitlines()
    errors = [line for line in lines if line.startswith("::error")]
    titles = [str(re.search(r"title=([^:]+)", line)[1]) for line in errors[:10]]  # type: ignore[index]
    assert set(titles) == {found["code"] for found in told(path) if found["severity"] == "error"}
    assert len(errors) > 100
    first = told(path)
    mend_table(path, first, {"Status": "Active"})
    assert validate(path, "--format", "github", "--fail-on", "warning").exit_code == 0


@pytest.mark.parametrize("number", [600])
def test_6_a_long_table_that_is_mended_for_the_most_part_by_itself(
    tmp_path: Path, number: int
) -> None:
    table = rows(number, Website="hall.example/{n}", Started="2019-02-13", Status="Active",
                 **{"Status as of": "2025-05"})  # fmt: skip
    for row in table[::5]:
        row["Started"], row["Name"] = "13/02/2019", f" {row['Name']} "
    for row in table[::7]:
        row["Status"] = "Open"
    path, mended = write(tmp_path / "halls.csv", table), tmp_path / "mended.csv"
    first = report(path, "--fix", str(mended))
    assert len(first["fixes"]) == 2 * len(table[::5])
    said = validate(mended).stdout
    assert f"invalid-web-address ({number} times)" in said
    assert f"The same goes for {number - 1} others: put “https://” before each." in said
    # As a person does with what is told for all: find and replace.
    whole = mended.read_text(encoding="utf-8")
    whole = whole.replace(";hall.", ";https://hall.").replace(";Open;", ";active;")
    mended.write_text(whole, encoding="utf-8")
    assert told(mended) == []
    assert is_clean(mended)

"""The importer ``table`` finds the table in a workbook or file as the validator's intake does."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cpstandard.core.errors import WrongOptions
from cpstandard.core.importer import ImportReport
from importing import imported as made_of
from workbooks import workbook_of

OPTIONS: dict[str, Any] = {
    "id": "Number",
    "record": {
        "name": "Name of library",
        "clusters": {"value": "capacity-and-assets"},
        "places": {"name": "Town", "country": {"value": "GB"}},
        "sources": {"title": {"value": "Invented list"}},
    },
}
HEADINGS = ["Number", "Name of library", "Town"]
ROWS = [[1, "Inventon Library", "Inventon"], [2, "Mill Library", "Milton"]]


def imported(path: Path, **more: Any) -> tuple[list[dict[str, Any]], ImportReport]:
    made, report = made_of("table", path, {**OPTIONS, **more})
    return [each.record for each in made], report


def workbook(folder: Path, sheets: dict[str, list[list[Any]]]) -> tuple[Path, openpyxl.Workbook]:
    return folder / "list.xlsx", workbook_of(sheets)


def names(path: Path, **more: Any) -> list[str]:
    return [record["name"] for record in imported(path, **more)[0]]


def test_the_sheet_is_the_one_that_has_the_headings(tmp_path: Path) -> None:
    sheets = {"Read me": [["About", "this"], ["list", "x"]], "2024": [HEADINGS, *ROWS]}
    path, book = workbook(tmp_path, sheets)
    book.save(path)
    assert names(path) == ["Inventon Library", "Mill Library"]


def test_a_hidden_sheet_comes_last_and_can_be_named(tmp_path: Path) -> None:
    old = [HEADINGS, [9, "Old Library", "Oldham"]]
    path, book = workbook(tmp_path, {"Old": old, "New": [HEADINGS, *ROWS]})
    book["Old"].sheet_state = "hidden"
    book.save(path)
    assert names(path) == ["Inventon Library", "Mill Library"]
    assert names(path, sheet=" old") == ["Old Library"]


def test_headings_in_two_rows_and_below_titles(tmp_path: Path) -> None:
    above = [["Libraries of Inventon", None, None], [], ["Number", "Name of library", "Where"]]
    path, book = workbook(tmp_path, {"List": [*above, [None, None, "Town"], *ROWS]})
    book["List"].merge_cells("A3:A4")
    book["List"].merge_cells("B3:B4")
    book.save(path)
    records, report = imported(path)
    assert [record["places"][0]["name"] for record in records] == ["Inventon", "Milton"]
    assert report.rows == 2


def test_merged_cells_are_filled_down_where_that_is_said(tmp_path: Path) -> None:
    rows = [HEADINGS, [1, "Inventon Library", "Inventon"], [2, "Mill Library", None]]
    path, book = workbook(tmp_path, {"List": rows})
    book["List"].merge_cells("C2:C3")
    book.save(path)
    assert [r.get("places") for r in imported(path)[0]][1] is None
    filled = imported(path, fill_down=["Town"])[0]
    assert [record["places"][0]["name"] for record in filled] == ["Inventon", "Inventon"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_headings_in_other_spellings_and_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.csv"
    text = " NUMBER ,name_of_library,Town,\n1,Café Library,Inventon,\n"
    path.write_bytes(text.encode(encoding))
    records, report = imported(path)
    assert records[0]["name"] == "Café Library"
    assert report.unread == {}


def test_the_exact_heading_goes_before_one_that_is_like_it(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Number,NAME OF LIBRARY,Name of library,Town\n1,LOUD,Quiet,Inventon\n")
    records, report = imported(path)
    assert records[0]["name"] == "Quiet"
    assert report.unread == {"NAME OF LIBRARY": 1}


def test_every_column_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Number,Name,Place\n1,a,b\n")
    with pytest.raises(WrongOptions) as caught:
        imported(path)
    assert [key for key, _ in caught.value.mistakes] == ["record/name", "record/places/0/name"]
    assert "did you mean 'Name'" in caught.value.mistakes[0][1]

"""Spaces around the text of a cell are no finding; a corrected copy is without them all the same."""

from pathlib import Path

import openpyxl

from walks.newcomer import findings, report, rows, text, validate, write


def test_spaces_around_cells_go_with_fix(tmp_path: Path) -> None:
    table = rows(3, Website="https://hall.example/{n}")
    table[0]["Name"], table[1]["Country"] = "  Hall 1 (invented) ", " GB\u00a0"
    path, mended = write(tmp_path / "halls.csv", table), tmp_path / "mended.csv"
    assert findings(path) == []
    fixes = report(path, "--fix", str(mended))["fixes"]
    assert [(f["code"], f["cell"], f["from"], f["to"]) for f in fixes] == [
        ("padded-text", "F2", "  Hall 1 (invented) ", "Hall 1 (invented)"),
        ("padded-text", "K3", " GB\u00a0", "GB"),
    ]
    table[0]["Name"], table[1]["Country"] = "Hall 1 (invented)", "GB"
    assert mended.read_text("utf-8") == write(tmp_path / "right.csv", table).read_text("utf-8")


def test_a_workbook_keeps_all_else(tmp_path: Path) -> None:
    path, mended = tmp_path / "halls.xlsx", tmp_path / "mended.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Initiatives"
    table = rows(2, **{"Internal comments": "  ours  "})
    for cells in (list(table[0]), *(list(row.values()) for row in table)):
        sheet.append(cells)
    sheet["F3"] = " Hall 2 (invented)"
    sheet["L2"] = '=" Page "'
    book.save(path)
    assert [fix["cell"] for fix in report(path, "--fix", str(mended))["fixes"]] == ["F3"]
    after = openpyxl.load_workbook(mended)["Initiatives"]
    assert (after["F3"].value, after["L2"].value) == ("Hall 2 (invented)", '=" Page "')
    assert after["M2"].value == "  ours  "  # a column that is not read is nobody else's


def test_a_date_in_spaces_is_corrected_once(tmp_path: Path) -> None:
    path, mended = tmp_path / "halls.csv", tmp_path / "mended.csv"
    write(path, rows(1, Started=" 13/02/2019 "))
    (fix,) = report(path, "--fix", str(mended))["fixes"]
    assert (fix["code"], fix["to"]) == ("read-as", "2019-02-13")
    assert ";2019-02-13\n" in mended.read_text("utf-8")


def test_it_is_listed_in_words(tmp_path: Path) -> None:
    path = write(tmp_path / "halls.csv", rows(1, Name=" Hall (invented)"))
    said = text(path, "--fix", str(tmp_path / "mended.csv"))
    assert "“ Hall (invented)” → “Hall (invented)” (spaces around it)" in said
    welsh = text(path, "--fix", str(tmp_path / "cywir.csv"), "--language", "cy")
    assert "→ “Hall (invented)” (bylchau o’i gwmpas)" in welsh
    assert validate(tmp_path / "mended.csv").exit_code == 0

"""What a table says of the package stands in every row: who mends it is told of all of them."""

from pathlib import Path

import openpyxl
import pytest

from walks.newcomer import findings, report, rows, text, validate, write

PUBLISHER, LICENCE = "Package: Publisher id", "Package: Licence"


def test_a_mistake_of_a_package_column_is_told_once_with_all_its_cells(tmp_path: Path) -> None:
    path = write(tmp_path / "halls.csv", rows(50, **{PUBLISHER: "ANYTOWN"}))
    (found,) = findings(path)
    assert (found["code"], found["cell"], found["cells"]) == ("invalid-kebab-id", "B2", "B2:B51")
    assert found["parameters"]["count"] == 50
    assert "in 50 cells (B2:B51): mend all of them" in found["message"]
    assert report(path)["counts"]["error"] == 1
    assert f"    {path} B2:B51\n" in text(path)


def test_it_is_told_in_welsh(tmp_path: Path) -> None:
    path = write(tmp_path / "halls.csv", rows(50, **{PUBLISHER: "ANYTOWN"}))
    assert "mewn 50 cell (B2:B51): cywirwch bob un" in text(path, "--language", "cy")


def test_mended_in_all_its_cells_nothing_is_left(tmp_path: Path) -> None:
    path = write(tmp_path / "halls.csv", rows(50, **{PUBLISHER: "ANYTOWN"}))
    (found,) = findings(path)
    whole = path.read_text(encoding="utf-8").replace(found["value"], found["suggestion"])
    path.write_text(whole, encoding="utf-8")
    assert validate(path).exit_code == 0
    assert findings(path) == []


def test_who_mends_one_cell_alone_is_told_which_others_contradict_it(tmp_path: Path) -> None:
    table = rows(50, **{PUBLISHER: "ANYTOWN"})
    table[0][PUBLISHER] = "anytown"
    (found,) = findings(write(tmp_path / "halls.csv", table))
    assert (found["code"], found["cells"]) == ("conflicting-value", "B3:B51")
    assert "such as “ANYTOWN” after “anytown”" in found["message"]
    assert "Other values stand in 49 cells (B3:B51)" in found["message"]


def test_blank_rows_and_rows_that_say_nothing_are_not_counted(tmp_path: Path) -> None:
    table = rows(6, **{PUBLISHER: "ANYTOWN"})
    table[2][PUBLISHER] = ""
    table.insert(4, dict.fromkeys(table[0], ""))
    (found,) = findings(write(tmp_path / "halls.csv", table))
    assert (found["cells"], found["parameters"]["count"]) == ("B2:B8", 5)


def test_what_the_first_row_alone_says_has_its_one_cell(tmp_path: Path) -> None:
    table = rows(6, **{PUBLISHER: "ANYTOWN"})
    for row in table[1:]:
        row[PUBLISHER] = ""
    (found,) = findings(write(tmp_path / "halls.csv", table))
    assert (found["cell"], found.get("cells")) == ("B2", None)
    assert "mend all of them" not in found["message"]


@pytest.mark.parametrize("name", ["halls.csv", "halls.xlsx"])
def test_a_correction_reaches_every_cell(tmp_path: Path, name: str) -> None:
    table = rows(9, **{LICENCE: "cc-by-4.0", "Package: Published": "13/02/2026"})
    path, mended = tmp_path / name, tmp_path / f"mended-{name}"
    if path.suffix == ".csv":
        write(path, table)
    else:
        book = openpyxl.Workbook()
        book.active.title = "Initiatives"
        for cells in (list(table[0]), *(list(row.values()) for row in table)):
            book.active.append(cells)
        book.save(path)
    dates = findings(path, "read-as")
    assert [each["parameters"]["count"] for each in dates] == [9]
    fixes = report(path, "--fix", str(mended))["fixes"]
    licences = [fix["cell"] for fix in fixes if fix["to"] == "CC-BY-4.0"]
    assert licences == [f"D{n}" for n in range(2, 11)]
    assert len(fixes) == 18
    assert findings(mended) == []


def test_each_cell_is_marked(tmp_path: Path) -> None:
    path = write(tmp_path / "halls.csv", rows(9, **{PUBLISHER: "ANYTOWN"}))
    marked = tmp_path / "marked.xlsx"
    validate(path, "--annotate", str(marked))
    book = openpyxl.load_workbook(marked)
    noted = [cell.coordinate for cell in book.worksheets[0]["B"] if cell.comment]
    assert noted == [f"B{n}" for n in range(2, 11)]
    rows_of_findings = [[cell.value for cell in row] for row in book.worksheets[-1]]
    assert sum("invalid-kebab-id" in row for row in rows_of_findings) == 1
    assert any(str(row[2]).endswith("B2:B10") for row in rows_of_findings)

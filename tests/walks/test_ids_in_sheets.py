"""An id that is to be changed is said to stand in other sheets too, and what follows from that."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from walks.newcomer import PACKAGE, findings, rows, text, validate


def book(prefix: str) -> Workbook:
    """Return a workbook of three invented halls with a sheet of their places and one of sources."""
    made = Workbook()
    sheets = {
        "Initiatives": {"Place name": None, "Country": None, "Source title": None},
        "Places": {"Place name": "Anytown", "Country": "GB"},
        "Sources": {"Source title": "Page"},
    }
    made.remove(made.active)
    for name, columns in sheets.items():
        table = rows(3, **{"Initiative id": f"{prefix}hall-{{n}}", **columns})
        kept = [*columns] if name != "Initiatives" else [*PACKAGE, *list(table[0])[5:]]
        sheet = made.create_sheet(name)
        headings = ["Initiative id", *kept]
        sheet.append(headings)
        for row in table:
            sheet.append([row[heading] for heading in headings])
    return made


def test_sheets_that_name_an_id_are_named_where_it_is_to_be_changed(tmp_path: Path) -> None:
    path = tmp_path / "halls.xlsx"
    book("").save(path)
    found = findings(path)
    assert [each["code"] for each in found] == ["id-prefix"] * 3
    assert found[0]["parameters"]["sheets"] == ["Places", "Sources"]
    assert "Change it in the sheets that name it too: Places, Sources." in found[0]["message"]
    assert text(path).count("Change it in the sheets") == 1
    welsh = text(path, "--language", "cy")
    assert "Newidiwch ef hefyd yn y dalennau sy’n ei enwi: Places, Sources." in welsh


def test_words_with_which_publisher_and_id_begin_stand_once(tmp_path: Path) -> None:
    path, made = tmp_path / "halls.xlsx", book("riverside-")
    for (cell,) in made["Initiatives"].iter_rows(min_row=2, min_col=1, max_col=1):
        assert cell.value.startswith("riverside-hall")
    for row in made["Initiatives"].iter_rows(min_row=2):
        for cell in row:
            if cell.value == "anytown":
                cell.value = "riverside-trust"
    made.save(path)
    suggested = [each["suggestion"] for each in findings(path, "id-prefix")]
    assert suggested == [f"riverside-trust-hall-{n}" for n in (1, 2, 3)]
    shown = text(path)
    wanted = "The same goes for 2 others: put “riverside-trust-” in place of “riverside-” in each."
    assert wanted in shown


def test_mended_in_all_of_them_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "halls.xlsx"
    book("").save(path)
    mended = openpyxl.load_workbook(path)
    for sheet in mended:
        for (cell,) in sheet.iter_rows(min_row=2, max_col=1):
            cell.value = f"anytown-{cell.value}"
    mended.save(path)
    assert findings(path) == []
    assert validate(path).exit_code == 0


@pytest.mark.parametrize("gone", ["Places", "Sources"])
def test_only_sheets_with_rows_are_named(tmp_path: Path, gone: str) -> None:
    path, made = tmp_path / "halls.xlsx", book("")
    made[gone].delete_rows(2, 9)
    made.save(path)
    (first, *_others) = findings(path, "id-prefix")
    assert first["parameters"]["sheets"] == [name for name in ("Places", "Sources") if name != gone]

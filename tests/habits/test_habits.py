"""A habit is made on a valid file of ours: the mistake is named once, in its cell, and no more."""

import json

import pytest
from click.testing import CliRunner

import habits.headings
import habits.layout
import habits.values  # noqa: F401 - to be gathered
from cpstandard.cli import main
from habits.books import make_valid, run
from habits.files import FILES
from habits.habit import HABITS
from habits.saving import load, save, save_text

CASES = [(name, form) for name, (_change, forms) in HABITS.items() for form in forms]
FORMS = ("simple", "full", "csv")


@pytest.fixture(scope="session")
def valid(tmp_path_factory):
    return make_valid(tmp_path_factory.mktemp("valid"))


def report(path):
    return json.loads(run("validate", path, "--format", "json"))


def told(found):
    """Return each finding as its code, sheet, cell and suggestion."""
    listed = [finding for group in found["groups"] for finding in group["findings"]]
    assert len(listed) == sum(found["counts"].values())
    return [(f["code"], f.get("sheet"), f.get("cell"), f.get("suggestion")) for f in listed]


@pytest.mark.parametrize("form", FORMS)
def test_the_valid_file_has_nothing_to_mend(valid, form):
    found = report(valid[form])
    assert (told(found), found["records"]) == ([], 3)


@pytest.mark.parametrize(("name", "form"), CASES)
def test_a_habit_is_named_once_where_it_is(valid, tmp_path, name, form):
    book = load(valid[form])
    expected = HABITS[name][0](book) or []
    found = report(save(book, tmp_path / f"ours{valid[form].suffix}"))
    wanted = [each.told(sheets=form != "csv") for each in expected]
    assert sorted(told(found), key=str) == sorted(wanted, key=str)
    assert found["records"] == {"duplicate_ids": 4, "header_only": 0}.get(name, 3)


@pytest.mark.parametrize("name", FILES)
def test_a_way_of_saving_does_no_harm(valid, tmp_path, name):
    save_so, form = FILES[name]
    path, expected = save_so(load(valid[form]), tmp_path)
    found = report(path)
    wanted = [each.told(sheets=True) for each in expected]
    assert sorted(told(found), key=str) == sorted(wanted, key=str)
    assert found["records"] == 3


COMBINED = [
    ("title_rows_above", "misspelt_heading"),
    ("title_rows_above", "missing_column", "private_looking_columns"),
    ("two_row_headings", "duplicate_heading", "pounds"),
    ("notes_column", "uk_dates", "code_misspelt", "total_row_below"),
    ("upper_case_headings", "ambiguous_date", "country_by_name", "trailing_blank_columns"),
    ("blank_rows_between", "misspelt_heading_of_what_is_required", "title_rows_above"),
]


@pytest.mark.parametrize("form", ["simple", "csv"])
@pytest.mark.parametrize("names", COMBINED, ids="+".join)
def test_habits_together_are_each_named_once(valid, tmp_path, names, form):
    """The book is changed from the cells outwards, so that every habit finds what it changes."""
    book = load(valid[form])
    order = sorted(names, key=lambda name: name in {"title_rows_above", "upper_case_headings"})
    expected = [each for name in order for each in HABITS[name][0](book) or []]
    if form == "csv":
        path = save_text(book, tmp_path / "ours.csv", delimiter=";", encoding="utf-16")
    else:
        path = save(book, tmp_path / "ours.xlsx")
    wanted = [each.told(sheets=form != "csv") for each in expected]
    assert sorted(told(report(path)), key=str) == sorted(wanted, key=str)


REFUSED = {
    "nothing.csv": (b"", "is empty."),
    "blank.csv": (b"\xef\xbb\xbf \r\n\r\n", "is empty."),
    "page.xlsx": (b"<html><body><table><tr><td>Name</td></tr></table></body></html>", "web page"),
    "letter.xlsx": (b"%PDF-1.7\n", "PDF"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_refused_in_one_line(tmp_path, name):
    data, reason = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    result = CliRunner().invoke(main, ["validate", str(tmp_path / name), "--format", "json"])
    assert result.exit_code == 2
    assert reason in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_table_of_another_register_is_said_to_be_one(tmp_path):
    """Titles and currencies stand in every register of grants; that makes none of them ours."""
    path = tmp_path / "grants.csv"
    rows = "".join(f"G{n},Roof (invented),A roof,GBP,{n}00,Anytown Hall\n" for n in range(40))
    path.write_text(f"Identifier,Title,Description,Currency,Amount Awarded,Recipient\n{rows}")
    (finding,) = [f for group in report(path)["groups"] for f in group["findings"]]
    assert finding["code"] == "not-a-package"
    assert "“Title”" in finding["message"]
    assert "cpstandard import" in finding["message"]


def test_registers_of_others_are_told_what_they_are(shared):
    """Whatever the register, its answer is an explanation and not a wall."""
    registers = shared / "data/registers"
    files = [
        path
        for ending in ("csv", "xlsx")
        for path in sorted(registers.glob(f"*/*.{ending}"))
        if path.stat().st_size < 1 << 20
    ]
    assert len(files) > 10
    for path in files:
        assert [f[0] for f in told(report(path))] == ["not-a-package"], path

"""A habit is made on a valid file of ours: the mistake is named once, in its cell, and no more."""

import json

import pytest

import habits.headings
import habits.layout
import habits.values  # noqa: F401 - to be gathered
from habits.books import make_valid, run
from habits.habit import HABITS
from habits.saving import load, save

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

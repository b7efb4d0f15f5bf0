"""What is sound of a record is held against others, though something else of it is wrong."""

import openpyxl
import pytest

import cpstandard
from anytown import named, package


def record(slug, **changes):
    whole = named(slug, **{"name": f"{slug.title()} Hall (invented)", **changes})
    return {key: value for key, value in whole.items() if value is not None}


def codes(first, second):
    groups = cpstandard.validate(package(first, second)).groups
    return {code: group.count for (code, _severity), group in groups.items()}


WRONG = {"status": {"code": "Open", "asOf": "2025"}}


@pytest.mark.parametrize("changes", [({}, WRONG), (WRONG, {}), (WRONG, WRONG)])
def test_one_id_twice_is_told_though_another_field_is_wrong(changes):
    one, other = (record("same", **each) for each in changes)
    other["name"] = "Another (invented)"
    assert codes(one, other)["duplicate-id"] == 1


def test_likely_duplicates_are_told_though_another_field_is_wrong():
    one, other = record("one", **WRONG), record("two", name="One Hall (invented)")
    assert codes(one, other)["near-duplicate"] == 1


@pytest.mark.parametrize(
    "changes", [{"id": "Not An Id"}, {"name": 7}, {"scope": None}, {"places": [{"name": "Hill"}]}]
)
def test_what_cannot_be_compared_is_not(changes):
    one, other = record("same", **changes), record("same", **changes)
    assert not codes(one, other).keys() & {"duplicate-id", "near-duplicate", "check-failed"}


def test_a_total_says_nothing_of_the_package(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(
        ["Package: Standard version", "Package: Publisher id", "Package: Publisher name",
         "Package: Licence", "Package: Language", "Initiative id", "Name", "Scope", "Clusters",
         "Source title", "Description"]
    )  # fmt: skip
    for name in ("one", "two"):
        sheet.append(
            ["1.0", "anytown", "Anytown Trust (invented)", "CC0-1.0", None, f"anytown-{name}",
             f"{name} hall (invented)", "city", "collaboration", "Page",
             "People of the town meet here each week and keep the place."]
        )  # fmt: skip
    sheet.append(["Total", None, "2"])
    book.save(tmp_path / "totals.xlsx")
    assert cpstandard.validate(tmp_path / "totals.xlsx").codes() == ["skipped-row"]

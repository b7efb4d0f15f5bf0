"""A comma that is missing from JSON, or one too many, hides nothing of what else is wrong."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.ingest.json_commas import with_commas_right
from walks.newcomer import findings, report, text, validate

PACKAGE = """{
  "standardVersion": "1.0",
  "publisher": {"id": "anytown", "name": "Anytown"},
  "licence": "CC0-1.0",
  "initiatives": [
    {
      "id": "anytown-1",
      "name": "Hall (invented)",
      "description": "Residents of this invented town bought the hall, and look after it.",
      "clusters": ["collaboration"],
      "scope": "citty",
      "sources": [{"id": "s1", "title": "Page"}]
    },
    {
      "id": "anytown-2",
      "name": "Pub (invented)",
      "description": "Residents of this invented town bought the pub, and run it by turns.",
      "clusters": ["collaboration"],
      "scope": "townn",
      "sources": [{"id": "s1", "title": "Page"}]
    }
  ]
}
"""
OUTSIDE = "a comma or a closing bracket is missing"


def spelt(path: Path, whole: str) -> list[tuple[str, int]]:
    path.write_text(whole, encoding="utf-8")
    return sorted((found["code"], found["line"]) for found in findings(path))


def test_what_is_wrong_behind_a_missing_comma_is_told_in_the_same_run(tmp_path: Path) -> None:
    path = tmp_path / "halls.json"
    whole = PACKAGE.replace('"name": "Hall (invented)",', '"name": "Hall (invented)"')
    assert spelt(path, whole) == [("invalid-json", 9), ("unknown-code", 11), ("unknown-code", 19)]
    assert report(path)["records"] == 2
    assert f"{path}:9:7" in text(path)
    assert OUTSIDE in text(path)
    assert "mae coma neu fraced cau ar goll" in text(path, "--language", "cy")


def test_several_slips_are_all_told(tmp_path: Path) -> None:
    whole = PACKAGE.replace('"CC0-1.0",', '"CC0-1.0"').replace(
        '"Page"}]\n    },', '"Page"},]\n    }'
    )
    found = spelt(tmp_path / "halls.json", whole)
    assert [line for code, line in found if code == "invalid-json"] == [5, 12, 14]
    assert [line for code, line in found if code == "unknown-code"] == [11, 19]


def test_mended_as_told_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "halls.json"
    whole = PACKAGE.replace("citty", "city").replace('"scope": "townn"', '"scope": "city"')
    assert spelt(path, whole.replace('"CC0-1.0",', '"CC0-1.0"')) == [("invalid-json", 5)]
    assert spelt(path, whole) == []
    assert validate(path).exit_code == 0


def test_a_record_with_a_slip_in_it_is_not_fit_to_be_published(tmp_path: Path) -> None:
    whole = PACKAGE.replace("citty", "city").replace('"scope": "townn"', '"scope": "city"')
    path = tmp_path / "halls.json"
    path.write_text(whole, encoding="utf-8")
    assert report(path)["recordsWithErrors"] == 0
    path.write_text(
        whole.replace('["collaboration"],\n      "scope"', '["collaboration"]\n      "scope"', 1)
    )
    found = report(path)
    assert (found["records"], found["recordsWithErrors"]) == (2, 1)
    assert found["counts"]["error"] == 1


@pytest.mark.parametrize(
    "whole",
    [
        '{"standardVersion": "1.0", "publisher": {"id": "x"',
        '{"standardVersion": "1.0"; "publisher": {}}',
        '{"standardVersion": "1.0", "initiatives": [{"places": [{"name": "x"} "id": "a"}]}',
        "{" + '"a": [1 2],' * 30 + '"b": 1}',
    ],
)
def test_where_more_than_commas_is_wrong_nothing_is_guessed(tmp_path: Path, whole: str) -> None:
    path = tmp_path / "halls.json"
    path.write_text(whole, encoding="utf-8")
    assert [found["code"] for found in findings(path)] == ["invalid-json"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(VALUES, st.data())
def test_a_text_without_one_of_its_commas_reads_as_it_was(value: Any, data: st.DataObject) -> None:
    whole = json.dumps(value, indent=2, ensure_ascii=False)
    ends = [m.start() for m in re.finditer(r",$", whole, re.MULTILINE)]
    if not ends:
        return
    at = data.draw(st.sampled_from(ends))
    found = with_commas_right(whole[:at] + whole[at + 1 :])
    assert found is not None
    right, slips = found
    assert json.loads(right) == value
    assert [right.count("\n", 0, slip.at) for slip in slips] == [whole.count("\n", 0, at) + 1]

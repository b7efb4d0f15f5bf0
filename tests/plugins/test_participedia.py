"""Participedia's values as its exports write them, and files that are none of its exports."""

import json
from functools import partial
from pathlib import Path

import pytest

from importing import imported, refusal

run = partial(imported, "participedia")


@pytest.mark.parametrize(
    "values",
    [
        {"general_issues": ["health", "planning"]},
        {"general_issues": "health, planning"},
        {"general_issues": "{health,planning}"},
        {"general_issues": '{"health",planning}'},
        {"general_issues_1": "health", "general_issues_2": " planning", "general_issues_3": None},
    ],
)
def test_a_list_in_every_form_of_export(tmp_path: Path, values: dict) -> None:
    path = tmp_path / "cases.json"
    case = {"id": 1, "type": "case", "title": "Invented", "country": "Polska", "post_date": ""}
    path.write_text(json.dumps([{**case, "scope_of_influence": ["regional"], **values}]))
    [made], report = run(path)
    assert made.record["topics"] == ["health", "planning"]
    assert report.unread == {}


def test_one_comma_in_a_value_parts_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    issue = "Planning (e.g. Urban planning, Transportation, etc.)"
    case = {"id": 1, "type": "case", "title": "Invented", "country": "Italy", "issues": issue}
    path.write_text(json.dumps([case]))
    assert run(path)[0][0].record["topics"] == [issue.casefold()]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("cases.json", '[{"id": 1, "title": {"en": "A"}, "slug": "a"}]', "found an object with id"),
        ("cases.json", '{"grants": [{"id": 1}]}', "type 'case', 'method' or 'organization'"),
        ("cases.csv", "id,name,place\n1,a,b\n", "found id, name, place"),
        ("cases.csv", "id,typ,title,post_date\n1,case,A,2020\n", "the headings id, type"),
    ],
)
def test_a_wrong_file_is_one_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert said in refusal(run, path)

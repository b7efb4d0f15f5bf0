"""A number that a program can only hold as infinite is told, whoever reads the file."""

import json

import pytest

import cpstandard
from anytown import HEADER, named

RECORD = named("garden")


@pytest.mark.parametrize("field", ["size", "invented"])
@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_the_line_is_told_and_nothing_else_of_its_record(tmp_path, suffix, field):
    sound = json.dumps({**RECORD, "community": {"size": 250}})
    wrong = json.dumps({**RECORD, "id": "other", "community": {field: 250}}).replace("250", "2e999")
    path = tmp_path / f"p.{suffix}"
    if suffix == "json":
        path.write_text(json.dumps(HEADER)[:-1] + f', "initiatives": [\n{sound},\n{wrong}]}}')
    else:
        path.write_text(f"{json.dumps(HEADER)}\n{sound}\n{wrong}\n")
    groups = cpstandard.validate(path).groups
    assert {group.code: group.count for group in groups.values()} == {"invalid-json": 1}
    (finding,) = next(iter(groups.values())).examples
    assert finding.location.line == 3
    assert "too large" in finding.message

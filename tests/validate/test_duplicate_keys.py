"""A key that stands twice hides nothing else that is wrong with its record."""

import json

import pytest
from click.testing import CliRunner

import cpstandard
from anytown import HEADER
from cpstandard.cli import main

RECORD = (
    '{"id": "anytown-hall", "name": "A", "name": "Hall (invented)", "started": "2019-13-02",'
    ' "scope": "city", "clusters": ["collaboration"], "sources": [{"id": "s1", "title": "Page"}],'
    ' "status": {"code": "actve", "asOf": "2025", "sources": ["s9"]}}'
)


@pytest.fixture(params=["json", "jsonl"])
def package(request, tmp_path):
    def write(*records):
        path = tmp_path / f"p.{request.param}"
        head = json.dumps(HEADER)
        if request.param == "json":
            path.write_text(f'{head[:-1]}, "initiatives": [\n' + ",\n".join(records) + "]}")
        else:
            path.write_text("\n".join([head, *records]))
        return path

    return write


def test_all_of_it_is_told(package):
    report = cpstandard.validate(package(RECORD))
    assert {code: group.count for (code, _), group in report.groups.items()} == {
        "duplicate-key": 1,
        "invalid-partial-date": 1,
        "unknown-code": 1,
        "unknown-source": 1,
    }
    assert report.records_with_errors == 1
    assert report.of("unknown-code")[0].examples[0].location.line == 2


def test_such_a_record_is_compared_and_never_used(package, tmp_path):
    path = package(RECORD, RECORD.replace('"name": "A", ', ""))
    assert cpstandard.validate(path).of("duplicate-id")[0].count == 1
    out = tmp_path / "out.jsonl"
    CliRunner().invoke(main, ["convert", str(path), str(out)])
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()[1:]] == ["anytown-hall"]


def test_two_faults_of_the_text_are_not_guessed_at(package):
    report = cpstandard.validate(package(RECORD.replace('"2025"', "NaN")))
    assert set(report.codes()) <= {"duplicate-key", "invalid-json"}

"""JSON and JSON Lines: strict, located, and never a traceback."""

import json

import pytest

from cpstandard.core.errors import UnusableInput
from cpstandard.documents import open_document
from cpstandard.ingest.package import open_package
from cpstandard.schema_store import standard

HEAD = '{"standardVersion": "0.1", "publisher": {"id": "x", "name": "X"}, "licence": "CC0-1.0",'


def codes(source, records):
    return [f.code for f in source.findings] + [f.code for r in records for f in r.findings]


def test_header_keys_may_stand_on_both_sides(opened):
    text = (
        '{"standardVersion": "0.1", "initiatives": [{"id": "x-1"}, {"id": "x-2"}], "licence": "x"}'
    )
    source, records = opened("p.json", text)
    assert source.header == {"standardVersion": "0.1", "licence": "x"}
    assert [r.data["id"] for r in records] == ["x-1", "x-2"]
    assert [r.data["id"] for r in source.records()] == ["x-1", "x-2"]


def test_values_are_located_by_line_and_column(opened):
    text = (
        HEAD
        + '\n "initiatives": [\n  {"id": "x-1",\n   "places": [{"name": "A"},\n {"name": "B"}]}]}'
    )
    source, records = opened("p.json", text)
    (record,) = records
    assert str(record.location) == "p.json:3:3"
    assert str(record.locate("/places/1/name")) == "p.json:5:11"
    assert str(record.locate("/places/9/name")) == "p.json:4:14"
    assert str(source.locate_header("/publisher/name")) == f"p.json:1:{HEAD.index('X')}"
    assert str(source.locate_header("/title")) == "p.json:1:1"


def test_lines_are_located(opened):
    lines = [HEAD[:-1] + "}", "", '{"id": "x-1", "name": {"a": 1}}', "{"]
    source, records = opened("p.jsonl", "\n".join(lines))
    assert source.findings == []
    assert str(records[0].locate("/name/a")) == "p.jsonl:3:29"
    assert [f.code for f in records[1].findings] == ["invalid-json"]
    assert records[1].findings[0].location.line == 4


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ('{"id": "x", "id": "y"}', "duplicate-key"),
        ('{"id": NaN}', "invalid-json"),
        ('{"id": -Infinity}', "invalid-json"),
        ('{"id": 1e400}', "invalid-json"),
        ('{"id": "\\ud800"}', "invalid-json"),
        ('{"id": ' + "1" * 5000 + "}", "invalid-json"),
        ("[" * 500 + "]" * 500, "invalid-json"),
        ("[" * 100_000, "invalid-json"),
        ('{"id": "tab\tin text"}', "invalid-json"),
        ('{"id": "x"', "invalid-json"),
        ('{"id": "x",}', "invalid-json"),
        ("'x'", "invalid-json"),
        ("7", "not-an-object"),
    ],
)
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_what_strict_json_refuses_is_one_finding(opened, form, inner, code):
    if form == "json":
        text = HEAD + '\n"initiatives": [' + inner + "]}"
    else:
        text = HEAD[:-1] + "}\n" + inner
    source, records = opened(f"p.{form}", text)
    assert codes(source, records) == [code]
    found = source.findings + [f for r in records for f in r.findings]
    assert found[0].location.line == 2
    assert found[0].location.column >= 1


def test_records_before_a_break_are_read(opened):
    source, records = opened("p.json", HEAD + '"initiatives": [{"id": "x-1"}, {"id": ')
    assert [r.data for r in records] == [{"id": "x-1"}]
    assert [f.code for f in source.findings] == ["invalid-json"]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("p.json", "[]", "it is a list"),
        ("p.json", '{"id": "x-1", "name": "X"}', "a single initiative"),
        ("p.json", '{"a": 1}', "cpstandard import"),
        ("p.json", "12", "a single value"),
        ("p.jsonl", '{"id": "x-1", "name": "X"}\n{"id": "x-2", "name": "Y"}', "first line"),
    ],
)
def test_what_is_no_package_is_said_once_with_advice(opened, name, text, words):
    source, records = opened(name, text)
    assert records == []
    assert [f.code for f in source.findings] == ["not-a-package"]
    assert words in source.findings[0].message


def test_repeated_top_key(opened):
    source, records = opened("p.json", HEAD + '"licence": "x", "initiatives": [{"id": "x-1"}]}')
    assert codes(source, records) == ["duplicate-key"]


def test_a_whole_package_on_one_line_named_jsonl(opened, example):
    _source, records = opened("p.jsonl", json.dumps(example))
    assert [r.data for r in records] == example["initiatives"]


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_json_that_is_not_utf8(tmp_path, encoding):
    path = tmp_path / "p.json"
    path.write_bytes((HEAD + '"title": "caf\u00e9", "initiatives": []}').encode(encoding))
    with pytest.raises(UnusableInput, match="not UTF-8"):
        open_package(open_document(path), standard)


def test_a_byte_order_mark_is_no_fault(opened):
    source, records = opened("p.json", "\ufeff" + HEAD + '"initiatives": []}')
    assert codes(source, records) == []
    source, records = opened("p.jsonl", "\ufeff" + HEAD[:-1] + "}\n")
    assert codes(source, records) == []


def test_json_corpus_gives_a_result_or_one_line(shared):
    for path in sorted((shared / "data/corpora/json-parsing").rglob("*.json")):
        try:
            source = open_package(open_document(path), standard)
            found = codes(source, list(source.records()))
        except UnusableInput:
            found = ["unusable"]
        refused = bool(found) and found != ["not-a-package"]
        if path.name.startswith("n_"):
            assert refused, path.name
        if path.name.startswith("y_") and "duplicated" not in path.name:
            assert not refused, path.name

"""Bad JSON: each file has a clear answer with its place; JSON that is good is read."""

import json
from pathlib import Path

import pytest

from reliability.judging import faults, judge, judge_one

pytestmark = pytest.mark.reliability("R01")

PACKAGE = '{"standardVersion":"1.0","publisher":{"id":"ex","name":"Ex"},"licence":"CC-BY-4.0",'
DEEP = 100_000

BAD = {
    "nan": (f'{PACKAGE}"initiatives":[{{"id":NaN}}]}}', "invalid-json", "NaN and Infinity"),
    "infinity": ('{"a":\n -Infinity}', "invalid-json", "NaN and Infinity"),
    "too-large": (f'{PACKAGE}"initiatives":[{{"id":1e999}}]}}', "invalid-json", "too large"),
    "digits": (f'{{"n":{"9" * 5000}}}', "invalid-json", "too many figures"),
    "duplicate": (
        '{"id":"a","id":"b"}',
        "duplicate-key",
        "“id” stands twice in the same object, first on line 1 in column 2;",
    ),
    "duplicate-below": (
        f'{PACKAGE}\n"initiatives":[{{"id":1,\n "x":{{"y":"\\"{{","\\u0079":[{{}}]}}}}]}}',
        "duplicate-key",
        "“y” stands twice in the same object, first on line 3 in column 7;",
    ),
    "half-a-sign": ('{"name":"\\ud800"}', "invalid-json", "half of a two-part sign"),
    "half-a-key": (f'{PACKAGE}"\\ud800":1,"initiatives":[]}}', "unreadable-record", "not Unicode"),
    "deep": ("[" * DEEP + "]" * DEEP, "invalid-json", "200 levels"),
    "deep-and-open": ('{"a":' * DEEP, "invalid-json", "200 levels"),
    "deep-record": (
        f'{PACKAGE}"initiatives":[{{"id":"a","x":{"[" * DEEP}{"]" * DEEP}}}]}}',
        "invalid-json",
        "200 levels",
    ),
    "deep-for-the-engines": (
        f'{PACKAGE}"initiatives":[{{"id":"a","x":{"[" * 150}{"]" * 150}}}]}}',
        "unreadable-record",
        "nested too deeply",
    ),
    "nul": ('{"a":"\0"}', "invalid-json", "control sign"),
    "cut": (f'{PACKAGE}"initiatives":[{{"id":"a"', "invalid-json", "ends before"),
    "two": ("{}{}", "invalid-json", "after its end"),
    "many-fields": (
        PACKAGE + '"initiatives":[{' + ",".join(f'"k{n}":1' for n in range(300_000)) + "}]}",
        "unreadable-record",
        "50,000 values",
    ),
    "many-wrong": (
        PACKAGE + '"initiatives":[{' + ",".join(f'"k{n}":1' for n in range(30_000)) + "}]}",
        "unreadable-record",
        "more mistakes than can be told",
    ),
    "many-keys": (
        PACKAGE + ",".join(f'"k{n}":1' for n in range(100_000)) + ',"initiatives":[]}',
        "unreadable-record",
        "50,000 values",
    ),
    "many-twice": (
        PACKAGE + ",".join(f'"k{n % 50_000}":1' for n in range(100_000)) + ',"initiatives":[]}',
        "duplicate-key",
        "stands twice",
    ),
    "large-record": (
        f'{PACKAGE}"initiatives":[{{"id":"a","name":"{"a" * (11 << 20)}"}}]}}',
        "record-too-large",
        "10 MB",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_json_does_not_allow_is_one_clear_finding(tmp_path, name):
    text, code, words = BAD[name]
    path = tmp_path / f"{name}.json"
    path.write_text(text)
    verdict = judge_one(path)
    assert not verdict.fault()
    assert verdict.code == 1
    (told, *_) = [finding for finding in verdict.findings if finding["code"] == code]
    assert words in told["message"]
    assert told["line"] >= 1
    assert told["column"] >= 1


def test_one_bad_line_of_json_lines_hides_no_other(tmp_path):
    path = tmp_path / "lines.jsonl"
    lines = [
        PACKAGE.rstrip(",") + "}",
        '{"id":NaN}',
        '{"id":"ex-a"}',
        "[" * DEEP,
        '{"id":"a","id":"b"}',
    ]
    path.write_text("\n".join([*lines, "\0"]))
    verdict = judge_one(path)
    assert not verdict.fault()
    assert verdict.records == 5
    places = {(f["code"], f["line"]) for f in verdict.findings}
    assert {
        ("invalid-json", 2),
        ("missing-field", 3),
        ("invalid-json", 4),
        ("duplicate-key", 5),
        ("invalid-json", 6),
    } <= places


def test_the_corpus_of_json_parsing(shared, record_property):
    folder = shared / "data/corpora/json-parsing/data"
    files = sorted(folder.rglob("*.json"))
    verdicts = {Path(each.file).name: each for each in judge(files)}
    assert len(files) > 300
    assert not faults([*verdicts.values()])
    bad = [verdict for name, verdict in verdicts.items() if name.startswith("n_")]
    good = [verdict for name, verdict in verdicts.items() if name.startswith("y_")]
    refused = sum(_refused_with_place(verdict) for verdict in bad)
    read = sum(not {"invalid-json", "duplicate-key"} & verdict.codes for verdict in good)
    record_property(
        "figure",
        f"{refused} of {len(bad)} bad refused with their place, {read} of {len(good)} good read, "
        f"at the most {max(each.memory for each in verdicts.values())} MB",
    )
    for name, verdict in verdicts.items():
        said = {"invalid-json", "duplicate-key"} & verdict.codes
        if name.startswith("n_"):
            assert _refused_with_place(verdict), (name, verdict.said)
        elif name.startswith("y_"):
            # Of two values for one key only one can be meant, whatever the grammar says.
            twice = name.startswith("y_object_duplicated_key")
            assert said == ({"duplicate-key"} if twice else set()), name
            assert verdict.code == 1, name


def _refused_with_place(verdict):
    if verdict.code == 2:
        return "is empty" in verdict.said or ":1:" in verdict.said
    said = [f for f in verdict.findings if f["code"] in ("invalid-json", "duplicate-key")]
    return bool(said) and all("line" in f and "column" in f for f in said)


def test_a_report_of_bad_json_is_itself_json(tmp_path):
    path = tmp_path / "odd.json"
    path.write_text('{"initiatives":[{"\\ud800\\ud800":1},{"\x7f\\u0000":"\\udfff"}]}')
    verdict = judge_one(path)
    assert not verdict.fault()
    json.dumps(verdict.report).encode()

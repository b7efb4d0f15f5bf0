"""A record with one fault gives one finding: the right code at the right place."""

import copy
from pathlib import Path

import pytest
import yaml

from cpstandard.core.location import split_pointer
from cpstandard.schema_store import extensions, standard, versions
from cpstandard.validate.codes import CODES
from cpstandard.validate.patterns import PATTERNS

FOLDER = Path(__file__).resolve().parents[1] / "schema"
DOCUMENTS = [
    yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("one_fault*.yaml"))
]


def spoil(whole, case):
    spoilt = copy.deepcopy(whole)
    gone = case.get("remove", [])
    for pointer in [gone] if isinstance(gone, str) else gone:
        parent, key = _reach(spoilt, pointer)
        del parent[key]
    changes = dict(case.get("set", {}))
    if "long" in case:
        changes[case["long"]] = "x" * case["length"]
    for pointer, value in changes.items():
        parent, key = _reach(spoilt, pointer)
        parent[key] = value
    return spoilt


def _reach(value, pointer):
    *way, last = split_pointer(pointer)
    for token in way:
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value, int(last) if isinstance(value, list) else last


def only(report):
    found = list(report.findings())
    assert len(found) == 1, [(f.code, f.location.pointer, f.message) for f in found]
    return found[0]


def agrees(finding, case):
    assert (finding.code, finding.location.pointer) == (case["code"], case["pointer"])
    assert case.get("says", "") in finding.message
    if "suggestion" in case:
        assert finding.suggestion == case["suggestion"]
    assert "{" not in finding.message
    assert finding.message.endswith((".", "?"))


def each(kind):
    return [
        pytest.param(document, case, id=f"{document['version']} {case['code']}{case['pointer']}")
        for document in DOCUMENTS
        for case in document[kind]
    ]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["version"])
def test_the_base_is_sound(report_on, document):
    assert list(report_on([document["base"]], document["header"]).findings()) == []


def test_the_newest_base_has_every_field():
    newest = DOCUMENTS[-1]
    whole = standard(newest["version"], newest["header"]["extensions"])
    assert {field.path for field in whole.fields()} - set(paths(newest["base"])) == set()


def paths(value, at=()):
    parts = value.items() if isinstance(value, dict) else []
    if isinstance(value, list):
        parts = [("*", part) for part in value]
    for key, part in parts:
        yield (*at, key)
        yield from paths(part, (*at, key))


@pytest.mark.parametrize("engine", ["fast", "reference"])
@pytest.mark.parametrize(("document", "case"), each("cases"))
def test_record(report_on, said_in_welsh, document, case, engine):
    header = spoil(document["header"], case.get("header", {}))
    finding = only(report_on([spoil(document["base"], case)], header, engine=engine))
    agrees(finding, case)
    assert finding.location.line == 2
    said_in_welsh(finding, case, document)


@pytest.mark.parametrize("engine", ["fast", "reference"])
@pytest.mark.parametrize(("document", "case"), each("header_cases"))
def test_header(report_on, said_in_welsh, document, case, engine):
    finding = only(report_on([], spoil(document["header"], case), engine=engine))
    agrees(finding, case)
    said_in_welsh(finding, case, document)


def test_there_are_enough_documents():
    newest = DOCUMENTS[-1]
    assert newest["version"] == versions()[-1]
    assert len(newest["cases"] + newest["header_cases"]) >= 120


def test_every_structure_code_has_a_case():
    tested = {case["code"] for each in DOCUMENTS for case in each["cases"] + each["header_cases"]}
    wanted = {code for code, entry in CODES.items() if entry.scope == "structure"}
    # These two need input that YAML cannot hold, or a pattern without a name.
    assert wanted - tested <= {"unreadable-record", "invalid-value"}


def test_every_pattern_of_every_version_has_words():
    extended = [standard("1.0", (name,)) for name in extensions()]
    for whole in [*map(standard, versions()), *extended]:
        for schema in (whole.initiative, whole.envelope):
            assert set(_pattern_names(schema)) <= set(PATTERNS)


def _pattern_names(node):
    if isinstance(node, dict):
        if "pattern" in node:
            yield node.get("patternName")
        for part in node.values():
            yield from _pattern_names(part)
    elif isinstance(node, list):
        for part in node:
            yield from _pattern_names(part)

"""A record with one fault gives one finding: the right code at the right place."""

import copy
from pathlib import Path

import pytest
import yaml

from cpstandard.core.location import split_pointer
from cpstandard.schema_store import standard, versions
from cpstandard.validate.codes import CODES
from cpstandard.validate.patterns import PATTERNS

FILE = Path(__file__).resolve().parents[1] / "schema" / "one_fault.yaml"
DOCUMENT = yaml.safe_load(FILE.read_text(encoding="utf-8"))


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
    if "suggestion" in case:
        assert finding.suggestion == case["suggestion"]
    assert "{" not in finding.message
    assert finding.message.endswith((".", "?"))


def name(case):
    return f"{case['code']}{case['pointer']}"


def test_the_base_is_sound(report_on):
    assert list(report_on([DOCUMENT["base"]]).findings()) == []


@pytest.mark.parametrize("engine", ["fast", "reference"])
@pytest.mark.parametrize("case", DOCUMENT["cases"], ids=name)
def test_record(report_on, case, engine):
    finding = only(report_on([spoil(DOCUMENT["base"], case)], engine=engine))
    agrees(finding, case)
    assert finding.location.line == 2


@pytest.mark.parametrize("case", DOCUMENT["header_cases"], ids=name)
def test_header(report_on, header, case):
    agrees(only(report_on([], spoil(header, case))), case)


def test_every_structure_code_has_a_case():
    tested = {case["code"] for case in DOCUMENT["cases"] + DOCUMENT["header_cases"]}
    wanted = {code for code, entry in CODES.items() if entry.scope == "structure"}
    # These two need input that YAML cannot hold, or a pattern without a name.
    assert wanted - tested <= {"unreadable-record", "invalid-value"}


def test_every_pattern_of_every_version_has_words():
    for version in versions():
        for schema in (standard(version).initiative, standard(version).envelope):
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

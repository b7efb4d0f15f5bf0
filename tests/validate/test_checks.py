"""Every check does what its cases in tests/checks say, and every check has cases."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from cpstandard.schema_store import standard, versions
from cpstandard.validate.catalogue import builtin_checks
from cpstandard.validate.engines import engine_for

FOLDER = Path(__file__).resolve().parents[1] / "checks"
CHECKS = {check.code: check for check in builtin_checks()}


def cases(kind):
    documents = {
        p.stem: yaml.safe_load(p.read_text("utf-8")) for p in sorted(FOLDER.glob("*.yaml"))
    }
    return [
        pytest.param(code, case, id=f"{code}-{number}")
        for code, document in documents.items()
        for number, case in enumerate(document[kind], start=1)
    ]


@pytest.fixture
def findings(report_on, record, header):
    """Run one check on a case, under each version in which its records are sound.

    A fragment whose value is null takes the field out. A case may name its only version.
    """

    def find(code, case):
        records = []
        for fragment in case.get("records", [case.get("record", {})]):
            merged = {**record, **fragment}
            records.append({k: v for k, v in merged.items() if v is not None})
        found = {}
        for version in [case["version"]] if "version" in case else versions():
            head = {**header, **case.get("header", {}), "standardVersion": version}
            if all(is_sound(version, record) for record in records):
                found[version] = list(report_on(records, head, [CHECKS[code]]).findings())
        assert found, "the case is sound in no version"
        for version, those in found.items():
            wrong = [f for f in those if f.code not in (code, "unlisted-code")]
            assert not wrong, f"the case itself is broken in {version}: {wrong}"
        kept = [[f for f in those if f.code == code] for those in found.values()]
        places = [[(f.location.pointer, f.suggestion) for f in those] for those in kept]
        assert all(place == places[0] for place in places), "the versions disagree"
        return kept[0]

    return find


def is_sound(version, record):
    return engine(version).errors(record) == []


@cache
def engine(version):
    return engine_for("fast", standard(version).initiative)


@pytest.mark.parametrize(("code", "case"), cases("passes"))
def test_passes(findings, code, case):
    assert findings(code, case) == []


@pytest.mark.parametrize(("code", "case"), cases("fails"))
def test_fails(findings, said_in_welsh, code, case):
    found = findings(code, case)
    for finding in found:
        said_in_welsh(finding, case)
    # In which order a record gives its fields is its own affair.
    assert sorted(f.location.pointer for f in found) == sorted(
        case["pointer"] if isinstance(case["pointer"], list) else [case["pointer"]]
    )
    assert found[0].severity is CHECKS[code].severity
    if "suggestion" in case:
        assert found[0].suggestion == case["suggestion"]
    if "says" in case:
        assert case["says"] in found[0].message


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_every_check_has_cases_of_both_kinds(code):
    document = yaml.safe_load((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    assert document["passes"]
    assert document["fails"]


def test_no_cases_for_checks_that_are_gone():
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(CHECKS)


@pytest.mark.parametrize("check", CHECKS.values(), ids=lambda check: check.code)
def test_a_check_is_documented(check):
    module = check.function.__module__.rsplit(".", 2)
    assert module[-1].replace("_", "-") == check.code
    assert module[-2] == str(check.scope)
    for text in (check.message, check.what, check.why, check.mend):
        assert text.endswith((".", "?", "”."))


def test_refs_name_fields_of_the_standard():
    known = {"/".join(f.path) for f in standard().fields()}
    known |= {"/".join(f.path) for f in standard().envelope_fields()}
    for check in CHECKS.values():
        assert set(check.refs) <= known, check.code

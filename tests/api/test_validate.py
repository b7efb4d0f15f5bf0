"""The validator as a program calls it."""

import copy
import doctest
import io
import json
import pathlib
import subprocess
import sys
from datetime import date

import pytest

import cpstandard
import cpstandard.api
from anytown import named
from anytown import package as package_of
from cpstandard import Report, Severity, UnusableInput

PACKAGE = package_of(*map(named, (1, 2, 3)))


@pytest.fixture
def package():
    return copy.deepcopy(PACKAGE)


@pytest.fixture
def spoilt(package):
    package["initiatives"][1]["scope"] = "citty"
    package["initiatives"][2]["practices"] = ["x-y"]
    return package


@pytest.fixture
def path(tmp_path, spoilt):
    target = tmp_path / "ours.json"
    target.write_text(json.dumps(spoilt), encoding="utf-8")
    return target


def codes(report: Report):
    return {group.code: group.count for group in report.sorted_groups()}


FOUND = {"unknown-code": 1, "unlisted-code": 1}


def test_the_example_of_the_documentation_is_true():
    assert doctest.testmod(cpstandard.api) == (0, doctest.testmod(cpstandard.api).attempted)
    assert doctest.testmod(cpstandard.api).attempted >= 3


def test_the_example_of_the_readme_is_true(root, path, monkeypatch):
    text = (root / "README.md").read_text(encoding="utf-8")
    example = text.split("```python\n")[1].split("```")[0].replace("initiatives.xlsx", path.name)
    monkeypatch.chdir(path.parent)
    exec(compile(example, "README.md", "exec"), {})


def test_every_kind_of_source_has_the_same_findings(path, spoilt):
    text = json.dumps(spoilt)
    sources = [path, str(path), spoilt, io.BytesIO(text.encode()), io.StringIO(text)]
    assert [codes(cpstandard.validate(source)) for source in sources] == [FOUND] * 5
    with path.open("rb") as binary, path.open(encoding="utf-8") as words:
        assert [codes(cpstandard.validate(source)) for source in (binary, words)] == [FOUND] * 2
        assert not binary.closed
        binary.seek(0)
        assert cpstandard.validate(binary).file == str(path)


def test_findings_in_a_mapping_name_the_record_and_no_line(spoilt):
    (finding, _) = cpstandard.validate(spoilt).findings()
    assert finding.location.line is None
    assert (finding.location.row, finding.location.pointer) == (2, "/scope")
    assert str(finding.location) == "package row 2"
    assert (finding.record_id, finding.suggestion) == ("anytown-2", "city")


def test_a_mapping_is_left_as_it_was(spoilt):
    before = copy.deepcopy(spoilt)
    cpstandard.validate(spoilt)
    assert spoilt == before


def test_settings(path):
    assert codes(cpstandard.validate(path, ignore=["unknown-code"])) == {"unlisted-code": 1}
    strict = cpstandard.validate(path, severity={"unlisted-code": "error"})
    assert strict.count(Severity.ERROR) == 2
    same = cpstandard.validate(path, severity={"unlisted-code": Severity.ERROR})
    assert same.to_dict() == strict.to_dict()
    assert cpstandard.validate(path, engine="reference").engine == "reference"


def test_the_limit_caps_what_is_kept_and_not_what_is_counted(package):
    for record in package["initiatives"]:
        record["scope"] = "citty"
    report = cpstandard.validate(package, limit=1)
    assert len(list(report.findings())) == 1
    assert codes(report) == {"unknown-code": 3}


def test_today_is_an_argument(package):
    package["initiatives"][0]["started"] = "2031"
    later = cpstandard.validate(package, today=date(2032, 1, 1))
    assert "date-in-future" not in codes(later)
    assert "date-in-future" in codes(cpstandard.validate(package, today=date(2026, 1, 1)))


def test_each_record_is_handed_over_as_it_is_done(path):
    seen = []
    cpstandard.validate(path, on_record=lambda c: seen.append((c.source.data["id"], c.sound)))
    assert seen == [("anytown-1", True), ("anytown-2", False), ("anytown-3", True)]


def test_a_baseline_is_left_out(path, tmp_path):
    from click.testing import CliRunner

    from cpstandard.cli import main

    known = tmp_path / "known.json"
    CliRunner().invoke(main, ["validate", str(path), "--write-baseline", str(known)])
    report = cpstandard.validate(path, baseline=known)
    assert (codes(report), report.known) == ({}, 2)
    assert cpstandard.validate(path).known is None


@pytest.mark.parametrize(
    ("source", "settings"),
    [
        ("none.json", {}),
        (io.BytesIO(b""), {}),
        (io.BytesIO(b"%PDF-1.7\n"), {}),
        ({}, {"ignore": ["unlisted-cod"]}),
        ({}, {"severity": {"unlisted-code": "bad"}}),
        ({}, {"engine": "slow"}),
        ({}, {"limit": 0}),
        ({}, {"baseline": "none.json"}),
    ],
)
def test_what_cannot_be_used_is_one_line(source, settings):
    with pytest.raises(UnusableInput) as caught:
        cpstandard.validate(source, **settings)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("source", [None, 5, ["a.json"], {"publisher": date(2026, 1, 1)}])
def test_misuse_is_a_type_error(source):
    with pytest.raises(TypeError):
        cpstandard.validate(source)


def test_a_package_that_holds_itself_is_refused(package):
    package["initiatives"].append(package)
    with pytest.raises(UnusableInput, match="holds itself"):
        cpstandard.validate(package)


@pytest.mark.parametrize("package", [{}, {"initiatives": 5}, {"initiatives": [None, 1, {}]}])
def test_a_mapping_of_another_shape_has_findings(package):
    assert cpstandard.validate(package).reaches(Severity.ERROR)


ORDERS = [
    "import cpstandard; cpstandard.validate({})",
    "from cpstandard import validate; validate({})",
    "import cpstandard.validate.catalogue; cpstandard.validate({})",
    "import cpstandard.api; cpstandard.validate({}); import cpstandard.validate.validator as v; v.Validation",
    "import cpstandard, sys; assert 'cpstandard.api' not in sys.modules; assert 'jiter' not in sys.modules",
]


@pytest.mark.parametrize("code", ORDERS)
def test_the_function_is_there_in_whatever_order_things_are_imported(code):
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_there_is_nothing_else():
    with pytest.raises(AttributeError, match="no_such"):
        _ = cpstandard.no_such
    assert all(getattr(cpstandard, name) is not None for name in cpstandard.__all__)


def test_the_package_is_typed():
    assert pathlib.Path(cpstandard.__file__).with_name("py.typed").is_file()

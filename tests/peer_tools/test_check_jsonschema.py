"""Schema verdicts beside check-jsonschema: the same, but for the rows S of peers.md."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

import cpstandard
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Severity
from cpstandard.schema_store import extensions, standard
from cpstandard.validate.catalogue import builtin_checks
from validate.test_engines import mutated
from validate.test_one_fault import spoil

ONE_FAULT = Path(__file__).parents[1] / "schema/one_fault_1_0.yaml"
DOCUMENT = yaml.safe_load(ONE_FAULT.read_text(encoding="utf-8"))
BASE, HEADER = DOCUMENT["base"], DOCUMENT["header"]
MUTATED = 60
S1 = {check.code for check in builtin_checks()}
"""What no schema says: two values that contradict each other, lists of ISO, dates that are none."""
S2 = {"undeclared-extension", "unknown-extension"}
"""Which schema a package has to meet depends on what it says of itself."""


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    path = tmp_path_factory.mktemp("schema") / "package.json"
    path.write_text(json.dumps(standard("1.0", extensions()).package), encoding="utf-8")
    return path


def theirs(schema: Path, paths: list[Path]) -> dict[str, list[Any]]:
    """Return what check-jsonschema has against each file, by the file's name."""
    arguments = ["--no-cache", "--schemafile", str(schema), "-o", "json", *map(str, paths)]
    outcome = CliRunner().invoke(check_jsonschema, arguments)
    assert outcome.exit_code in {0, 1}, outcome.output
    told = json.loads(outcome.output)
    found: dict[str, list[Any]] = {path.name: [] for path in paths}
    for error in [*told["errors"], *told.get("parse_errors", ())]:
        found[Path(error["filename"]).name].append(error)
    return found


def ours(path: Path) -> set[str]:
    """Return the codes of our errors."""
    report = cpstandard.validate(path)
    return {each.code for each in report.findings() if each.severity is Severity.ERROR}


def compared(schema: Path, packages: list[Any], folder: Path) -> tuple[int, list[Any]]:
    """Return how many of ``packages`` both refuse, and those of which they differ without reason."""
    paths = [folder / f"{number:03}.json" for number in range(len(packages))]
    for path, package in zip(paths, packages, strict=True):
        path.write_text(json.dumps(package), encoding="utf-8")
    verdicts, refused, differ = theirs(schema, paths), 0, []
    for path in paths:
        errors, codes = verdicts[path.name], ours(path)
        refused += bool(errors and codes)
        if bool(errors) != bool(codes) and (errors or not codes <= S1 | S2):
            differ.append((path.read_text(encoding="utf-8"), errors, codes))
    return refused, differ


def test_records_with_one_fault(schema, tmp_path):
    packages = [
        {**spoil(HEADER, case.get("header", {})), "initiatives": [spoil(BASE, case)]}
        for case in DOCUMENT["cases"]
    ]
    packages += [
        {**spoil(HEADER, case), "initiatives": [BASE]} for case in DOCUMENT["header_cases"]
    ]
    refused, differ = compared(schema, packages, tmp_path)
    assert differ == []
    assert refused > 150


def test_mutated_records(schema, tmp_path):
    records = []

    @settings(
        max_examples=MUTATED,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(mutated())
    def gather(record):
        records.append(record)

    gather()
    refused, differ = compared(
        schema, [{**HEADER, "initiatives": [record]} for record in records], tmp_path
    )
    assert differ == []
    assert refused > MUTATED / 2


WHOLE = json.dumps({**HEADER, "initiatives": [BASE]})
NAME, SIZE = '"name": "Station Gardens"', '"size": 640'


@pytest.mark.parametrize(
    ("row", "text", "code"),
    [
        ("S3", WHOLE.replace(NAME, f'"name": "Another", {NAME}'), "duplicate-key"),
        ("S4", WHOLE.replace(SIZE, '"size": NaN'), "invalid-json"),
        ("S4", WHOLE.replace(SIZE, '"size": 1e999'), "invalid-json"),
        ("S5", WHOLE.replace(NAME, '"name": "\\ud800"'), "invalid-json"),
    ],
    ids=["twice", "nan", "endless", "half a sign"],
)
def test_what_its_reader_of_json_lets_pass(schema, tmp_path, row, text, code):
    assert text != WHOLE
    path = tmp_path / "package.json"
    path.write_text(text, encoding="utf-8")
    assert theirs(schema, [path]) == {path.name: []}, row
    assert ours(path) == {code}


def test_s6_utf_16_is_refused_by_us(schema, tmp_path):
    path = tmp_path / "package.json"
    path.write_text(WHOLE, encoding="utf-16")
    assert theirs(schema, [path]) == {path.name: []}
    with pytest.raises(UnusableInput, match="not UTF-8"):
        cpstandard.validate(path)


@pytest.mark.parametrize(
    "value", ["1" + "0" * 5000, "[" * 5000 + "]" * 5000], ids=["figures", "depth"]
)
def test_s7_it_breaks_down_on_what_we_tell_of(schema, tmp_path, value):
    path = tmp_path / "package.json"
    path.write_text(WHOLE.replace(SIZE, f'"size": {value}'), encoding="utf-8")
    arguments = ["--no-cache", "--schemafile", str(schema), str(path)]
    outcome = CliRunner().invoke(check_jsonschema, arguments)
    assert isinstance(outcome.exception, ValueError | RecursionError)
    assert ours(path) == {"invalid-json"}

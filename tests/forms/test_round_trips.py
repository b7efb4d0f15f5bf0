"""A package comes through every form, and from each to each, as it was."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from cpstandard.documents import open_stream
from cpstandard.ingest.package import open_package
from cpstandard.publish.forms import WRITERS
from cpstandard.schema_store import schema_folder, standard
from packages import packages

EXAMPLES = sorted(schema_folder().glob("*/examples/*.json"))
EXTENDED = sorted(schema_folder().glob("extensions/*/examples/full.json"))
FOUNDING = Path(__file__).parents[2] / "registry" / "data" / "founding" / "initiatives.json"


def written(ending, package):
    header = {k: v for k, v in package.items() if k != "initiatives"}
    out = io.BytesIO()
    form = standard(header["standardVersion"], header.get("extensions", ()))
    WRITERS[ending](header, package["initiatives"], out, form)
    return out.getvalue()


def read(ending, data):
    source = open_package(open_stream(io.BytesIO(data), f"package{ending}"), standard)
    records = list(source.records())
    findings = source.findings + [f for r in records for f in r.findings]
    if not records:
        # A table of nothing but headings is said to be one, as most are by mistake.
        findings = [finding for finding in findings if finding.code != "no-initiatives"]
    return {**source.header, "initiatives": [r.data for r in records]}, findings


@pytest.mark.parametrize("ending", sorted(WRITERS))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(package=packages())
def test_any_valid_package(ending, package):
    package.pop("extensions", None)  # their ids are made up
    again, findings = read(ending, written(ending, package))
    assert findings == []
    assert again == package


@pytest.mark.parametrize("ending", sorted(WRITERS))
@pytest.mark.parametrize(
    "path", [*EXAMPLES, *EXTENDED, FOUNDING], ids=lambda p: f"{p.parts[-3]}-{p.stem}"
)
def test_every_example_through_every_form(path, ending):
    package = json.loads(path.read_text(encoding="utf-8"))
    again, findings = read(ending, written(ending, package))
    assert findings == []
    assert again == package


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_same_package_same_bytes(ending):
    package = json.loads(EXAMPLES[0].read_text(encoding="utf-8"))
    assert written(ending, package) == written(ending, package)


def test_from_form_to_form():
    package = json.loads((Path(EXAMPLES[0])).read_text(encoding="utf-8"))
    for ending in (".csv", ".xlsx", ".jsonl", ".ods", ".zip", ".json", ".csv"):
        package, findings = read(ending, written(ending, package))
        assert findings == []
    assert package == json.loads(EXAMPLES[0].read_text(encoding="utf-8"))


def test_a_package_without_initiatives():
    package = {**json.loads(EXAMPLES[0].read_text(encoding="utf-8")), "initiatives": []}
    for ending in WRITERS:
        assert read(ending, written(ending, package)) == (package, [])


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_a_number_that_is_a_dash_is_a_number(ending):
    """What people write for nothing is kept where the field takes it as it stands."""
    package = json.loads(EXAMPLES[-1].read_text(encoding="utf-8"))
    assert package["standardVersion"] != "0.1"  # in which an identifier is one text
    package["initiatives"][0]["identifiers"] = [{"scheme": "GB-MPR", "id": "-"}]
    assert read(ending, written(ending, package)) == (package, [])

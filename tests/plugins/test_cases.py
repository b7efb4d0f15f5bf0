"""Every plugin's own cases: a document and options, and the records and report that they give."""

import json
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from cpstandard import schema_store
from cpstandard.core.importer import Imported, Skipped
from cpstandard.documents import open_document
from cpstandard.ingest.run import new_report, parse_options, run_importer
from cpstandard.normalise import normalise
from cpstandard.plugins import load_plugins

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted(path.parent for path in ROOT.glob("plugins/*/tests/cases/*/options.yaml"))


def _importer(case: Path):
    importer_id = case.parents[2].name.removeprefix("cpstandard-")
    return load_plugins().importer(importer_id)


def _run(case: Path):
    provided = _importer(case)
    importer = provided.item
    path = next(case.glob("document*"))
    document = open_document(path, name=path.name)
    options = parse_options(importer, yaml.safe_load((case / "options.yaml").read_text()) or {})
    report = new_report(importer, document)
    imported = run_importer(importer, document, options, report, provided.distribution)
    records = normalise(
        imported,
        publisher_id="inventon",
        importer=importer,
        document=document,
        licence="CC-BY-4.0",
        version=schema_store.LATEST,
    )
    made = list(records)
    return document, importer, options, [r.data for r in made], made, report


@pytest.mark.parametrize("case", CASES, ids=lambda p: f"{p.parents[2].name}/{p.name}")
def test_case(case: Path) -> None:
    *_, records, _, report = _run(case)
    found = {"records": records, "report": report.to_dict()}
    assert found == json.loads((case / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda p: f"{p.parents[2].name}/{p.name}")
def test_records_are_valid_and_located(case: Path) -> None:
    *_, records, sources, _ = _run(case)
    validator = jsonschema_rs.validator_for(schema_store.standard().initiative)
    assert [str(e) for record in records for e in validator.iter_errors(record)] == []
    for source in sources:
        place = source.locate("/name")
        assert place.pointer == "/name"
        assert place.row or place.line or str(place)


@pytest.mark.parametrize("case", CASES, ids=lambda p: f"{p.parents[2].name}/{p.name}")
def test_every_row_has_exactly_one_outcome(case: Path) -> None:
    document, importer, options, _, _, report = _run(case)
    outcomes = list(importer.read(document, options))
    rows = [row for outcome in outcomes for row in outcome.rows]
    assert len(rows) == len({id(row) for row in rows}) == report.rows
    assert all(isinstance(outcome, Imported | Skipped) for outcome in outcomes)
    assert report.rows == report.rows_used + sum(report.skipped.values())
    assert report.records == sum(isinstance(outcome, Imported) for outcome in outcomes)


@pytest.mark.parametrize("case", CASES, ids=lambda p: f"{p.parents[2].name}/{p.name}")
def test_the_same_input_gives_the_same_records(case: Path) -> None:
    first, second = _run(case), _run(case)
    assert json.dumps(first[3]) == json.dumps(second[3])
    assert first[5].to_dict() == second[5].to_dict()


def test_every_plugin_has_cases_and_documents_its_options() -> None:
    folders = {case.parents[2] for case in CASES}
    assert folders == set(ROOT.glob("plugins/*"))
    for folder in folders:
        importer = _importer(folder / "tests" / "cases" / "any").item
        readme = (folder / "README.md").read_text(encoding="utf-8")
        for name, field in importer.Options.model_fields.items():
            assert field.description
            assert f"`{field.alias or name}`" in readme

"""Whatever stands in a field, an importer gives valid records or one line, never a crash."""

import json
import random
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from cpstandard import schema_store
from cpstandard.core.errors import UnusableInput
from cpstandard.documents import open_document
from cpstandard.ingest.run import new_report, parse_options, run_importer
from cpstandard.normalise import normalise
from cpstandard.plugins import load_plugins
from reliability.mutating import as_json, spoilt

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 120
# The case, and how deep the fields of its rows begin: above them it is another document.
CASES = [
    ("cpstandard-360giving/tests/cases/json-package/document.json", 2),
    ("cpstandard-participedia/tests/cases/single-file/document.json", 1),
    ("cpstandard-decidim/tests/cases/processes-json/document.json", 1),
    ("cpstandard-open-referral-uk/tests/cases/version-3-page/document.json", 2),
    ("cpstandard-open-referral-uk/tests/cases/version-1-page/document.json", 2),
    ("cpstandard-murmurations/tests/cases/index-answer/document.json", 2),
    ("cpstandard-table/tests/cases/json-nested/document.json", 3),
    ("cpstandard-table/tests/cases/geojson/document.geojson", 2),
]


@pytest.mark.parametrize(("name", "depth"), CASES)
def test_spoilt_fields_never_break_an_importer(tmp_path: Path, name: str, depth: int) -> None:
    path = ROOT / "plugins" / name
    plugin_id = path.parents[3].name.removeprefix("cpstandard-")
    importer = load_plugins().importer(plugin_id).item
    options = parse_options(importer, yaml.safe_load((path.parent / "options.yaml").read_text()))
    base = json.loads(path.read_text(encoding="utf-8-sig"))
    validator = jsonschema_rs.validator_for(schema_store.standard().initiative)
    chance = random.Random(7)
    made = 0
    for _ in range(ROUNDS):
        document_path = tmp_path / f"spoilt{path.suffix}"
        document_path.write_bytes(as_json(spoilt(base, chance, depth)))
        document = open_document(document_path)
        report = new_report(importer, document)
        try:
            sources = list(
                normalise(
                    run_importer(importer, document, options, report),
                    publisher_id="inventon",
                    importer=importer,
                    document=document,
                    licence="CC-BY-4.0",
                    version=schema_store.LATEST,
                )
            )
        except UnusableInput:
            continue
        made += len(sources)
        assert report.rows == report.rows_used + sum(report.skipped.values())
        for source in sources:
            json.dumps(source.data, allow_nan=False)
            assert [str(error) for error in validator.iter_errors(source.data)] == []
    assert made > ROUNDS // 4

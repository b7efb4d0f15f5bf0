"""Whatever stands in a field, an importer gives valid records or one line, never a crash."""

import copy
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

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 120
JUNK = [
    None, "", 0, -1, 1e300, True, False, "x" * 5000, [], {}, [None], [[]], ["a"], {"a": {"b": [1]}},
    "\0", "<p>", "=1+1", "  ", "2020-02-30", "9999-99-99", "http://[", "é" * 400, 10**20, "NaN", -0.0,
    [1, 2], {"title": 3}, "180° 0' 0\" N", "INFINITY",
]  # fmt: skip
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


def _paths(value, at=()):
    yield at
    if isinstance(value, dict):
        for key in value:
            yield from _paths(value[key], (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _paths(item, (*at, index))


def _spoilt(value, chance: random.Random, depth: int):
    value = copy.deepcopy(value)
    for _ in range(chance.randint(1, 6)):
        *above, last = chance.choice([p for p in _paths(value) if len(p) >= depth])
        target = value
        for key in above:
            target = target[key]
        if chance.random() < 0.15 and isinstance(target, dict):
            del target[last]
        else:
            target[last] = copy.deepcopy(chance.choice(JUNK))
    return value


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
        spoilt = tmp_path / f"spoilt{path.suffix}"
        # 1e400 is JSON, and infinite in Python.
        text = json.dumps(_spoilt(base, chance, depth)).replace('"INFINITY"', "1e400")
        spoilt.write_text(text)
        document = open_document(spoilt)
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

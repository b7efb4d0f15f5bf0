"""Every example of the reference of mappings is run: a table, what is said of it, what comes out."""

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from cpstandard import schema_store
from cpstandard.documents import open_document
from cpstandard.ingest.run import new_report, parse_options, run_importer
from cpstandard.normalise import normalise
from cpstandard.plugins import load_plugins
from cpstandard.registry.strict_yaml import parse_yaml
from cpstandard_table.condition import Condition
from cpstandard_table.options import TableOptions
from cpstandard_table.value import Spec
from importing import TABLE

README = Path(__file__).resolve().parents[2] / "plugins/cpstandard-table/README.md"
EXAMPLE = re.compile(
    r"```(csv|json|geojson)\n(.*?)```\n```yml\n(.*?)```\n```jsonl\n(.*?)```", re.DOTALL
)
TEXT = README.read_text(encoding="utf-8")
EXAMPLES = EXAMPLE.findall(TEXT)


def imported(folder: Path, form: str, table: str, said: dict[str, Any]) -> list[dict[str, Any]]:
    path = folder / f"list.{form}"
    path.write_text(table, encoding="utf-8")
    importer, document = load_plugins().importer("table").item, open_document(path)
    options = {**deepcopy(TABLE), **said, "record": {**TABLE["record"], **said.get("record", {})}}
    found = normalise(
        run_importer(
            importer, document, parse_options(importer, options), new_report(importer, document)
        ),
        publisher_id="inventon",
        importer=importer,
        document=document,
        licence="CC0-1.0",
        version=schema_store.LATEST,
    )
    return [source.data for source in found if source.data is not None]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example[2][:40] for example in EXAMPLES])
def test_an_example_gives_what_it_says(example: tuple[str, ...], tmp_path: Path) -> None:
    form, table, said, expected = example
    options = parse_yaml(said.encode(), "README.md")
    wanted = [json.loads(line) for line in expected.splitlines()]
    records = imported(tmp_path, form, table, options)
    validator = jsonschema_rs.validator_for(schema_store.standard().initiative)
    assert [e.message for record in records for e in validator.iter_errors(record)] == []
    shown = {*options.get("record", {}), *(name for record in wanted for name in record)}
    assert [{k: v for k, v in record.items() if k in shown} for record in records] == wanted


def test_no_example_is_passed_over() -> None:
    assert len(EXAMPLES) == TEXT.count("```yml\n") == TEXT.count("```jsonl\n") > 25


@pytest.mark.parametrize("model", [Spec, Condition, TableOptions])
def test_every_key_has_an_example(model: type) -> None:
    """Names each key of the mapping language that no example uses."""
    said = "\n".join(example[2] for example in EXAMPLES)
    keys = [info.alias or name for name, info in model.model_fields.items()]
    spare = {"sheet"}  # a CSV file has none; tests/plugins/test_table_sheets.py has
    assert [k for k in keys if not re.search(rf"\b{k}:", said) and k not in spare] == []

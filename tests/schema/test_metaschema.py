"""The schemas are JSON Schema by the word of others' tools, which fetch nothing to say so."""

import json

import jsonschema
import pytest
from check_jsonschema import main
from click.testing import CliRunner

from cpstandard import schema_store

SCHEMA = schema_store.schema_folder()
WRITTEN = [
    path
    for pattern in ("*.json", "[0-9]*/*.json", "[0-9]*/compiled/*.json", "tooling/*.json")
    for path in sorted(SCHEMA.glob(pattern))
]


@pytest.fixture
def extended(tmp_path):
    """The schemas with every extension, as files."""
    whole = schema_store.standard(schema_store.LATEST, schema_store.extensions())
    paths = []
    for name, schema in (("package", whole.package), ("initiative", whole.initiative)):
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_text(json.dumps(schema), encoding="utf-8")
    return paths


def check(paths):
    return CliRunner().invoke(main, ["--no-cache", "--check-metaschema", *map(str, paths)])


def test_check_jsonschema_accepts_every_schema(extended, socket_disabled):
    assert len(WRITTEN) >= 10
    outcome = check([*WRITTEN, *extended])
    assert outcome.exit_code == 0, outcome.output


def test_check_jsonschema_would_say_so(tmp_path, socket_disabled):
    broken = json.loads((SCHEMA / "1.0" / "initiative.json").read_text(encoding="utf-8"))
    broken["properties"]["name"]["maxLength"] = "300"
    path = tmp_path / "initiative.json"
    path.write_text(json.dumps(broken), encoding="utf-8")
    assert check([path]).exit_code == 1


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_jsonschema_accepts_every_schema(path):
    jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "path", sorted(SCHEMA.glob("[0-9]*/examples/*.json")), ids=lambda path: str(path.parts[-3:])
)
def test_check_jsonschema_accepts_the_examples(path, socket_disabled):
    schema = path.parents[1] / "compiled" / "package.json"
    outcome = CliRunner().invoke(main, ["--no-cache", "--schemafile", str(schema), str(path)])
    assert outcome.exit_code == 0, outcome.output

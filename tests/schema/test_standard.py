"""The standard's own files: well written, in step with each other and with the models."""

import csv
import json
import types
import typing
from pathlib import Path

import jsonschema
import pytest
from pydantic import BaseModel

from cpstandard import schema_store
from cpstandard.core.initiative import Initiative
from cpstandard.core.package import Envelope
from cpstandard.core.standard import Schema

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "schema"
VERSIONS = schema_store.versions()


STANDARDS = [(version, ()) for version in VERSIONS] + [
    (version, (name,)) for version in VERSIONS for name in schema_store.extensions_of(version)
]


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def sources() -> list[Path]:
    return [SCHEMA / v / name for v in VERSIONS for name in ("package.json", "initiative.json")]


@pytest.mark.parametrize("path", sources(), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_schema_is_written_as_the_meta_schema_asks(path: Path) -> None:
    validator = jsonschema.Draft202012Validator(read(SCHEMA / "meta-schema.json"))
    assert [e.message for e in validator.iter_errors(read(path))] == []


def test_meta_schema_refuses_a_field_without_a_description() -> None:
    broken = read(SCHEMA / "0.1" / "initiative.json")
    del broken["properties"]["name"]["description"]
    validator = jsonschema.Draft202012Validator(read(SCHEMA / "meta-schema.json"))
    assert [list(e.path) for e in validator.iter_errors(broken)] == [["properties", "name"]]


@pytest.mark.parametrize("version", VERSIONS)
def test_compiled_schemas_are_fresh(version: str) -> None:
    for name, compiled in schema_store.compile_version(version).items():
        stored = read(SCHEMA / version / "compiled" / name)
        assert stored == compiled, "stale: run  cpstandard standard compile  and commit the result"


@pytest.mark.parametrize("version", VERSIONS)
def test_compiled_schemas_hold_no_reference(version: str) -> None:
    for name in ("package.json", "initiative.json"):
        text = (SCHEMA / version / "compiled" / name).read_text(encoding="utf-8")
        assert '"$ref"' not in text
        assert '"$defs"' not in text


@pytest.mark.parametrize("path", sorted(SCHEMA.glob("**/codelists/*.csv")), ids=lambda p: p.stem)
def test_codelist_is_written_as_its_schema_asks(path: Path) -> None:
    validator = jsonschema.Draft202012Validator(read(SCHEMA / "codelist-schema.json"))
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    faults = [f"{row['Code']}: {e.message}" for row in rows for e in validator.iter_errors(row)]
    assert faults == []
    codes = [row["Code"] for row in rows]
    assert len(codes) == len(set(codes))
    titles = [row["Title"].casefold() for row in rows]
    assert len(titles) == len(set(titles)), (
        "two codes share a title: a spreadsheet cannot tell them"
    )


@pytest.mark.parametrize(("version", "extensions"), STANDARDS)
def test_every_codelist_is_used_and_every_use_has_one(
    version: str, extensions: tuple[str, ...]
) -> None:
    standard = schema_store.standard(version, extensions)
    fields = [*standard.fields(), *standard.envelope_fields()]
    assert {f.codelist for f in fields if f.codelist} == set(standard.codelists)


@pytest.mark.parametrize(("version", "extensions"), STANDARDS[1:])
def test_every_example_of_a_field_is_valid(version: str, extensions: tuple[str, ...]) -> None:
    standard = schema_store.standard(version, extensions)
    tried = 0
    for field in [*standard.fields(), *standard.envelope_fields()]:
        validator = jsonschema.Draft202012Validator(field.schema)
        for example in field.schema.get("examples", ()):
            faults = [e.message for e in validator.iter_errors(example)]
            assert faults == [], f"{field.path}: {example}"
            tried += 1
    assert tried > 150


@pytest.mark.parametrize(("version", "extensions"), STANDARDS[1:])
def test_every_field_that_holds_a_value_has_an_example(
    version: str, extensions: tuple[str, ...]
) -> None:
    standard = schema_store.standard(version, extensions)
    for field in [*standard.fields(), *standard.envelope_fields()]:
        node = field.schema
        holds_parts = node["type"] == "object" or node.get("items", {}).get("type") == "object"
        assert holds_parts or node.get("examples"), field.path


@pytest.mark.parametrize("version", VERSIONS)
def test_every_practice_belongs_to_a_cluster(version: str) -> None:
    standard = schema_store.standard(version)
    clusters = standard.codelists["cluster"]
    assert all(code.extra["Cluster"] in clusters for code in standard.codelists["practice"])


@pytest.mark.parametrize(("version", "extensions"), STANDARDS)
def test_titles_of_the_fields_of_one_object_differ(
    version: str, extensions: tuple[str, ...]
) -> None:
    seen: dict[tuple[str, ...], set[str]] = {}
    for field in schema_store.standard(version, extensions).fields():
        if field.schema.get("type") == "object":
            continue
        # A nested object's fields stand as columns beside its owner's.
        owner = (
            tuple(p for p in field.path[: len(field.path) - 1 - field.path[::-1].index("*")])
            if ("*" in field.path)
            else ()
        )
        titles = seen.setdefault(owner, set())
        assert field.title.casefold() not in titles, f"{field.path}: {field.title}"
        titles.add(field.title.casefold())


@pytest.mark.parametrize(
    "path", sorted(SCHEMA.glob("[0-9]*/examples/*.json")), ids=lambda p: p.stem
)
def test_example_is_valid(path: Path) -> None:
    standard = schema_store.standard(path.parents[1].name)
    validator = jsonschema.Draft202012Validator(standard.package)
    assert [f"{e.json_path}: {e.message}" for e in validator.iter_errors(read(path))] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_the_full_example_uses_every_field(version: str) -> None:
    standard = schema_store.standard(version)
    package = read(SCHEMA / version / "examples" / "full.json")
    used = {path for record in package["initiatives"] for path in paths(record)}
    assert {field.path for field in standard.fields()} - used == set()
    header = {k: v for k, v in package.items() if k != "initiatives"}
    assert {field.path for field in standard.envelope_fields()} - set(paths(header)) == set()


def paths(value: object, at: tuple[str, ...] = ()) -> typing.Iterator[tuple[str, ...]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield (*at, key)
            yield from paths(part, (*at, key))
    elif isinstance(value, list):
        for part in value:
            yield from paths(part, (*at, "*"))


def test_models_and_schema_say_the_same() -> None:
    standard = schema_store.standard()
    assert differences(Initiative, standard.initiative) == []
    assert differences(Envelope, standard.envelope) == []


def differences(model: type[BaseModel], schema: Schema, at: str = "") -> list[str]:
    """Where a model and an object's schema differ: names, what is required, types, one level each."""
    found = []
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    if set(fields) != set(schema["properties"]):
        found.append(f"{at}: {set(fields) ^ set(schema['properties'])}")
    for name in set(fields) & set(schema["properties"]):
        field, node = fields[name], schema["properties"][name]
        if field.is_required() != (name in schema.get("required", [])):
            found.append(f"{at}/{name}: required in one, not in the other")
        found += type_differences(field.annotation, node, f"{at}/{name}")
    return found


def type_differences(annotation: object, node: Schema, at: str) -> list[str]:
    if isinstance(annotation, types.UnionType):
        (annotation,) = [a for a in typing.get_args(annotation) if a is not type(None)]
    if typing.get_origin(annotation) is list:
        if node["type"] != "array":
            return [f"{at}: a list in the model, {node['type']} in the schema"]
        return type_differences(typing.get_args(annotation)[0], node["items"], f"{at}/*")
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if node["type"] != "object":
            return [f"{at}: an object in the model, {node['type']} in the schema"]
        return differences(annotation, node, at)
    expected = {str: "string", float: "number", bool: "boolean", int: "integer"}[annotation]
    return [] if node["type"] == expected else [f"{at}: {expected} against {node['type']}"]


def test_the_models_test_sees_a_difference() -> None:
    schema = json.loads(json.dumps(schema_store.standard().initiative))
    schema["properties"]["places"]["items"]["properties"]["latitude"]["type"] = "string"
    del schema["properties"]["places"]["items"]["properties"]["region"]
    schema["required"].remove("name")
    assert len(differences(Initiative, schema)) == 3


def test_model_round_trip_keeps_the_record() -> None:
    package = read(SCHEMA / schema_store.LATEST / "examples" / "full.json")
    for record in package["initiatives"]:
        assert Initiative.model_validate(record).to_record() == record

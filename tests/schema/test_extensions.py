"""Extensions add to the standard, and come through every form; they can change nothing."""

import copy
import io
import json

import jsonschema
import pytest
from click.testing import CliRunner

from cpstandard import schema_store
from cpstandard.cli import main
from cpstandard.core.errors import UnusableInput
from cpstandard.core.extension import changes, merge_patch
from cpstandard.documents import open_stream
from cpstandard.ingest.package import open_package
from cpstandard.publish.forms import WRITERS

FOLDER = schema_store.schema_folder() / "extensions"
EXTENSIONS = schema_store.extensions()
EXAMPLES = sorted(FOLDER.glob("*/examples/*.json"))
CORE = json.loads((FOLDER.parent / "1.0" / "initiative.json").read_text(encoding="utf-8"))


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def standard_of(package):
    return schema_store.standard(package["standardVersion"], package["extensions"])


# RFC 7396, appendix A.
@pytest.mark.parametrize(
    ("target", "patch", "merged"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"a": "foo"}, None, None),
        ({"a": "foo"}, "bar", "bar"),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_merge_patch_is_that_of_the_rfc(target, patch, merged):
    before = copy.deepcopy(target)
    assert merge_patch(target, patch) == merged
    assert target == before


@pytest.mark.parametrize(
    ("patch", "at"),
    [
        ({"properties": {"name": None}}, "/properties/name"),
        ({"properties": {"colour": None}}, "/properties/colour"),
        ({"properties": {"name": {"maxLength": 10}}}, "/properties/name/maxLength"),
        ({"properties": {"name": {"minimum": 10}}}, "/properties/name/minimum"),
        ({"properties": {"topics": {"items": {"enum": ["x"]}}}}, "/properties/topics/items/enum"),
        ({"required": ["id", "name", "sources", "scope"]}, "/required"),
        ({"additionalProperties": True}, "/additionalProperties"),
        ({"allOf": None}, "/allOf"),
        ({"$defs": {"place": {"required": ["name"]}}}, "/$defs/place/required"),
        ({"maxProperties": 3}, "/maxProperties"),
    ],
)
def test_a_patch_that_changes_the_core_is_refused(patch, at):
    assert list(changes(CORE, patch)) == [at]


def test_a_patch_may_add_fields_and_parts():
    new = {"title": "Mood", "description": "How it feels.", "type": "string"}
    part = {"mood": {**new, "type": "object"}}
    place = {"place": {"properties": {"mood": new}}}
    assert list(changes(CORE, {"properties": {"mood": new}, "$defs": {**part, **place}})) == []


@pytest.mark.parametrize("extension", EXTENSIONS.values(), ids=lambda each: each.id)
def test_an_extension_only_adds(extension):
    assert FOLDER.joinpath(extension.id, "docs.md").is_file()
    for version in extension.standard_versions:
        core = schema_store.standard(version)
        whole = schema_store.standard(version, (extension.id,))
        fields = {field.path: field.schema for field in core.fields()}
        extended = {field.path: field.schema for field in whole.fields()}
        assert len(extended) > len(fields)
        assert {path: extended[path] for path in fields} == fields
        assert whole.extensions == (extension.id,)
        assert whole.envelope == core.envelope
        validator = jsonschema.Draft202012Validator(read(FOLDER.parent / "meta-schema.json"))
        merged = merge_patch(read(FOLDER.parent / version / "initiative.json"), extension.patch)
        assert [e.message for e in validator.iter_errors(merged)] == []


def test_all_extensions_go_together_in_any_order():
    names = list(EXTENSIONS)
    both = schema_store.standard("1.0", names)
    assert schema_store.standard("1.0", names[::-1]) is both
    assert {field.path[0] for field in both.fields()} >= {"placeIndicators", "shareOffers"}


def test_what_is_not_here_is_said():
    with pytest.raises(UnusableInput, match="'weather' is not known here; known: community-shares"):
        schema_store.standard("1.0", ("weather",))
    with pytest.raises(UnusableInput, match=r"is for standard 1\.0, not for 0\.1"):
        schema_store.standard("0.1", ("community-shares",))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parts[-3])
def test_an_example_is_valid_and_uses_every_field(path):
    package = read(path)
    whole = standard_of(package)
    validator = jsonschema.Draft202012Validator(whole.package)
    assert [f"{e.json_path}: {e.message}" for e in validator.iter_errors(package)] == []
    core = {field.path for field in schema_store.standard(package["standardVersion"]).fields()}
    added = {field.path for field in whole.fields()} - core
    used = {(name,) for record in package["initiatives"] for name in record}
    for record in package["initiatives"]:
        for name, items in record.items():
            if isinstance(items, list):
                used |= {(name, "*", key) for item in items for key in item if type(item) is dict}
    assert added <= used


@pytest.mark.parametrize("ending", sorted(WRITERS))
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parts[-3])
def test_an_example_comes_through_every_form(path, ending):
    package = read(path)
    header = {k: v for k, v in package.items() if k != "initiatives"}
    out = io.BytesIO()
    WRITERS[ending](header, package["initiatives"], out, standard_of(package))
    stream = io.BytesIO(out.getvalue())
    source = open_package(open_stream(stream, f"p{ending}"), schema_store.standard)
    records = list(source.records())
    assert [f for f in source.findings if f.severity != "info"] == []
    assert {**source.header, "initiatives": [r.data for r in records]} == package


def test_every_extension_has_an_example():
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()}
    assert {path.parts[-3] for path in EXAMPLES} == set(EXTENSIONS) == folders


def test_the_commands_show_extensions():
    listed = CliRunner().invoke(main, ["standard", "list"])
    assert "1.0 + community-shares\t17 fields\tCommunity shares\n" in listed.output
    shown = CliRunner().invoke(main, ["standard", "show", "--extension", "community-shares"])
    assert "shareOffers[].raised: Raised. " in shown.output
    unknown = CliRunner().invoke(main, ["standard", "show", "--extension", "community-share"])
    assert unknown.exit_code == 2
    assert "known: community-shares, place-indicators" in unknown.output

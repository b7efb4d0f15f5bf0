"""Murmurations profiles: what we write others can read, and what we read is what was written."""

import copy
import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from referencing import Registry, Resource

from cpstandard.cli import main
from cpstandard.publish.murmurations import SCHEMA, profile
from cpstandard.schema_store import schema_folder, standard
from importing import imported, refusal


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def read(path: Path, **options):
    made, report = imported("murmurations", path, options)
    return [each.record for each in made], report


@pytest.fixture
def founding(root: Path) -> dict:
    path = root / "registry" / "data" / "founding" / "initiatives.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def full() -> dict:
    path = schema_folder() / "1.0" / "examples" / "full.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def schema(shared: Path) -> jsonschema.Draft7Validator:
    """The real schema; a field whose own definition is not in the sample may hold anything."""
    folder = shared / "data" / "registers" / "murmurations"
    known = {path.stem for path in (folder / "fields").glob("*.json")}

    def retrieve(uri: str) -> Resource:
        name = uri.rpartition("/")[2]
        stem = name.removesuffix(".json")
        found = json.loads((folder / "fields" / name).read_text()) if stem in known else {}
        return Resource(
            contents=found, specification=jsonschema.validators.referencing.jsonschema.DRAFT7
        )

    value = json.loads((folder / f"{SCHEMA}.json").read_text(encoding="utf-8"))
    del value["$schema"]  # it is written with https, which no library knows
    return jsonschema.Draft7Validator(value, registry=Registry(retrieve=retrieve))


# What the sample lacks, from the fields of the library of the network.
URL = {"type": "string", "maxLength": 2000, "pattern": "^https?://.*"}
TEXT = {"type": "string"}
FIELDS = {
    "linked_schemas": {"type": "array", "minItems": 1, "uniqueItems": True},
    "tags": {"type": "array", "items": TEXT, "uniqueItems": True},
    "primary_url": URL,
    "urls": {
        "type": "array",
        "uniqueItems": True,
        "items": {"required": ["url"], "properties": {"url": URL, "name": TEXT}},
    },
    "images": {
        "type": "array",
        "items": {
            "required": ["url"],
            "properties": {"url": URL, "name": {"type": "string", "maxLength": 100}},
        },
    },
    "relationships": {
        "type": "array",
        "uniqueItems": True,
        "items": {
            "required": ["predicate_url", "object_url"],
            "properties": {"predicate_url": URL, "object_url": URL},
        },
    },
    "status": {"enum": ["active", "completed", "cancelled", "on_hold", "in_planning"]},
    "geographic_scope": {"enum": ["local", "regional", "national", "international"]},
    "starts_at": {"type": "number"},
    "ends_at": {"type": "number"},
    **dict.fromkeys(("description", "nickname", "locality", "region", "unique_id"), TEXT),
}


def written(package: dict) -> list[dict]:
    return [profile(record, standard()) for record in package["initiatives"]]


def test_profiles_follow_the_real_schema(schema, founding: dict, full: dict) -> None:
    for made in written(founding) + written(full):
        schema.validate(made)


def test_the_schema_would_tell_a_bad_profile(schema, full: dict) -> None:
    [made, *_] = written(full)
    for change in ({"name": "x" * 201}, {"country_iso_3166": "UK"}, {"geolocation": {"lat": 1}}):
        with pytest.raises(jsonschema.ValidationError):
            schema.validate({**made, **change})


def test_profiles_follow_the_fields_of_the_library(founding: dict, full: dict) -> None:
    limits = jsonschema.Draft7Validator({"properties": FIELDS})
    made = written(founding) + written(full)
    for each in made:
        limits.validate(each)
    assert {name for each in made for name in each} - FIELDS.keys() == {
        "name", "country_iso_3166", "geolocation",
    }  # fmt: skip


def test_too_long_a_name_is_cut_and_too_long_an_address_left_out(full: dict) -> None:
    record = copy.deepcopy(full["initiatives"][0])
    record |= {"name": "x" * 300, "website": f"https://example.org/{'x' * 2000}"}
    made = profile(record, standard())
    assert len(made["name"]) == 200
    assert "primary_url" not in made


@pytest.mark.parametrize("out", ["profiles", "profiles.json"])
def test_what_a_profile_can_hold_comes_back(
    root: Path, founding: dict, tmp_path: Path, out: str
) -> None:
    source = root / "registry" / "data" / "founding" / "initiatives.json"
    assert run("export", "murmurations", source, tmp_path / out).exit_code == 0
    records, report = read(tmp_path / out)
    assert report.rows == report.records == len(founding["initiatives"])
    assert report.unread == {}
    assert report.unknown == {}
    came = {record["provenance"]["registerRecordId"]: record for record in records}
    for record in founding["initiatives"]:
        back = came[record["id"]]
        for name in ("name", "practices", "clusters"):
            assert sorted(back[name]) == sorted(record.get(name, [])), record["id"]
        for name in ("website", "description"):
            assert back.get(name, "") == record.get(name, ""), record["id"]
        assert {t.casefold() for t in record.get("topics", ())} >= {
            t.casefold() for t in back["topics"]
        }
        stated = record.get("places", [])[:1]
        for there, here in zip(back["places"], stated, strict=True):
            for name in ("name", "country", "region", "latitude", "longitude"):
                assert there.get(name, "") == here.get(name, ""), record["id"]
        for name in ("started", "ended"):
            exact = "~" not in record.get(name, "~")
            assert back[name] == (shown(record[name]) if exact else ""), record["id"]


def shown(day: str) -> str:
    """What a profile can hold of a partial date: a year, or a day that does not begin one."""
    return day[:4] if len(day) < 10 or day.endswith("-01-01") else day


def test_a_profile_that_is_written_again_is_the_same(founding: dict, tmp_path: Path) -> None:
    first = tmp_path / "first.json"
    first.write_text(json.dumps(written(founding)), encoding="utf-8")
    package = tmp_path / "package.json"
    made = run("import", "murmurations", first, "-o", package, "--licence", "CC0-1.0")
    assert made.exit_code == 0, made.output
    assert run("validate", package, "--fail-on", "error").exit_code == 0
    again = written(json.loads(package.read_text(encoding="utf-8")))
    for before, after in zip(json.loads(first.read_text(encoding="utf-8")), again, strict=True):
        for name in ("name", "description", "primary_url", "locality", "region", "geolocation",
                     "country_iso_3166", "starts_at", "ends_at"):  # fmt: skip
            assert after.get(name) == before.get(name), before["unique_id"]
        assert sorted(after["tags"]) == sorted(before["tags"])


def test_a_record_that_breaks_the_standard_is_left_out_and_told(full: dict, tmp_path: Path) -> None:
    full["initiatives"][1]["scope"] = "galaxy"
    source = tmp_path / "p.json"
    source.write_text(json.dumps(full), encoding="utf-8")
    result = run("export", "murmurations", source, tmp_path / "made")
    assert result.exit_code == 1
    assert "1 could not be exported" in result.output
    assert len(list((tmp_path / "made").iterdir())) == len(full["initiatives"]) - 1


def test_a_package_of_an_older_standard_is_one_line(full: dict, tmp_path: Path) -> None:
    source = tmp_path / "p.json"
    del full["publisher"]["identifiers"], full["extensions"]
    source.write_text(json.dumps({**full, "standardVersion": "0.1"}), encoding="utf-8")
    result = run("export", "murmurations", source, tmp_path / "made")
    assert result.exit_code == 2
    assert "cpstandard migrate" in result.output


def test_no_initiative_gives_an_empty_list(full: dict, tmp_path: Path) -> None:
    source = tmp_path / "p.json"
    source.write_text(json.dumps({**full, "initiatives": []}), encoding="utf-8")
    run("export", "murmurations", source, tmp_path / "made.json")
    assert json.loads((tmp_path / "made.json").read_text()) == []


def test_the_real_profile(shared: Path) -> None:
    folder = shared / "data" / "registers" / "murmurations"
    records, report = read(folder / "profiles")
    assert (report.rows, report.records, report.unread) == (1, 1, {})
    assert records[0]["practices"] == ["co-operative"]
    assert records[0]["places"][0]["country"] == "US"
    # One of its ties is to a person.
    assert report.withheld == {"relationships/*/object_url": 1}
    assert "dylan" not in json.dumps(records).casefold()


def test_the_sheet_of_the_batch_importer(shared: Path) -> None:
    folder = shared / "data" / "registers" / "murmurations"
    records, report = read(folder / f"{SCHEMA}-example-import.csv")
    assert (report.rows, report.records, report.unread) == (1, 1, {})
    assert [link["kind"] for link in records[0]["links"]] == ["social", "social"]
    assert records[0]["topics"] == ["Private limited company", "School", "College", "University"]


@pytest.mark.parametrize(
    "content", ["{}", "[1]", '{"data": [{"a": 1}]}', "[[]]", "{", "a,b\n1,2\n"]
)
def test_what_holds_no_profiles_is_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / ("p.csv" if content.startswith("a") else "p.json")
    path.write_text(content)
    assert refusal(read, path)


def test_an_index_with_no_profiles_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text('{"data": [], "meta": {"number_of_results": 0}}')
    assert read(path)[1].rows == 0

"""R04: what a schema or a file refers to is neither fetched nor read."""

import json
from contextlib import suppress

import pytest
from click.testing import CliRunner

from cpstandard.cli import main
from cpstandard.validate.engines import ENGINES, engine_for
from raw_server import raw_server
from registry_place import Place, initiative, package

pytestmark = pytest.mark.reliability("R04")
CANARY = "the-canary-sings"


@pytest.fixture
def server():
    """Answers everything, and remembers that it was asked."""
    with raw_server() as server:
        yield server


@pytest.fixture
def canary(tmp_path):
    """A schema on disk that, were it read, would let nothing but the canary pass."""
    path = tmp_path / "canary.json"
    path.write_text(json.dumps({"const": CANARY}), encoding="utf-8")
    return path


def forms(base, canary):
    """The twelve ways in which a schema may refer to something elsewhere."""
    remote, local = f"{base}/schema.json", canary.as_uri()
    return {
        "$ref by http": {"$ref": remote},
        "$ref by http with a fragment": {"$ref": f"{remote}#/$defs/x"},
        "$ref by file:": {"$ref": local},
        "$ref by a path": {"$ref": str(canary)},
        "$ref relative to an http $id": {"$id": f"{base}/folder/root.json", "$ref": "other.json"},
        "$ref relative to a file: $id": {"$id": f"{canary.parent.as_uri()}/", "$ref": canary.name},
        "$dynamicRef": {"$dynamicRef": f"{remote}#here"},
        "in a property": {"properties": {"name": {"$ref": remote}}},
        "in $defs": {"$defs": {"x": {"$ref": local}}, "$ref": "#/$defs/x"},
        "in allOf beside a sound part": {"allOf": [{"type": "object"}, {"$ref": remote}]},
        "$schema": {"$schema": f"{base}/dialect", "type": "object"},
        "to another host's name": {"$ref": remote.replace("127.0.0.1", "localhost")},
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_no_reference_of_a_schema_is_followed(engine, server, canary, record_property):
    passed, record = [], {"name": CANARY, "id": "x"}
    for name, schema in forms(server.base, canary).items():
        with suppress(Exception):  # refused in whatever way: what counts is what it asked for
            passed += [] if engine_for(engine, schema).errors(record) else [name]
    assert server.connections == 0
    # What was not read cannot have judged: only an unknown $schema leaves something to judge by.
    assert set(passed) <= {"$schema"}
    record_property(
        "figure", f"{len(forms(server.base, canary))} forms, {engine} engine: 0 asked, 0 read"
    )


def test_the_server_counts_and_the_canary_would_be_heard(server, canary):
    """The controls: an engine that follows references does ask, and does read."""
    import jsonschema_rs

    with suppress(ValueError):  # the server has no schema to give
        jsonschema_rs.validator_for({"$ref": f"{server.base}/control"})
    assert len(server.asked("/control")) == 1
    follows = jsonschema_rs.validator_for({"$ref": canary.as_uri()})
    assert follows.is_valid(CANARY)
    assert not follows.is_valid("another")


FORMS = ["json", "jsonl", "csv", "xlsx"]


@pytest.mark.parametrize("form", FORMS)
def test_no_reference_in_a_package_is_followed(form, server, canary, tmp_path):
    links = {key: f"{server.base}/{key}" for key in ("$schema", "$ref", "$id", "@context", "@id")}
    one = initiative(
        "anytown-1",
        website=f"{server.base}/website",
        sources=[{"id": "s1", "title": "A page", "url": f"{server.base}/source"}],
        **links,
    )
    header = {
        "standardVersion": "1.0",
        "publisher": {"id": "anytown", "name": "Anytown", "website": f"{server.base}/publisher"},
        "licence": f"{server.base}/licence",
        "extensions": [f"{server.base}/extension.json", canary.as_uri()],
        **links,
    }
    path = tmp_path / f"package.{form}"
    if form == "json":
        path.write_text(json.dumps({**header, "initiatives": [one]}))
    elif form == "jsonl":
        path.write_text(f"{json.dumps(header)}\n{json.dumps(one)}\n")
    else:
        source = tmp_path / "source.json"
        source.write_text(package("anytown", one))
        CliRunner().invoke(main, ["convert", str(source), str(path)])
        assert path.is_file()
    done = CliRunner().invoke(main, ["validate", str(path)])
    assert done.exit_code in (0, 1), done.output
    assert CANARY not in done.output
    assert server.connections == 0


def test_a_build_that_is_not_online_asks_nobody(server, tmp_path):
    place = Place(tmp_path)
    one = initiative(
        "anytown-1",
        website=f"{server.base}/website",
        sources=[{"id": "s1", "title": "A page", "url": f"{server.base}/source"}],
    )
    place.publisher("anytown", package("anytown", one), f"website: {server.base}/publisher\n")
    (place.registry / "data/othertown").mkdir(parents=True)
    (place.registry / "gb/othertown.yaml").write_text(
        f"name: Other\nlicence: CC0-1.0\nsources:\n  - {{id: x, url: '{server.base}/x.json', "
        "importer: cpstandard}\n"
    )
    done = place.build()
    assert done.exit_code in (0, 1), done.output
    assert "anytown-1" in place.pages()
    assert server.connections == 0

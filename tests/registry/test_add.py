"""``registry add`` drafts an entry from a look at a file; what a person has to decide is marked."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from cpstandard.cli import main
from raw_server import RawServer, raw_server, sends
from registry_place import Place, initiative, package

TABLE = b"Ref,Name,Town\n1,The Swan (invented),Example Town\n2,The Heron (invented),Example Town\n"


@pytest.fixture
def server() -> Iterator[RawServer]:
    with raw_server() as made:
        made.behaviours["/swan.csv"] = sends(200, TABLE, kind="text/csv")
        yield made


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def add(place: Place, source: str, *options: str) -> Result:
    return CliRunner().invoke(
        main,
        ["registry", "add", source, "--registry", str(place.registry), "--allow-private", *options],
    )


def test_a_package_gives_the_whole_entry(server: RawServer, place: Place) -> None:
    document = package("example-town", *(initiative(f"example-town-{n}") for n in range(6)))
    server.behaviours["/x.json"] = sends(200, document.encode())
    result = add(place, f"{server.base}/x.json")
    assert result.exit_code == 0, result.output
    path = place.registry / "gb" / "example-town.yaml"
    entry = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert (entry["name"], entry["licence"]) == ("example-town", "CC-BY-4.0")
    (source,) = entry["sources"]
    assert (source["importer"], source["expect"]) == ("cpstandard", {"records": {"min": 3}})
    assert place.check().exit_code == 0
    built = place.build("--online", "--allow-private")
    assert built.exit_code == 0, built.stderr
    assert len(place.pages()) == 6


def test_any_table_gets_a_mapping_that_runs(server: RawServer, place: Place) -> None:
    result = add(
        place, f"{server.base}/swan.csv", "--publisher", "example-town", "--licence", "CC0-1.0"
    )
    assert result.exit_code == 0, result.output
    path = place.registry / "gb" / "example-town.yaml"
    text = path.read_text(encoding="utf-8")
    assert yaml.safe_load(text)["sources"][0]["importer"] == "table"
    assert "# check: 2 were in it" in text
    assert place.check().exit_code == 0, text
    assert place.build("--online", "--allow-private").exit_code == 0
    assert len(place.pages()) == 2


def test_terms_are_never_guessed(server: RawServer, place: Place) -> None:
    add(place, f"{server.base}/swan.csv", "--publisher", "example-town")
    result = place.check()
    assert result.exit_code == 2
    assert "licence: '' has to be an SPDX id" in result.stderr


def test_what_is_there_is_not_overwritten(server: RawServer, place: Place) -> None:
    path = place.registry / "fr" / "swan-town.yaml"
    options = ("--publisher", "swan-town", "--country", "fr", "--licence", "CC0-1.0")
    assert add(place, f"{server.base}/swan.csv", *options).exit_code == 0
    path.write_text("mine", encoding="utf-8")
    result = add(place, f"{server.base}/swan.csv", *options)
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert path.read_text(encoding="utf-8") == "mine"
    printed = add(place, f"{server.base}/swan.csv", *options, "--print")
    assert yaml.safe_load(printed.stdout)["licence"] == "CC0-1.0"
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_zip_is_looked_into_and_a_feed_is_known_for_one(server: RawServer, place: Place) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("lists/swan.csv", TABLE)
    server.behaviours["/x.zip"] = sends(200, out.getvalue(), kind="application/zip")
    printed = add(place, f"{server.base}/x.zip", "--print").stdout
    (source,) = yaml.safe_load(printed)["sources"]
    assert (source["member"], source["importer"]) == ("lists/swan.csv", "table")
    rows = [{"Ref": n, "Name": f"Swan {n} (invented)", "Town": "Example Town"} for n in range(3)]
    for body, pages in (
        ({"items": rows, "links": {"next": "?page=2"}}, {"next": "links/next"}),
        ({"items": rows, "total_pages": 7}, {"parameter": "page", "total": "total_pages"}),
        ({"items": rows}, None),
    ):
        server.behaviours["/feed"] = sends(200, json.dumps(body).encode())
        printed = add(place, f"{server.base}/feed", "--print").stdout
        assert yaml.safe_load(printed)["sources"][0].get("pages") == pages


def test_a_file_below_the_registry_is_named_by_its_path(place: Place) -> None:
    path = place.registry / "data" / "example-town" / "swan.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(TABLE)
    printed = add(place, str(path), "--print").stdout
    assert yaml.safe_load(printed)["sources"][0]["path"] == "data/example-town/swan.csv"
    assert "--mapping" not in printed, "what is no file of options cannot be tried as one"
    assert "# contact: data@example.org" in printed
    assert add(place, str(path), "--licence", "CC0-1.0").exit_code == 0
    assert (place.registry / "gb" / "example-town.yaml").is_file(), "called as its folder is"
    loose = place.registry / "data" / "otherton.csv"
    loose.write_bytes(TABLE)
    assert add(place, str(loose), "--licence", "CC0-1.0").exit_code == 0
    assert (place.registry / "gb" / "otherton.yaml").is_file(), "there is no folder to go by"
    outside = place.folder / "swan.csv"
    outside.write_bytes(TABLE)
    result = add(place, str(outside), "--print")
    assert result.exit_code == 2
    assert "neither an address nor below" in result.stderr


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"<!doctype html><title>Data</title>", "a web page, called \u201cData\u201d"),
        (b"%PDF-1.7 and so on", "No importer knows"),
        (b"", "empty"),
    ],
)
def test_what_is_no_data_is_said_in_one_line(
    server: RawServer, place: Place, body: bytes, says: str
) -> None:
    server.behaviours["/x"] = sends(200, body)
    result = add(place, f"{server.base}/x")
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_look_reaches_public_hosts_alone(server: RawServer, place: Place) -> None:
    arguments = ["registry", "add", f"{server.base}/swan.csv", "--registry", str(place.registry)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "not public (loopback)" in result.stderr
    assert server.connections == 0


def test_names_from_a_file_cannot_break_out_of_the_draft(server: RawServer, place: Place) -> None:
    document = json.loads(package("example-town", initiative("example-town-swan")))
    document["publisher"]["name"] = 'A "town"\n\u2028x: !!python/name:os.system # {'
    server.behaviours["/x.json"] = sends(200, json.dumps(document).encode())
    entry = yaml.safe_load(add(place, f"{server.base}/x.json", "--print").stdout)
    assert entry["name"] == 'A "town" x: !!python/name:os.system # {'
    assert set(entry) == {"name", "website", "licence", "sources"}

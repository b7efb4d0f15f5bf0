"""``build --explain`` says of each source why work was done again, or was not."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from cpstandard.fetch.retrieved import Retrieved
from cpstandard.pipeline.ledger import Ledger
from cpstandard.workspace import Workspace
from registry_place import Place, initiative, package

TABLE = """\
name: Table Town
licence: CC-BY-4.0
sources:
  - id: list
    path: data/table-town/list.csv
    importer: table
    options: {{id: No, record: {{name: {{from: Name}}, practices: {{value: {practice}}},
      scope: {{value: town}}, sources: [{{title: {{value: An invented list}}}}]}}}}
"""


@pytest.fixture
def told(place: Place):
    """How a test builds and learns what is said of the sources."""
    place.publisher("one-town", package("one-town", initiative("one-town-a")))
    (place.registry / "data" / "table-town").mkdir()
    (place.registry / "data" / "table-town" / "list.csv").write_text("No,Name\n1,Inventon Hall\n")
    entry(place, "community-hub")

    def build(*options: str) -> dict[str, list[str]]:
        result = place.build("--data-only", "--explain", *options)
        said: dict[str, list[str]] = {}
        name = ""
        for line in result.stderr.splitlines():
            if line.startswith(" " * 11):
                said[name].append(line.strip())
            elif "-town/" in line:
                name = line.split()[1].split("/")[0]
                said[name] = []
        return said

    return build


def entry(place: Place, practice: str) -> None:
    (place.registry / "gb" / "table-town.yaml").write_text(TABLE.format(practice=practice))


REST = [
    "not imported again: nothing that it depends on changed",
    "not validated again: nothing that it depends on changed",
]


def test_each_part_of_a_key_is_named_where_it_changed(place: Place, told) -> None:
    embedded = "not fetched: it is a file of the registry"
    first = [embedded, "imported for the first time", "validated for the first time"]
    assert told() == {"one-town": first, "table-town": first}
    assert told() == {"one-town": [embedded, *REST], "table-town": [embedded, *REST]}

    place.publisher("one-town", package("one-town", initiative("one-town-b")))
    entry(place, "community-shop")
    again = told()
    assert again["one-town"][1:] == [
        "imported again: the document changed",
        "validated again: what was imported changed",
    ]
    assert again["table-town"][1] == "imported again: the importer's options changed"

    next_day = told("--now", "2026-02-01T06:00:00Z")["one-town"]
    assert next_day[1:] == [
        REST[0],
        "validated again: the day, which some checks ask for, changed",
    ]


def test_what_is_gone_or_damaged_is_said(place: Place, told) -> None:
    told()
    workspace = place.folder / "workspace"
    shutil.rmtree(workspace / "stages" / "ingest")
    for content in (workspace / "stages" / "validate").glob("*/content"):
        content.write_text("damaged")
    lost = "what was kept of it is gone or damaged"
    assert told()["one-town"][1:] == [f"imported again: {lost}", f"validated again: {lost}"]
    (workspace / "why.json").write_text("[")
    assert told()["one-town"][1] == "imported for the first time"


def test_of_an_address_it_is_said_what_the_network_gave(tmp_path: Path) -> None:
    url = "https://example.org/a.json"
    good = Retrieved(tmp_path, url, url, "2026-01-31T06:00:00Z")
    failed = replace(good, stale_because="it answered 500.")

    def said(retrieved: Retrieved, sha256: str, *, online: bool) -> str:
        ledger = Ledger(Workspace(tmp_path))
        ledger.fetched("far-town/list", retrieved, sha256, online=online)
        ledger.save()
        (words,) = ledger.said["far-town/list"]
        return words

    assert said(good, "1", online=True) == "fetched: for the first time"
    assert said(good, "1", online=True) == "fetched: it is the same document as before"
    assert said(good, "2", online=True) == "fetched: it is another document than before"
    assert said(failed, "2", online=True) == "could not be fetched: it answered 500"
    assert said(good, "2", online=False) == (
        "not fetched: the build was made without --online; the copy of 31 January 2026 serves"
    )

"""What may be published, and in which files, is decided by each record's licence."""

import json
from pathlib import Path
from typing import Any

import pytest

from registry_place import Place, initiative, package

SWAN, HERON = "example-town-swan", "example-town-heron"


def under(licence: str, *initiatives: Any, publisher: str = "example-town") -> str:
    return json.dumps({**json.loads(package(publisher, *initiatives)), "licence": licence})


def ids(place: Place, folder: str) -> list[str]:
    path = place.site / folder / "initiatives.json"
    return [each["id"] for each in json.loads(path.read_text(encoding="utf-8"))["initiatives"]]


def files(site: Path) -> str:
    return "\n".join(p.read_text("utf-8", "replace") for p in site.rglob("*") if p.is_file())


@pytest.fixture
def open_one(place: Place) -> Place:
    """A place with a publisher whose licence is open, so that there is a site."""
    place.publisher("open-town", package("open-town", initiative("open-town-hall")))
    return place


@pytest.mark.parametrize(
    ("licence", "why"),
    [
        ("CC-BY-ND-4.0", "CC-BY-ND-4.0 is not an open licence. It forbids sharing"),
        ("CC-BY-NC-4.0", "CC-BY-NC-4.0 is not an open licence. It forbids use for commercial"),
        ("https://example.org/terms", "https://example.org/terms is not known here as an open"),
        ("LicenseRef-own", "LicenseRef-own is not known here as an open licence"),
    ],
)
def test_a_source_without_an_open_licence_is_not_published_and_told(
    open_one: Place, licence: str, why: str
) -> None:
    open_one.publisher("example-town", under(licence, initiative(SWAN)))
    result = open_one.build()
    assert result.exit_code == 1
    assert why in " ".join(result.output.split())
    assert why in open_one.status("example-town")["sources"][0]["reason"]
    page = open_one.site / "publishers" / "example-town" / "index.html"
    assert why in page.read_text(encoding="utf-8")
    assert f"The {SWAN} (invented)" not in files(open_one.site)
    assert ids(open_one, "data") == ["open-town-hall"]


def test_the_licence_of_the_entry_is_that_of_records_that_name_none(open_one: Place) -> None:
    entry = open_one.registry / "gb" / "example-town.yaml"
    open_one.publisher("example-town", package("example-town", initiative(SWAN)))
    text = entry.read_text("utf-8")
    rows = "name,town\nThe Swan (invented),Example Town\n"
    table = open_one.registry / "data" / "example-town" / "list.csv"
    table.write_text(rows, encoding="utf-8")
    mapping = (
        "    options:\n      mapping:\n        id: {column: name}\n        name: {column: name}\n"
        "        clusters: {value: [capacity-and-assets]}\n"
        "        places: [{name: {column: town}, country: {value: GB}}]\n"
    )
    text = text.replace("initiatives.json", "list.csv").replace(
        "importer: cpstandard", "importer: table"
    )
    entry.write_text(text.replace("CC-BY-4.0", "CC-BY-ND-4.0") + mapping, encoding="utf-8")
    assert open_one.build().exit_code == 1
    assert ids(open_one, "data") == ["open-town-hall"]


def test_of_a_source_with_several_licences_the_open_records_are_shown(open_one: Place) -> None:
    closed = initiative(HERON, provenance={"licence": "CC-BY-ND-4.0"})
    open_one.publisher("example-town", under("CC-BY-4.0", initiative(SWAN), closed))
    assert open_one.build().exit_code == 1
    assert ids(open_one, "data") == [SWAN, "open-town-hall"]
    remarks = open_one.status("example-town")["sources"][0]["remarks"]
    assert any(r.startswith("1 record is not shown: CC-BY-ND-4.0 is not an open") for r in remarks)
    assert HERON not in open_one.pages()


def test_share_alike_stands_in_files_of_its_own(open_one: Place) -> None:
    open_one.publisher("example-town", under("ODbL-1.0", initiative(SWAN)))
    assert open_one.build().exit_code == 0
    assert ids(open_one, "data") == ["open-town-hall"]
    assert ids(open_one, "data/licences/odbl-1-0") == [SWAN]
    assert ids(open_one, "data/example-town/odbl-1-0") == [SWAN]
    for form in ("csv", "jsonl", "geojson", "sqlite", "parquet"):
        joint = (open_one.site / "data" / f"initiatives.{form}").read_bytes()
        assert SWAN.encode() not in joint, form
        apart = open_one.site / "data" / "licences" / "odbl-1-0" / f"initiatives.{form}"
        assert apart.is_file()
    page = (open_one.site / "data" / "licences" / "index.html").read_text("utf-8")
    assert "Open Database Licence 1.0" in page
    assert "Contains information from example-town, which is made available here" in page


def test_non_commercial_needs_a_site_that_says_so_and_stands_alone(open_one: Place) -> None:
    open_one.publisher("example-town", under("CC-BY-NC-SA-3.0", initiative(SWAN)))
    assert open_one.build().exit_code == 1
    assert SWAN not in open_one.pages()
    (open_one.registry / "site.yaml").write_text("non_commercial: true\n", encoding="utf-8")
    assert open_one.build().exit_code == 0
    assert SWAN in open_one.pages()
    assert ids(open_one, "data") == ["open-town-hall"]
    assert ids(open_one, "data/licences/cc-by-nc-sa-3-0") == [SWAN]
    record = (open_one.site / "initiatives" / SWAN / "index.html").read_text("utf-8")
    assert "but not for commercial advantage" in record


def test_a_last_good_copy_under_a_licence_that_is_not_open_is_not_shown(open_one: Place) -> None:
    """A site that stops calling itself not commercial no longer shows what needed that."""
    path = open_one.publisher("example-town", under("CC-BY-NC-4.0", initiative(SWAN)))
    (open_one.registry / "site.yaml").write_text("non_commercial: true\n", encoding="utf-8")
    assert open_one.build().exit_code == 0
    (open_one.registry / "site.yaml").write_text("non_commercial: false\n", encoding="utf-8")
    path.write_text("{", encoding="utf-8")
    assert open_one.build().exit_code == 1
    assert SWAN not in open_one.pages()


def test_publishers_are_named_as_they_ask(open_one: Place) -> None:
    entry = open_one.registry / "gb" / "open-town.yaml"
    text = entry.read_text("utf-8")
    entry.write_text(text + "attribution: Name <us> so, please.\n", encoding="utf-8")
    assert open_one.build().exit_code == 0
    for page in ("initiatives/open-town-hall", "data/licences"):
        assert "Name &lt;us&gt; so, please." in (open_one.site / page / "index.html").read_text(
            "utf-8"
        )
    words = (open_one.site / "data" / "attribution.txt").read_text("utf-8")
    assert "- Name <us> so, please.\n" in words
    terms = json.loads((open_one.site / "data" / "licences.json").read_text("utf-8"))
    assert terms["licences"][0]["statements"][0]["statement"] == "Name <us> so, please."

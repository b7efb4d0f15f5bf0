"""The pages that say what each edition changed, as a visitor reads them and as a build makes them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cpstandard.publish.directory import Directory
from cpstandard.publish.site import render_site
from registry_place import NOW, Place, initiative, package

Site = dict[str, bytes]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def give(place: Place, *records: Any) -> None:
    """Publish these records of one publisher, whole site and all."""
    place.publisher("good-town", package("good-town", *records))
    result = place.build()
    assert result.exit_code == 0, result.output


def text(place: Place, address: str) -> str:
    return (place.site / address / "index.html").read_text("utf-8")


def told(place: Place) -> list[dict[str, Any]]:
    return json.loads((place.site / "editions" / "index.json").read_bytes())["editions"]


def three_editions(place: Place) -> str:
    """Add, change and remove; return the address of the edition that does all three."""
    old = initiative("good-town-old", name="The Old Mill (invented)")
    swan = initiative("good-town-swan", name="The Swan (invented)")
    give(place, old, swan)
    other = {**swan, "description": "A pub that its village bought (invented)."}
    give(place, other, initiative("good-town-new", name="The New Orchard (invented)"))
    return f"editions/{told(place)[0]['id']}"


def test_an_edition_says_what_it_added_changed_and_removed(place: Place) -> None:
    page = text(place, three_editions(place))
    assert 'href="../../initiatives/good-town-new/index.html">The New Orchard (invented)' in page
    assert "Changed in it: Description</p>" in page
    assert "<code>good-town-old</code>" in page
    assert "The Old Mill" not in page, "of what is gone only the id is kept"


def test_editions_of_one_day_are_told_apart(place: Place) -> None:
    swan = initiative("good-town-swan")
    give(place, swan)
    assert "of that day" not in text(place, "editions"), "there is no other"
    give(place, swan, initiative("good-town-new"))
    day = NOW[:10]
    assert [each["published"] for each in told(place)] == [day, day]
    first, second = text(place, "editions").split("<li><h2>")[1:3]
    assert "31 January 2026, edition 2 of that day</a></h2>" in first
    assert second.startswith("31 January 2026, edition 1 of that day</h2>")
    newest = text(place, f"editions/{told(place)[0]['id']}")
    assert "<h1>What changed on 31 January 2026, edition 2 of that day</h1>" in newest


def test_the_list_of_editions_names_what_each_did(place: Place) -> None:
    address = three_editions(place)
    page = text(place, "editions")
    assert f'<a href="../{address}/index.html">' in page
    assert "1 was added: <a" in page
    assert '1 was changed: <a href="../initiatives/good-town-swan/index.html">' in page
    assert "1 was removed: <code>good-town-old</code>" in page
    assert "This is where the history begins." in page
    assert 'href="../editions/index.html"' in text(place, "status")


def test_the_fields_that_changed_are_data_too_and_are_carried_on(place: Place) -> None:
    three_editions(place)
    told_now = told(place)[0]
    lists = place.site / told_now["changes"]
    assert json.loads(lists.read_bytes())["fields"] == {"good-town-swan": ["description"]}
    give(place, initiative("good-town-swan", name="The Swan (invented)"))
    assert json.loads(lists.read_bytes())["fields"] == {"good-town-swan": ["description"]}
    page = text(place, f"editions/{told_now['id']}")
    assert "no longer shown" in page, "the orchard is gone by now"


def test_of_a_damaged_record_it_is_not_told_which_fields_changed(place: Place) -> None:
    swan = initiative("good-town-swan", name="The Swan (invented)")
    give(place, swan)
    (place.site / "api" / "v1" / "initiatives" / "good-town-swan.json").write_text("{}")
    give(place, {**swan, "description": "Told anew (invented)."})
    page = text(place, f"editions/{told(place)[0]['id']}")
    assert "The Swan (invented)" in page
    assert "Changed in it" not in page


def test_what_is_withdrawn_is_on_no_page_of_an_edition(place: Place) -> None:
    address = three_editions(place)
    (place.registry / "withdrawn.yaml").write_text(
        "withdrawn:\n- id: good-town-new\n  reason: Those who run it asked (invented).\n"
        "  date: 2026-01-31\n"
    )
    place.build()
    pages = [*(place.site / "editions").rglob("*.html")]
    assert place.site / address / "index.html" in pages
    assert [page for page in pages if "good-town-new" in page.read_text("utf-8")] == []
    assert [page for page in pages if "New Orchard" in page.read_text("utf-8")] == []


def test_no_more_editions_have_a_page_than_the_feed_has(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cpstandard.pipeline.show._EDITIONS", 2)
    for number in range(4):
        give(place, initiative("good-town-swan", name=f"The Swan {number} (invented)"))
    folders = {path.parent.name for path in (place.site / "editions").glob("*/index.html")}
    assert folders == {each["id"] for each in told(place)[:2]}
    page = text(place, "editions")
    assert "2 older editions are not listed here" in page


def test_without_a_history_there_is_no_page_and_no_link(directory: Directory) -> None:
    site = dict(render_site(replace(directory, editions=[], older_editions=0)))
    assert [path for path in site if path.startswith("editions/")] == []
    assert b"editions/index.html" not in site["status/index.html"] + site["index.html"]


def test_an_edition_that_changed_no_record_says_so_and_has_no_page(site: Site) -> None:
    page = site["editions/index.html"].decode()
    assert "No record was added, changed or removed." in page
    assert f"editions/{'3' * 16}/index.html" not in site
    assert "What it changed against the edition before is not known." in page
    assert "2 older editions are not listed here" in page


def test_more_than_a_page_names_is_counted(site: Site) -> None:
    page = site[f"editions/{'4' * 16}/index.html"].decode()
    assert "6 more are not named here." in page
    assert "Changed in it: Description, Evidence" in page

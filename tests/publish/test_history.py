"""Each edition says what it added, changed and removed, and the history outlives the editions."""

import json
import os
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from cpstandard.publish.atom import Entry, feed
from cpstandard.publish.changes import record_digest
from cpstandard.publish.edition import Editions
from cpstandard.publish.history import History
from registry_place import Place, initiative, package

ATOM = "{http://www.w3.org/2005/Atom}"


def publish(out: Path, number: int, **records: str) -> None:
    history = History("A directory (invented)", f"2026-01-{number:02}", records)
    editions = Editions(out, keep=1)
    editions.settle(editions.publish(f"{number:0<64}", [("index.html", b"")], history))


def index(site: Path) -> list[dict[str, Any]]:
    return json.loads((site / "editions" / "index.json").read_bytes())["editions"]


def lists(site: Path, told: dict[str, Any]) -> tuple[list[str], ...]:
    found = json.loads((site / told["changes"]).read_bytes())
    assert {name: found[name] for name in ("id", "published", "before")} == {
        name: told[name] for name in ("id", "published", "before")
    }
    return found["added"], found["changed"], found["removed"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Three editions, of which one is kept."""
    out = tmp_path / "site"
    publish(out, 1, a="1", b="1")
    publish(out, 22, a="1", b="2", c="1")
    publish(out, 23, b="2", c="1")
    assert len(list((tmp_path / "site.editions").iterdir())) == 1
    return out


def test_what_changed_is_told_of_every_edition_though_one_is_kept(site: Path) -> None:
    newest, middle, first = index(site)
    assert lists(site, newest) == ([], [], ["a"])
    assert lists(site, middle) == (["c"], ["b"], [])
    assert (middle["added"], middle["changed"], middle["removed"]) == (1, 1, 0)
    assert first == {"id": f"{1:0<16}", "published": "2026-01-01", "records": 2}
    assert newest["before"] == middle["id"]
    assert (site / "editions" / "records.csv").read_text() == "id,sha256\nb,2\nc,1\n"


def test_the_feed_tells_the_same(site: Path) -> None:
    root = ET.fromstring((site / "editions" / "feed.atom").read_bytes())
    assert root.findtext(f"{ATOM}updated") == "2026-01-23T00:00:00Z"
    titles = [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]
    assert titles == [
        "0 added, 0 changed, 1 removed: 2 initiatives",
        "1 added, 1 changed, 0 removed: 3 initiatives",
        "The first edition: 2 initiatives",
    ]
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(set(ids)) == 3


def test_an_edition_that_is_made_again_is_no_new_one(site: Path) -> None:
    before = index(site)
    (site / "index.html").write_text("damaged")
    publish(site, 23, b="2", c="1")
    assert index(site) == before


def test_a_list_that_was_damaged_is_left_out_and_its_numbers_stay(site: Path) -> None:
    newest, middle, first = index(site)
    (site / middle["changes"]).write_text("{}")
    publish(site, 24, b="2")
    left = {name: value for name, value in middle.items() if name != "changes"}
    assert index(site)[1:] == [newest, left, first]
    assert not (site / middle["changes"]).exists()


@pytest.mark.parametrize("file", ["manifest.json", "editions/index.json"])
def test_a_history_that_cannot_be_read_begins_anew(site: Path, file: str) -> None:
    (site / file).write_text("[")
    publish(site, 24, b="2")
    (told,) = index(site)
    assert "added" not in told


def test_what_was_withdrawn_is_in_no_list(site: Path) -> None:
    history = History("A", "2026-01-25", {"b": "2"}, is_withdrawn=lambda i: i in ("a", "c"))
    Editions(site).publish("5" * 64, [("index.html", b"")], history)
    newest, removed, added, _ = index(site)
    assert lists(site, newest) == ([], [], [])
    assert newest["removed"] == 1
    assert lists(site, removed) == ([], [], [])
    assert lists(site, added) == ([], ["b"], [])


def test_a_record_that_was_only_read_again_is_the_same() -> None:
    record = initiative("ex-a", provenance={"retrievedAt": "2026-01-01", "importer": "x 1"})
    later = initiative("ex-a", provenance={"retrievedAt": "2026-02-02", "importer": "x 2"})
    assert record_digest(record) == record_digest(later)
    assert record_digest(record) != record_digest({**record, "name": "Other"})
    assert record_digest(record) != record_digest(
        initiative("ex-a", provenance={"licence": "CC0-1.0"})
    )


def test_a_build_tells_what_it_changed(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.publisher("good-town", package("good-town", initiative("good-town-a")))
    place.build()
    changed = initiative("good-town-a", name="Another name (invented)")
    place.publisher("good-town", package("good-town", changed, initiative("good-town-b")))
    place.build("--keep", "1")
    newest, first = index(place.site)
    assert lists(place.site, newest) == (["good-town-b"], ["good-town-a"], [])
    assert (first["records"], newest["records"]) == (1, 2)


def test_a_feed_holds_any_text() -> None:
    odd = "<b>&amp;\x00\x1f\ud800\ufffe ]]> \U0001f3e0"
    text = feed("urn:x", odd, "2026-01-01", [Entry("urn:y", odd, "2026-01-01")], author=odd)
    title = ET.fromstring(text).findtext(f"{ATOM}title")
    assert title == "<b>&amp; ]]> \U0001f3e0"


def test_what_was_published_before_may_come_back(tmp_path: Path) -> None:
    """The same inputs have the same name: a second edition of it is told apart."""
    out = tmp_path / "site"
    for number, records in enumerate([{"a": "1"}, {"a": "2"}] * 3):
        history = History("A", "2026-01-01", records)
        Editions(out, keep=9).publish(f"{number % 2 + 1:0<64}", [("index.html", b"")], history)
    names = [told["id"] for told in index(out)]
    first, second = f"{1:0<16}", f"{2:0<16}"
    assert names == [f"{second}-3", f"{first}-3", f"{second}-2", f"{first}-2", second, first]
    assert [lists(out, told) for told in index(out)[:-1]] == [([], ["a"], [])] * 5
    # The newest was damaged, and is made again: that is no new edition.
    (out / "index.html").write_text("damaged")
    history = History("A", "2026-01-02", {"a": "2"})
    Editions(out, keep=9).publish(f"{2:0<64}", [("index.html", b"")], history)
    assert [told["id"] for told in index(out)] == names


def test_where_the_current_edition_is_damaged_the_newest_other_one_came_before(
    tmp_path: Path,
) -> None:
    editions = Editions(tmp_path / "site", keep=9)
    for day, digit in enumerate("5914", 1):
        history = History("A directory (invented)", f"2026-01-0{day}", {digit: "1"})
        made = editions.publish(digit * 64, [("index.html", b"")], history)
        os.utime(made.folder, (day, day))
    (tmp_path / "site" / "manifest.json").unlink()
    history = History("A directory (invented)", "2026-01-05", {"7": "1"})
    editions.publish("7" * 64, [("index.html", b"")], history)
    newest, before, *_ = index(tmp_path / "site")
    assert newest["before"] == before["id"] == "1" * 16
    assert lists(tmp_path / "site", newest) == (["7"], [], ["1"])

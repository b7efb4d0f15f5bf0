"""Clusters, practices and places each have a feed of what the editions changed of them."""

import csv
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.publish.changes import changes
from cpstandard.publish.term_feeds import Terms, changes_by_term, term_feeds
from registry_place import Place, initiative, package

ATOM = "{http://www.w3.org/2005/Atom}"
ENERGY, LIBRARY = "practices/community-energy/", "practices/tool-library/"
BRITAIN, FRANCE = "places/united-kingdom/", "places/france/"


def entries(site: Path, term: str) -> list[tuple[str, str]]:
    root = ET.fromstring((site / term / "feed.atom").read_bytes())
    return [
        (str(each.findtext(f"{ATOM}title")), str(each.findtext(f"{ATOM}summary")))
        for each in root.iter(f"{ATOM}entry")
    ]


def titles(site: Path, term: str) -> list[str]:
    return [title for title, _ in entries(site, term)]


def of(practice: str, country: str = "GB", **more: Any) -> dict[str, Any]:
    place = {"name": "Example Town", "country": country}
    return {"practices": [practice], "places": [place], **more}


def put(place: Place, *initiatives: Any) -> None:
    place.publisher("a-town", package("a-town", *initiatives))
    place.build("--keep", "1")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Two editions: one initiative moved, one was removed, two are new, one stayed."""
    place = Place(tmp_path)
    put(
        place,
        initiative("a-town-moves", **of("community-energy")),
        initiative("a-town-goes", **of("community-energy")),
        initiative("a-town-stays", **of("community-energy")),
    )
    put(
        place,
        initiative("a-town-moves", **of("tool-library", "FR")),
        initiative("a-town-stays", **of("community-energy")),
        initiative("a-town-one", **of("tool-library")),
        initiative("a-town-two", **of("tool-library")),
    )
    return place


def test_each_term_tells_what_it_gained_and_lost(place: Place) -> None:
    assert titles(place.site, ENERGY) == ["0 added, 0 changed, 2 removed"]
    assert titles(place.site, LIBRARY) == ["3 added, 0 changed, 0 removed"]
    assert titles(place.site, BRITAIN) == ["2 added, 0 changed, 2 removed"]
    assert titles(place.site, FRANCE) == ["1 added, 0 changed, 0 removed"]
    assert titles(place.site, "clusters/capacity-and-assets/") == ["2 added, 1 changed, 1 removed"]
    ((_, summary),) = entries(place.site, ENERGY)
    assert "These are: a-town-goes, a-town-moves." in summary


def test_a_feed_is_carried_and_only_grows_where_its_term_changed(place: Place) -> None:
    before = {term: (place.site / term / "feed.atom").read_bytes() for term in (ENERGY, FRANCE)}
    put(
        place,
        initiative("a-town-moves", **of("tool-library", "FR", name="Renamed (invented)")),
        initiative("a-town-stays", **of("community-energy")),
    )
    assert (place.site / ENERGY / "feed.atom").read_bytes() == before[ENERGY]
    assert titles(place.site, FRANCE) == [
        "0 added, 1 changed, 0 removed",
        "1 added, 0 changed, 0 removed",
    ]
    ids = ET.fromstring((place.site / FRANCE / "feed.atom").read_bytes())
    known = [each.findtext(f"{ATOM}id") for each in ids.iter(f"{ATOM}entry")]
    assert len(set(known)) == 2
    assert str(known[1]).encode() in before[FRANCE], "an entry keeps its id"


def test_there_is_a_feed_where_there_is_a_page_and_the_page_names_it(place: Place) -> None:
    feeds = {path.parent for path in place.site.rglob("feed.atom")}
    named = {
        path.parent
        for path in place.site.rglob("index.html")
        if 'application/atom+xml">Feed of what changes here' in path.read_text(encoding="utf-8")
        and "cy" not in path.relative_to(place.site).parts
    }
    own = {place.site / "editions", place.site / "publishers" / "a-town"}
    assert feeds - own == named
    assert place.site / "practices/tool-library" in named
    head = (place.site / ENERGY / "index.html").read_text(encoding="utf-8").partition("</head>")[0]
    assert 'href="../../practices/community-energy/feed.atom"' in head
    for page in place.site.rglob("*.html"):
        found = page.read_text(encoding="utf-8").partition("</head>")[0]
        assert 'editions/feed.atom">' in found, page


def test_what_is_withdrawn_is_named_in_no_feed(place: Place) -> None:
    assert "a-town-goes" in entries(place.site, ENERGY)[0][1]
    (place.registry / "withdrawn.yaml").write_text(
        'withdrawn:\n  - id: a-town-goes\n    date: "2026-01-30"\n    reason: Invented.\n'
    )
    place.build("--keep", "1")
    assert titles(place.site, ENERGY)[-1] == "0 added, 0 changed, 2 removed"
    for feed in place.site.rglob("feed.atom"):
        assert b"a-town-goes" not in feed.read_bytes(), feed


def test_the_table_of_records_tells_their_terms_and_without_pages_none(place: Place) -> None:
    table = place.site / "editions" / "records.csv"
    with table.open(encoding="utf-8", newline="") as lines:
        rows = {row["id"]: row["terms"].split() for row in csv.DictReader(lines)}
    assert rows["a-town-moves"] == ["clusters/capacity-and-assets/", LIBRARY, FRANCE]
    place.build("--data-only")
    assert table.read_text(encoding="utf-8").splitlines()[0] == "id,sha256"
    newest = json.loads((place.site / "editions" / "index.json").read_bytes())["editions"][0]
    assert "terms" not in newest


def test_with_an_address_of_the_site_all_are_whole_addresses() -> None:
    counts = {"added": 1, "changed": 0, "removed": 0, "among": ["a-b"]}
    edition = {"id": "e2", "published": "2026-01-02", "changes": "editions/e2.json"}
    told = [{**edition, "terms": {FRANCE: counts}}]
    ((path, text),) = term_feeds(
        Terms({FRANCE: "France"}), told, "A directory (invented)", "https://x.example/power/"
    )
    root = ET.fromstring(text)
    assert path == f"{FRANCE}feed.atom"
    own = f"https://x.example/power/{FRANCE}feed.atom"
    assert root.findtext(f"{ATOM}id") == own
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == f"{own}#e2"
    links = [(each.get("rel"), each.get("href")) for each in root.iter(f"{ATOM}link")]
    assert links == [("self", own), ("alternate", f"https://x.example/power/{FRANCE}")]


RECORDS = st.dictionaries(
    st.sampled_from("abcdef"), st.tuples(st.sampled_from("12"), st.sets(st.sampled_from("xyz")))
)


@given(before=RECORDS, now=RECORDS)
def test_what_a_term_had_with_its_changes_is_what_it_has(
    before: dict[str, tuple[str, set[str]]], now: dict[str, tuple[str, set[str]]]
) -> None:
    def terms(records: dict[str, tuple[str, set[str]]]) -> dict[str, tuple[str, ...]]:
        return {identifier: tuple(sorted(held)) for identifier, (_, held) in records.items()}

    def digests(records: dict[str, tuple[str, set[str]]]) -> dict[str, str]:
        return {identifier: f"{text}{sorted(held)}" for identifier, (text, held) in records.items()}

    lists = changes(digests(before), digests(now)).lists()
    found = changes_by_term(lists, terms(before), terms(now))
    for term in "xyz":
        had = {identifier for identifier, (_, held) in before.items() if term in held}
        has = {identifier for identifier, (_, held) in now.items() if term in held}
        told = found.get(term, {"added": [], "changed": [], "removed": []})
        assert set(told["added"]) == has - had
        assert set(told["removed"]) == had - has
        assert set(told["changed"]) == {i for i in had & has if before[i][0] != now[i][0]} | {
            i for i in had & has if before[i][1] != now[i][1]
        }

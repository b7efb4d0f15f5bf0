"""``status.json``, its history, and each publisher's feed and badge."""

import json
import shutil
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from cpstandard.core.status import Moment
from cpstandard.pipeline.status import changed_on
from cpstandard.schema_store import schema_folder
from registry_place import Place, initiative, package

ATOM = "{http://www.w3.org/2005/Atom}"
DAYS = [f"2026-02-{day:02}T06:00:00Z" for day in range(1, 10)]


def names(*names: str) -> str:
    return package("a-town", *(initiative(f"a-town-{name}") for name in names))


def whole(place: Place) -> dict[str, Any]:
    status: dict[str, Any] = json.loads((place.site / "status.json").read_text("utf-8"))
    return status


def told(place: Place, publisher: str = "a-town") -> list[tuple[str, str, int, int]]:
    return [
        (each["date"][-2:], each["state"], each["recordsIn"], each["recordsOut"])
        for each in whole(place)["history"][publisher]
    ]


@pytest.fixture
def broken() -> dict[str, Any]:
    record = initiative("a-town-broken")
    del record["sources"]
    return record


def test_it_keeps_to_its_schema_which_is_published_with_it(
    place: Place, broken: dict[str, Any]
) -> None:
    place.publisher("a-town", package("a-town", initiative("a-town-swan"), broken))
    place.publisher("b-town", None)
    place.publisher(
        "c-town", package("c-town", initiative("c-town-owl")), "    copies: {days: 5}\n"
    )
    place.build("--now", DAYS[0])
    place.publisher("c-town", "<html>", "    copies: {days: 5}\n")
    place.build("--now", DAYS[1])
    status = whole(place)
    assert {each["state"] for each in status["publishers"].values()} == {
        "published", "failed", "stale",
    }  # fmt: skip
    kept = json.loads((schema_folder() / "tooling/status.json").read_text("utf-8"))
    published = json.loads((place.site / "status.schema.json").read_text("utf-8"))
    assert {k: v for k, v in kept.items() if k != "$id"} == published
    jsonschema.validate(status, published)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**status, "extra": 1}, published)
    a_town = status["publishers"]["a-town"]
    assert (a_town["recordsIn"], a_town["recordsOut"]) == (2, 1)
    assert a_town["findings"]["missing-field"] == 1


def test_history_has_each_build_that_differed_and_outlives_the_workspace(
    place: Place, broken: dict[str, Any]
) -> None:
    place.publisher("a-town", names("swan"))
    place.build("--now", DAYS[0])
    place.build("--now", DAYS[1])
    assert told(place) == [("01", "published", 1, 1)], "nothing was different"
    place.publisher("a-town", names("swan", "heron"))
    place.build("--now", DAYS[2])
    shutil.rmtree(place.folder / "workspace")
    place.publisher("a-town", package("a-town", initiative("a-town-swan"), broken))
    place.build("--now", DAYS[3])
    place.publisher("a-town", "[")
    place.build("--now", DAYS[4])
    assert told(place) == [
        ("01", "published", 1, 1),
        ("03", "published", 2, 2),
        ("04", "published", 2, 1),
        ("05", "stale", 2, 1),
    ]
    assert whole(place)["publishers"]["a-town"]["changed"] == "2026-02-04"


def test_a_build_of_one_publisher_keeps_what_is_told_of_the_others(place: Place) -> None:
    for name in ("a-town", "b-town"):
        place.publisher(name, package(name, initiative(f"{name}-swan")))
    place.build("--now", DAYS[0])
    place.build("--only", "b-town", "--now", DAYS[1])
    assert told(place) == [("01", "published", 1, 1)]


def test_a_history_that_was_damaged_begins_anew(place: Place) -> None:
    place.publisher("a-town", names("swan"))
    place.build("--now", DAYS[0])
    path = place.site / "status.json"
    path.write_text(path.read_text("utf-8").replace('"published"', '"splendid"'), "utf-8")
    place.build("--now", DAYS[1])
    assert told(place) == [("02", "published", 1, 1)]


def test_a_take_down_leaves_no_reason_of_the_past(place: Place) -> None:
    place.publisher("b-town", package("b-town", initiative("b-town-swan")))
    place.publisher("a-town", names("swan", "heron"), "    expect: {records: {min: 2}}\n")
    place.build("--now", DAYS[0])
    place.publisher("a-town", names("swan"), "    expect: {records: {min: 2}}\n")
    place.build("--now", DAYS[1])
    assert [bool(each["reason"]) for each in whole(place)["history"]["a-town"]] == [False, True]
    (place.registry / "withdrawn.yaml").write_text(
        "withdrawn: [{id: a-town-heron, reason: Asked for., date: 2026-02-03}]"
    )
    place.publisher("a-town", names("swan", "teal", "wren"))
    place.build("--now", DAYS[2])
    assert [each["reason"] for each in whole(place)["history"]["a-town"]] == ["", "", ""]


def test_a_feed_has_an_entry_for_each_and_the_newest_first(place: Place) -> None:
    place.publisher("a-town", names("swan"))
    place.build("--now", DAYS[0])
    place.publisher("a-town", "[")
    place.build("--now", DAYS[1])
    first = (place.site / "publishers/a-town/feed.atom").read_bytes()
    feed = ET.fromstring(first)
    entries = feed.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}title") for each in entries] == [
        "Older copy shown: 1 record shown",
        "Up to date: 1 record shown",
    ]
    assert "not valid JSON" in str(entries[0].findtext(f"{ATOM}summary"))
    assert feed.findtext(f"{ATOM}updated") == "2026-02-02T00:00:00Z"
    (place.registry / "site.yaml").write_text("base_url: https://example.org/x/\n")
    place.build("--now", DAYS[2])
    feed = ET.fromstring((place.site / "publishers/a-town/feed.atom").read_bytes())
    addresses = [each.findtext(f"{ATOM}id") or "" for each in feed.findall(f"{ATOM}entry")]
    assert len(set(addresses)) == 2
    assert all(each.startswith("https://example.org/x/publishers/a-town/#") for each in addresses)


def test_a_badge_says_in_words_what_its_colour_says(place: Place) -> None:
    place.publisher("a-town", names("swan"))
    place.build("--now", DAYS[0])
    path = place.site / "publishers/a-town/badge.svg"
    good = ET.fromstring(path.read_bytes())
    assert "1 record, up to date" in good.attrib["aria-label"]
    place.publisher("a-town", "[")
    place.build("--now", DAYS[1])
    stale = ET.fromstring(path.read_bytes())
    title = stale.findtext("{http://www.w3.org/2000/svg}title") or ""
    assert title == stale.attrib["aria-label"]
    assert "1 record, copy of 1 February 2026" in title
    fills = {each.attrib.get("fill", "") for each in stale.iter()} - {"", "#fff"}
    assert all(_contrast_with_white(fill) > 4.5 for fill in fills), fills


def _contrast_with_white(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    light = sum(part * by for part, by in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
    return 1.05 / (light + 0.05)


def test_changed_is_the_day_since_when_what_is_read_has_been_the_same() -> None:
    def moment(day: int, document: str) -> Moment:
        return Moment(
            date=f"2026-02-{day:02}", state="published", reason="", records_in=1, records_out=1,
            findings=0, document=document,
        )  # fmt: skip

    assert changed_on([]) is None
    assert changed_on([moment(1, "a"), moment(2, "a")]) is None
    assert changed_on([moment(1, "a"), moment(2, "b"), moment(3, "")]) == "2026-02-02"
    assert changed_on([moment(1, "a"), moment(2, "b"), moment(3, "b")]) == "2026-02-02"
    assert changed_on([moment(1, "a"), moment(2, "b"), moment(3, "a")]) == "2026-02-03"


def test_the_pages_say_it_in_words(place: Place) -> None:
    place.publisher("a-town", names("swan"))
    place.build("--now", DAYS[0])
    place.publisher("a-town", "[")
    place.build("--now", DAYS[1])
    for address in ("initiatives/a-town-swan", "publishers/a-town", "status"):
        page = (place.site / address / "index.html").read_text("utf-8")
        assert "Older copy." in page
        assert '<time datetime="2026-02-01">1 February 2026</time>' in page
        assert "31 July 2026" in page
        assert "not valid JSON" in page
    own = (place.site / "publishers/a-town/index.html").read_text("utf-8")
    assert "Put right what the box above says" in own
    assert "feed.atom" in own
    assert "&lt;img src=&#34;ADDRESS/publishers/a-town/badge.svg&#34;" in own


def test_downloads_and_the_api_say_it_too(place: Place) -> None:
    place.publisher("a-town", names("swan"))
    place.publisher("b-town", package("b-town", initiative("b-town-owl")))
    place.build("--now", DAYS[0])
    assert b"older copy" not in (place.site / "data/initiatives.json").read_bytes()
    place.publisher("a-town", "[")
    place.build("--now", DAYS[1])
    said = "last good copy, of 1 February 2026"
    for ending in ("json", "jsonl", "csv", "geojson"):
        own = (place.site / f"data/a-town/initiatives.{ending}").read_text("utf-8")
        assert said in own, ending
        assert said not in (place.site / f"data/b-town/initiatives.{ending}").read_text("utf-8")
        whole = (place.site / f"data/initiatives.{ending}").read_text("utf-8")
        assert "of one publisher an older copy: see status.json" in whole, ending
    assert said in (place.site / "data/a-town/datapackage.json").read_text("utf-8")
    listed = json.loads((place.site / "api/v1/lists/all/1.json").read_text("utf-8"))
    assert {each["id"]: each.get("copyOf") for each in listed["initiatives"]} == {
        "a-town-swan": "2026-02-01",
        "b-town-owl": None,
    }
    record = json.loads((place.site / "api/v1/initiatives/a-town-swan.json").read_text("utf-8"))
    assert record["title"] == "Last good copy, of 1 February 2026, shown until 31 July 2026"

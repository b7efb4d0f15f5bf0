"""Whose an id is, where several publishers and sources meet, and what one of them cannot do."""

import errno
import json
from pathlib import Path

import pytest

from cpstandard.core.document import Document
from cpstandard.documents import open_document
from cpstandard.pipeline import claims, opened
from registry_place import ENTRY, Place, initiative, package

TWO = "  - id: more\n    path: data/example-town/more.json\n    importer: cpstandard\n"


def test_the_longest_publisher_id_owns_an_id(place: Place) -> None:
    place.publisher("any", package("any", initiative("any-town-hall"), initiative("any-hall")))
    place.publisher("any-town", package("any-town", initiative("any-town-hall")))
    result = place.build()
    assert result.exit_code == 1, result.output
    assert place.pages() == {"any-hall", "any-town-hall"}
    outcome = place.status("any")["sources"][0]
    assert outcome["recordsOut"] == 1
    assert outcome["findings"]["id-prefix"] == 1
    assert "begins as those of the publisher any-town do" in result.stderr
    assert place.status("any-town")["recordsOut"] == 1


def test_two_sources_of_a_publisher_cannot_show_one_id_twice(place: Place) -> None:
    path = place.publisher(
        "example-town", package("example-town", initiative("example-town-swan")), TWO
    )
    second = initiative("example-town-swan", name="The other Swan (invented)")
    more = package("example-town", second, initiative("example-town-heron"))
    (path.parent / "more.json").write_text(more, encoding="utf-8")
    result = place.build()
    assert result.exit_code == 1, result.output
    assert place.pages() == {"example-town-heron", "example-town-swan"}
    assert "is given by example-town/initiatives too" in result.stderr
    first, other = place.status("example-town")["sources"]
    assert (first["recordsOut"], other["recordsOut"]) == (1, 1)
    assert other["errors"][0]["code"] == "duplicate-id"
    assert "Nothing changed" in place.build().stderr


def test_a_source_that_failed_holds_no_id(place: Place) -> None:
    path = place.publisher(
        "example-town",
        package("example-town", initiative("example-town-swan")),
        "    expect: {records: {min: 5}}\n" + TWO,
    )
    (path.parent / "more.json").write_bytes(path.read_bytes())
    place.build()
    assert place.pages() == {"example-town-swan"}


def test_a_record_of_the_future_does_not_date_the_site(place: Place) -> None:
    future = initiative("example-town-heron", updated="9999-01-01")
    now = initiative("example-town-swan", updated="2025-12-24")
    place.publisher("example-town", package("example-town", future, now))
    assert place.build().exit_code == 0
    home = (place.site / "index.html").read_text(encoding="utf-8")
    assert 'datetime="9999' not in home
    assert 'datetime="2025-12-24"' in home


def test_a_build_without_a_sound_record_says_what_is_wrong_with_one(place: Place) -> None:
    broken = initiative("example-town-swan")
    del broken["sources"]
    place.publisher("example-town", package("example-town", broken))
    result = place.build()
    assert result.exit_code == 2
    assert "The only record has errors, so nothing is shown: The initiative has no" in result.stderr


def test_a_change_of_an_entry_is_seen_though_its_source_fails(place: Place) -> None:
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    place.publisher("bad-town", None)
    place.build()
    place.publisher("bad-town", None, "website: https://example.org/bad\n")
    assert "Nothing changed" not in place.build().stderr


def test_a_new_day_makes_no_new_edition_of_the_same_data(place: Place) -> None:
    place.publisher("example-town", package("example-town", initiative("example-town-swan")))
    place.build()
    assert "Nothing changed" in place.build("--now", "2026-02-01T06:00:00Z").stderr


@pytest.mark.parametrize(
    ("record_id", "owner"),
    [("a-b-c", "a-b"), ("a-c", "a"), ("a", ""), ("b-a", ""), ("", ""), ("a-" * 60 + "a", "a")],
)
def test_refuses_what_is_anothers(record_id: str, owner: str) -> None:
    for publisher in ("a", "a-b"):
        refused = claims.Claims(["a", "a-b"]).refused(publisher, [record_id])
        assert bool(refused) == bool(record_id and owner != publisher)


def test_registry_check_names_what_an_entry_cannot_know(place: Place) -> None:
    entry = ENTRY.replace("importer: cpstandard", "importer: tabel")
    place.publisher("example-town", None)
    path = place.registry / "gb" / "example-town.yaml"
    path.write_text(entry.format(name="x", path="data/none.json"), encoding="utf-8")
    result = place.check()
    assert result.exit_code == 2
    assert "sources.0: There is no importer 'tabel'; did you mean 'table'?" in result.stderr
    assert "sources.0: data/none.json: no such file or folder" in result.stderr
    place.publisher("example-town", json.dumps({}), "    options: {sheat: x}\n")
    result = place.check()
    assert result.exit_code == 2
    assert "'sheat' is not an option" in result.stderr


def test_a_place_that_cannot_hold_the_site_is_one_line(place: Place) -> None:
    place.publisher("example-town", package("example-town", initiative("example-town-swan")))
    for out in (".", "/"):
        result = place.build("--out", out)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1), result.output
    (place.folder / "a-file").write_text("x", encoding="utf-8")
    result = place.build("--workspace", str(place.folder / "a-file"))
    assert result.exit_code == 2
    assert "a-file: File exists" in result.stderr


def test_a_disk_that_fails_under_one_source_fails_it_alone(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    bad = place.publisher("bad-town", package("bad-town", initiative("bad-town-swan")))

    def failing(path: Path, **facts: str) -> Document:
        if path == bad:
            raise OSError(errno.EIO, "Input/output error", str(path))
        return open_document(path, **facts)

    monkeypatch.setattr(opened, "open_document", failing)
    result = place.build()
    assert result.exit_code == 1, result.output
    assert "bad-town/initiatives.json cannot be read: Input/output error." in result.stderr
    assert place.pages() == {"good-town-swan"}

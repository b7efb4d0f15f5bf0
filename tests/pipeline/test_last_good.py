"""A source that does not hold what its entry expects keeps what was shown of it last."""

import json

from registry_place import Place, initiative, package

EXPECT = "    expect: {records: {min: 2}}\n"


def two(*names: str) -> str:
    return package("example-town", *(initiative(f"example-town-{name}") for name in names))


def test_too_few_records_are_a_failure_that_keeps_the_last_good_copy(place: Place) -> None:
    place.publisher("example-town", two("swan", "heron"), EXPECT)
    assert place.build().exit_code == 0
    place.publisher("example-town", two("swan"), EXPECT)
    result = place.build()
    assert result.exit_code == 1
    assert "gave 1 usable records, where its entry expects 2" in result.stderr
    assert "Shown is the last good copy, of 31 January 2026, until 30 July 2026." in result.stderr
    assert place.pages() == {"example-town-swan", "example-town-heron"}
    assert place.status("example-town")["sources"][0]["state"] == "stale"
    assert place.build().exit_code == 1  # and it stays so until it is mended
    assert place.pages() == {"example-town-swan", "example-town-heron"}
    place.publisher("example-town", two("swan", "teal"), EXPECT)
    assert place.build().exit_code == 0
    assert place.pages() == {"example-town-swan", "example-town-teal"}


def test_without_a_good_copy_it_is_a_failure_alone(place: Place) -> None:
    place.publisher("example-town", two("swan"), EXPECT)
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    assert place.build().exit_code == 1
    assert place.pages() == {"good-town-swan"}
    assert place.status("example-town")["sources"][0]["state"] == "failed"


def test_a_file_that_its_keepers_took_away_is_gone(place: Place) -> None:
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    path = place.publisher("example-town", two("swan", "heron"), EXPECT)
    assert place.build().exit_code == 0
    path.unlink()
    assert place.build().exit_code == 1
    assert place.pages() == {"good-town-swan"}


def test_a_damaged_note_is_no_copy(place: Place) -> None:
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    place.publisher("example-town", two("swan", "heron"), EXPECT)
    assert place.build().exit_code == 0
    note = place.folder / "workspace/good/example-town/initiatives.json"
    note.write_text(json.dumps({"ingest": "../.."}))
    place.publisher("example-town", two("swan"), EXPECT)
    assert place.build().exit_code == 1
    assert place.pages() == {"good-town-swan"}

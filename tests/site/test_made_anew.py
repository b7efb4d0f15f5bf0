"""Pages are made anew where something in them changed, and the site never tells old from new."""

import os
import random
import shutil
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpstandard.core.links import Evidence, LinkKind, LinkSet
from cpstandard.publish import looked
from cpstandard.publish.directory import Directory
from cpstandard.publish.kept_shelf import Together
from cpstandard.publish.pages import initiative
from remaking import EDITS, Place, Records, Remake, cold, found_in, holds


@pytest.fixture
def place(tmp_path: Path, remake: Remake) -> Place:
    return Place(tmp_path, remake)


@pytest.fixture(autouse=True)
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody look, however few pages there are."""
    monkeypatch.setattr(looked, "_WORTH", 1)


def linked(directory: Directory) -> Directory:
    """Join the first and second record as one initiative, and all by an organisation."""
    ids = tuple(sorted(record["id"] for record in directory.records))
    why = (Evidence("same-website", ids[:2], "Both give the same website.", 0.9),)
    sets = [LinkSet(LinkKind.INITIATIVE, ids[:2], why), LinkSet(LinkKind.ORGANISATION, ids, ())]
    return replace(directory, links=sets)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # nothing of them is changed
)
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
@given(
    edits=st.lists(st.tuples(st.sampled_from(EDITS), st.booleans()), min_size=1, max_size=5),
    seed=st.integers(),
)
def test_after_any_edits_the_site_is_as_if_made_from_nothing(
    edits: list[tuple[Callable[[Records, random.Random], None], bool]],
    seed: int,
    tmp_path_factory: pytest.TempPathFactory,
    records: Records,
    remake: Remake,
) -> None:
    """Each edition is in a new folder, or in an old one, whose pages somebody has looked at."""
    place = Place(tmp_path_factory.mktemp("edits"), remake)
    records, draw = deepcopy(records), random.Random(seed)  # the fixture is for all examples
    place.put(linked(remake(records)))
    for edit, in_place in edits:
        records = deepcopy(records)
        edit(records, draw)
        directory = linked(remake(records))
        if in_place:
            place.reuse()
        place.put(directory, jobs=2 if in_place else 1)
        holds(place.edition, directory)
    shutil.rmtree(place.folder)


def test_nothing_is_made_where_nothing_changed(place: Place, records: Records) -> None:
    place.put(place.remake(records))
    files = place.put(place.remake(records))
    assert place.made(place.remake(records)) == cold_search(place)
    assert files.taken > 50


def cold_search(place: Place) -> set[str]:
    """The files of the search's index, which are always made: all of them together."""
    assert place.edition is not None
    left_out = ("search/index.html", "cy/search/index.html")
    return {p for p in found_in(place.edition) if p.startswith("search/") and p not in left_out}


def test_of_a_renamed_record_every_page_that_names_it_is_new(
    place: Place, records: Records
) -> None:
    directory = linked(place.remake(records))
    place.put(directory)
    old = records[1]["name"]
    naming = {path for path, content in cold(directory).items() if old.encode() in content}
    records[1] = {**records[1], "name": "A Quite Different Name (invented)"}
    made = place.made(linked(place.remake(records)))
    neighbours = {f"initiatives/{record['id']}/index.html" for record in records}
    assert len(naming & neighbours) > 1, "the fixture has to have a neighbour that names it"
    assert naming <= made
    holds(place.edition, linked(place.remake(records)))


def test_pages_of_records_that_did_not_change_are_left_alone(
    place: Place, records: Records
) -> None:
    place.put(place.remake(records))
    last = records[-1]
    last["website"] = "https://example.org/another"
    made = place.made(place.remake(records))
    own = f"initiatives/{last['id']}/index.html"
    assert own in made
    pages = {p for p in made if p.startswith("initiatives/") and p.count("/") == 2}
    assert pages == {own}


def test_lists_of_claims_and_of_the_api_show_nothing_of_a_description(
    place: Place, records: Records
) -> None:
    place.put(place.remake(records))
    telling = next(record for record in records if record.get("evidence"))
    telling["description"] = "Told in other words (invented)."
    made = place.made(place.remake(records))
    holds(place.edition, place.remake(records))
    assert f"api/v1/initiatives/{telling['id']}.json" in made
    lists = ("evidence/", "benefits/", "api/v1/lists/")
    assert {path for path in made if path.startswith(lists)} == set()


def test_lists_of_claims_are_new_where_a_claim_is_reworded(place: Place, records: Records) -> None:
    place.put(place.remake(records))
    telling = next(record for record in records if record.get("evidence"))
    telling["evidence"][0]["claim"] = "Reworded (invented)."
    made = place.made(place.remake(records))
    holds(place.edition, place.remake(records))
    assert any(path.startswith("evidence/") for path in made)


def test_of_a_changed_template_all_pages_that_use_it_are_new_and_no_others(
    place: Place, records: Records, templates: Path
) -> None:
    place.put(place.remake(records))
    file = templates / "initiative" / "sources.html"  # included in the page of an initiative
    file.write_text(file.read_text("utf-8") + "<p>Another word.</p>\n", "utf-8")
    made = place.made(place.remake(records)) - cold_search(place)
    assert made == {f"initiatives/{record['id']}/index.html" for record in records}
    holds(place.edition, place.remake(records))


def test_of_the_frame_of_all_pages_all_are_new(
    place: Place, records: Records, templates: Path
) -> None:
    place.put(place.remake(records))
    file = templates / "base.html"
    file.write_text(file.read_text("utf-8").replace("</body>", "<p>More.</p></body>"), "utf-8")
    made = place.made(place.remake(records))
    pages = {path for path in cold(place.remake(records)) if path.endswith(".html")}
    assert pages <= made


def test_another_version_of_the_software_makes_every_page_anew(
    place: Place, records: Records
) -> None:
    place.put(place.remake(records))
    directory = replace(place.remake(records), made_by="another")
    made = place.made(directory)
    assert {path for path in cold(directory) if path.endswith(".html")} <= made
    assert {f"api/v1/initiatives/{record['id']}.json" for record in records} <= made


@pytest.mark.parametrize("damage", ["changed", "gone", "cut", "link"])
def test_a_page_that_was_damaged_since_is_not_taken(
    place: Place, records: Records, damage: str
) -> None:
    place.put(place.remake(records))
    assert place.edition is not None
    page = place.edition / "initiatives" / records[0]["id"] / "index.html"
    content = page.read_bytes()
    if damage == "gone":
        page.unlink()
    elif damage == "link":
        page.rename(place.edition.with_name("elsewhere.html"))
        page.symlink_to(place.edition.with_name("elsewhere.html"))
    else:
        page.write_bytes(content[:-9] if damage == "cut" else content.replace(b"e", b"a", 1))
    place.put(place.remake(records))
    holds(place.edition, place.remake(records))
    assert not [each for each in place.edition.rglob("*") if each.is_symlink()]


def test_what_a_build_kept_that_was_killed_before_its_switch_misleads_nobody(
    place: Place, records: Records
) -> None:
    place.put(place.remake(records))
    current = place.edition
    other = [{**record, "name": f"Other {record['name']}"} for record in records]
    place.put(place.remake(other))
    place.edition = current  # the link was never switched
    place.put(place.remake(other))
    holds(place.edition, place.remake(other))


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("damage", ["changed", "gone", "a stranger's"])
def test_what_is_in_its_place_already_stays_there_if_it_is_whole(
    place: Place, records: Records, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.put(place.remake(records))
    page = place.reuse() / "initiatives" / records[0]["id"] / "index.html"
    if damage == "changed":  # in both folders, for it is one file
        page.write_bytes(page.read_bytes().replace(b"e", b"a", 1))
    else:
        page.unlink()
    if damage == "a stranger's":
        page.write_bytes(b"<p>Written by somebody else.</p>")
    records[-1]["description"] = "Told in other words (invented)."
    before, said = place.edition, list[str]()
    sound = looked.Looked.sound
    monkeypatch.setattr(
        looked.Looked, "sound", lambda self: said.extend(found := sound(self)) or found
    )
    files = place.put(place.remake(records), jobs=2)
    holds(place.edition, place.remake(records))
    assert len(said) > 10
    assert "initiatives of other, from " in said
    assert "initiatives of example, from " not in said  # of which a page is damaged
    assert files.taken > 50
    assert place.edition is not None
    assert (place.edition / "about" / "index.html").samefile(before / "about" / "index.html")


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_the_digest_of_pages_together_is_known_again_when_they_were_looked_at(
    place: Place, records: Records
) -> None:
    place.put(place.remake(records))
    first = dict(place.kept.glances(range(place.kept.shelves())))
    assert all(shelf.together for shelf in first.values())
    records[-1]["description"] = "Told in other words (invented)."
    place.put(place.remake(records))
    some = {
        name
        for name, shelf in place.kept.glances(range(place.kept.shelves()))
        if not shelf.together
    }
    assert 0 < len(some) < len(first)  # of these some were made, and some taken
    place.reuse()
    place.put(place.remake(records), jobs=2)
    again = dict(place.kept.glances(range(place.kept.shelves())))
    assert [name for name, shelf in again.items() if not shelf.together] == []
    assert place.edition is not None
    for name, shelf in again.items():
        together = Together()
        for path, *_ in shelf.files():
            together.add((place.edition / path).read_bytes())
        assert shelf.together == together.hexdigest(), name


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(4096)])
def test_kept_pages_that_cannot_be_read_are_no_use_and_no_harm(
    place: Place, records: Records, content: bytes
) -> None:
    place.put(place.remake(records))
    place.kept.path.write_bytes(content)
    files = place.put(place.remake(records))
    assert files.taken == 0
    holds(place.edition, place.remake(records))
    assert place.put(place.remake(records)).taken > 0


def test_a_file_system_without_hard_links_gets_copies(
    place: Place, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_source: Path, _target: str) -> None:
        raise PermissionError(1, "Operation not permitted")

    place.put(place.remake(records))
    before = place.edition
    monkeypatch.setattr(os, "link", refuse)
    files = place.put(place.remake(records))
    assert files.taken > 50
    assert before is not None
    assert place.edition is not None
    assert not (place.edition / "index.html").samefile(before / "index.html")
    holds(place.edition, place.remake(records))


def test_the_site_is_the_same_however_many_processes_make_it(
    place: Place, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = place.put(place.remake(records), jobs=3)
    holds(place.edition, place.remake(records))
    again = place.put(place.remake(records), jobs=3)
    anew = len(cold_search(place))
    assert (again.taken, again.made) == (files.made - anew, anew)
    holds(place.edition, place.remake(records))


def test_of_a_shelf_that_is_as_it_was_no_file_is_asked_for_in_the_second_edition_already(
    place: Place, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("the files of a shelf were gone through")

    place.put(place.remake(records))
    monkeypatch.setattr(initiative, "_files", refuse)
    place.reuse()
    place.put(place.remake(records), jobs=2)
    monkeypatch.undo()
    holds(place.edition, place.remake(records))

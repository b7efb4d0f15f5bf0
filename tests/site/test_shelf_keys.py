"""The key of a shelf is another after any change of its files, and the same where lists show none.

Where it is the same, and the files are whole, none of them is asked for.
"""

import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import fields, replace
from pathlib import Path

import pytest

from cpstandard.core.areas import Area, Areas
from cpstandard.core.links import LinkKind, LinkSet
from cpstandard.core.standard import Standard
from cpstandard.languages import words
from cpstandard.publish.directory import CopyView, Directory, Outcodes
from cpstandard.publish.reference_input import Reference
from cpstandard.publish.rendering import Shelf
from cpstandard.publish.site import plan_site
from cpstandard.schema_store import standard
from remaking import EDITS, Records, Remake

Made = dict[str, tuple[str, dict[str, bytes]]]
"""By its name, the key of a shelf that has one, and its files."""

OF_GISTS = {"evidence", "near", "coverage", "base_maps", "api"}


def made(directory: Directory) -> Made:
    shelves = [each for each in plan_site(directory) if isinstance(each, Shelf)]
    return {each.name: (key, dict(each.files())) for each in shelves if (key := each.key())}


def others(before: Made, after: Made) -> set[str]:
    """Return which shelves have other files; each of them has to have another key."""
    changed = {name for name in before.keys() & after.keys() if before[name][1] != after[name][1]}
    assert {name for name in changed if before[name][0] == after[name][0]} == set()
    return changed


def _areas(_directory: Directory) -> Areas:
    code, name = "W06000001", "Isle of Anglesey"
    return Areas([Area(code, name, code, name)])


def _extended(_directory: Directory) -> Standard:
    return standard(extensions=["community-shares"])


CHANGES: dict[str, Callable[[Directory], object]] = {
    "list_pages": lambda _: 1,
    "now": lambda _: "2031-01-01",
    "title": lambda _: "Another Title",
    "base_url": lambda _: "https://directory.example.org/",
    "contact": lambda _: "someone@example.org",
    "issues": lambda _: "https://example.org/issues",
    "areas": _areas,
    "outcodes": lambda _: Outcodes({"ZZ1": (51.0, -2.0)}, "2026"),
    "extended": _extended,
    "left_out": lambda _: ["compare"],
    "facets": lambda d: d.facets[:2],
    "links": lambda d: [
        LinkSet(kind, tuple(sorted(each["id"] for each in d.records))[:3], ())
        for kind in (LinkKind.INITIATIVE, LinkKind.ORGANISATION)
    ],
    "copies": lambda d: {each["id"]: CopyView("2025-01-01", "2027-01-01") for each in d.records},
    "publishers": lambda d: {
        key: replace(view, name=f"{view.name} anew", licence="CC0-1.0", website="https://x.example")
        for key, view in d.publishers.items()
    },
    "datasets": lambda _: (),
    "status": lambda _: {},
    "withdrawn": lambda _: (),
    "editions": lambda _: (),
    "leaflet": lambda _: {"leaflet.js": b"map"},
    "languages": lambda d: [words("cy", d.standard)],
    "made_by": lambda _: "another",
    "publisher_of": lambda d: dict(
        zip(d.publisher_of, [*d.publisher_of.values()][::-1], strict=True)
    ),
    "reference": lambda _: Reference(),
    "findings": lambda _: (),
    "older_editions": lambda _: 7,
}

ELSEWHERE = {
    "standard": "comes with the software, which made_by tells",
    "records": "test_after_any_edit",
    "briefs": "say of the records what they say themselves",
    "kept_in": "is a folder, of which nothing shows",
    "look": "test_after_any_change_of_a_template",
    "measured": "shows on a page whose shelf has no key",
}


def test_each_field_of_a_directory_is_changed_by_a_test() -> None:
    assert CHANGES.keys().isdisjoint(ELSEWHERE)
    assert {each.name for each in fields(Directory)} == CHANGES.keys() | ELSEWHERE.keys()


@pytest.mark.parametrize("name", CHANGES)
def test_after_any_change_of_the_directory(remake: Remake, records: Records, name: str) -> None:
    records[0]["evidence"] = records[0]["evidence"] * 101  # more than a page has room for
    directory = remake(records)
    before = made(directory)
    assert {each for each in before if "initiatives of " not in each} == OF_GISTS
    others(before, made(replace(directory, **{name: CHANGES[name](directory)})))


def _say_nothing(records: Records, draw: random.Random) -> None:
    draw.choice(records).pop("description", None)


def _lose_its_points(records: Records, draw: random.Random) -> None:
    for place in draw.choice(records).get("places", []):
        place.pop("latitude", None)
        place.pop("longitude", None)


def _fill_in(records: Records, draw: random.Random) -> None:
    draw.choice(records).update(started="1901", ended="1902", updated="2026-02-03")


@pytest.mark.parametrize("edit", [*EDITS, _say_nothing, _lose_its_points, _fill_in])
@pytest.mark.parametrize("seed", range(3))
def test_after_any_edit(
    remake: Remake,
    records: Records,
    edit: Callable[[Records, random.Random], None],
    seed: int,
) -> None:
    before = made(remake(records))
    edited = deepcopy(records)
    edit(edited, random.Random(seed))
    others(before, made(remake(edited)))


@pytest.mark.parametrize("template", ["claims.html", "near.html", "data/api.html"])
def test_after_any_change_of_a_template(
    remake: Remake, records: Records, templates: Path, template: str
) -> None:
    before = made(remake(records))
    file = templates / template
    file.write_text(file.read_text("utf-8").replace("{% endblock %}", "<p>More.</p>{% endblock %}"))
    assert others(before, made(remake(records)))


def test_of_a_record_told_in_other_words_most_keys_are_the_same(
    remake: Remake, records: Records
) -> None:
    before = made(remake(records))
    records[0]["description"] = "Told in other words (invented)."
    after = made(remake(records))
    same = {name for name in before if before[name][0] == after[name][0]}
    assert same >= OF_GISTS
    assert len(same) > len(OF_GISTS)  # the shelves of other publishers
    assert all("initiatives of " in name for name in others(before, after))

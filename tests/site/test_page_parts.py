"""Of a list that is made anew, what did not change is taken from the list as it was."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from cpstandard.publish.entry import Entry
from cpstandard.publish.evidence import Told
from cpstandard.publish.made_once import MadeOnce
from cpstandard.publish.page_parts import PageParts
from remaking import Place, Records, Remake, found_in, holds


@pytest.fixture
def place(tmp_path: Path, remake: Remake) -> Place:
    return Place(tmp_path, remake)


def with_claims(records: Records) -> Records:
    """The records, the first of them with two claims more that share a list with others'."""
    claims = [{"claim": f"Invented claim {n} <&>.", "direction": "positive"} for n in (1, 2)]
    return [{**records[0], "evidence": claims}, *records[1:]]


@pytest.fixture
def making(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The parts that are made from now on: of which kind, and of which record."""
    made: list[tuple[str, str]] = []
    held = MadeOnce._held

    def seen(self: MadeOnce, key: tuple[Any, ...], caller: Callable[[], Markup]) -> str:
        if len(key) > 1 and isinstance(key[1], (Entry, Told)):
            made.append((key[0], key[1].entry.id if isinstance(key[1], Told) else key[1].id))
        return held(self, key, caller)

    monkeypatch.setattr(MadeOnce, "_held", seen)
    return made


def test_in_a_list_that_is_made_anew_no_part_is_but_those_that_changed(
    place: Place, records: Records, making: list[tuple[str, str]]
) -> None:
    records = with_claims(records)
    place.put(place.remake(records))
    assert {("claim", record["id"]) for record in records if record.get("evidence")} <= {*making}
    assert {("card", record["id"]) for record in records} <= {*making}
    making.clear()
    records[0] = deepcopy(records[0])
    records[0]["evidence"][1]["claim"] = "Quite another."
    place.put(place.remake(records))
    assert {kind for kind, _ in making} >= {"claim", "card"}
    assert {record for _, record in making} == {records[0]["id"]}
    holds(place.edition, place.remake(records))
    making.clear()
    records[0], records[1] = records[1], records[0]
    place.put(place.remake([{**each, "name": f"Z {n}"} for n, each in enumerate(records)]))
    holds(place.edition, place.remake([{**e, "name": f"Z {n}"} for n, e in enumerate(records)]))


def lists(place: Place) -> list[Path]:
    assert place.edition is not None
    return [file for path, file in found_in(place.edition).items() if "evidence/" in path]


def misplaced(kept: Path) -> int:
    """Say of the parts of all pages that they stand three signs later, and return of how many."""
    pages = 0
    with closing(sqlite3.connect(kept)) as db, db:
        for name, made_of in db.execute("SELECT name, made_of FROM kept").fetchall():
            rows = json.loads(made_of)
            for row in rows:
                if row[1]:
                    pages += 1
                    row[1] = json.dumps([[k, b + 3, e + 3] for k, b, e in json.loads(row[1])])
            db.execute("UPDATE kept SET made_of = ? WHERE name = ?", (json.dumps(rows), name))
    return pages


@pytest.mark.parametrize("damage", ["page", "places"])
def test_parts_are_not_taken_from_what_is_damaged(
    place: Place, records: Records, damage: str
) -> None:
    records = with_claims(records)
    place.put(place.remake(records))
    if damage == "page":
        for file in lists(place):
            file.write_bytes(file.read_bytes().replace(b"Invented claim", b"Inverted claim"))
    else:
        assert misplaced(place.kept.path) > 5
    records[0] = deepcopy(records[0])
    records[0]["evidence"][1]["claim"] = "Quite another."
    place.put(place.remake(records))
    holds(place.edition, place.remake(records))


def test_a_part_that_another_template_made_is_not_taken(
    place: Place, records: Records, templates: Path
) -> None:
    records = with_claims(records)
    place.put(place.remake(records))
    file = templates / "initiative" / "claim.html"
    file.write_text(file.read_text("utf-8").replace("Said by", "Told by"), "utf-8")
    place.put(place.remake(records))
    holds(place.edition, place.remake(records))


def test_where_parts_stand_is_told_of_pages_with_signs_that_have_no_bytes() -> None:
    parts = PageParts()
    for key, part in (("a", "é\ud800"), ("b", "x"), ("c", "gone"), ("d", "x")):
        parts.add(key, part)
    page = "é é\ud800 x - x.".encode("utf-8", "replace")
    again = PageParts.of(page, parts.places(page))
    assert [again.find(key) for key in "abcd"] == ["é?", "x", None, "x"]
    assert PageParts().places(page) == ""

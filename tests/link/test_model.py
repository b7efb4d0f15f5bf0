"""The trained model judges in place of the rules, the same each time, and vetoes hold."""

from typing import Any

import pytest

from cpstandard.core.links import LinkKind, LinkSettings
from cpstandard.link.linking import link_subjects
from cpstandard.link.model import by_model
from cpstandard.link.subject import subjects_of
from link.making import body, place, record

LONG = "Cairnbulg Boat Haven and Ropewalk"


def linked(*records: dict[str, Any], settings: LinkSettings | None = None) -> list[tuple]:
    publisher_of = {each["id"]: each["id"][0] for each in records}
    links = link_subjects(
        map(subjects_of, records), publisher_of, settings=settings, judge_by=by_model
    )
    return [(s.kind, s.ids) for s in links.sets]


def test_a_telling_name_links_and_the_evidence_says_how_sure_it_is() -> None:
    records = [record("p-a", LONG), record("q-b", f"The {LONG} Ltd"), record("r-c", "A garden")]
    links = link_subjects(
        map(subjects_of, records), {"p-a": "p", "q-b": "q", "r-c": "r"}, judge_by=by_model
    )
    (found,) = links.sets
    assert (found.kind, found.ids) == (LinkKind.INITIATIVE, ("p-a", "q-b"))
    assert found.evidence[0].rule == "model"
    assert found.evidence[0].words.startswith("A trained model is 99 % sure: the names agree to")


def test_different_numbers_veto_the_model_too() -> None:
    one = record("p-a", LONG, organisations=[body(LONG, "GB-CHC-1")])
    other = record("q-b", LONG, organisations=[body(LONG, "GB-CHC-2")])
    assert linked(one, other) == []


def test_what_has_nothing_in_common_is_not_linked() -> None:
    assert linked(record("p-a", LONG), record("q-b", "Otherton repair café")) == []
    assert linked(record("p-a", LONG)) == []
    assert linked() == []


@pytest.mark.parametrize("sure", [0.5, 1.0])
def test_how_sure_it_has_to_be_is_a_setting(sure: float) -> None:
    far = record("q-b", "Swan Inn Trust", places=[place("Otherton")])
    near = record("p-a", "Swan Inn", places=[place("Otherton")])
    found = linked(near, far, settings=LinkSettings(model_link=sure))
    assert bool(found) == (sure < 1)


def test_no_order_and_no_repetition_changes_a_link() -> None:
    names = [LONG, f"{LONG} Ltd", "Swan Inn", "The Swan Inn Society", "Riverside garden"]
    records = [
        record(f"{'pqrst'[n % 5]}-{n}", names[n % 5], places=[place(f"Town {n // 5}")])
        for n in range(30)
    ]
    first = linked(*records)
    assert first
    assert all(linked(*order) == first for order in (records[::-1], records[7:] + records[:7]))

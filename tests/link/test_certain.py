"""Records are linked by the numbers that they share, and by what people decided, first of all."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.core.links import Between, Decision, LinkKind, Links, SameBody
from cpstandard.link.judging import by_numbers_alone
from cpstandard.link.linking import link_subjects
from cpstandard.link.register_numbers import body_numbers, conflict, mutuals_number
from cpstandard.link.subject import subjects_of
from link.making import body, record, split

INITIATIVE, ORGANISATION = LinkKind.INITIATIVE, LinkKind.ORGANISATION


def links_of(*records: dict[str, Any], decisions: tuple[Decision, ...] = ()) -> Links:
    return link_subjects(map(subjects_of, records), decisions=decisions, judge_by=by_numbers_alone)


def sets_of(links: Links) -> list[tuple[LinkKind, tuple[str, ...]]]:
    return [(each.kind, each.ids) for each in links.sets]


def numbered(id_: str, *numbers: str) -> dict[str, Any]:
    return record(id_, identifiers=[split(number) for number in numbers])


def test_a_shared_number_links_initiatives_in_a_chain_and_says_which() -> None:
    links = links_of(
        numbered("c", "GB-COH-RS000002"),
        numbered("a", "GB-CHC-1"),
        numbered("b", "GB-CHC-1", "GB-COH-rs000002"),
        numbered("d", "GB-CHC-3"),
    )
    assert sets_of(links) == [(INITIATIVE, ("a", "b", "c"))]
    (between,) = Between(links.sets[0]).of("a", "b")
    assert between.words == "Both give GB-CHC-1, a number in an official register."
    assert between.score == 1
    assert Between(links.sets[0]).of("a", "c") == ()


def test_the_organisation_that_runs_two_initiatives_makes_them_no_one_initiative() -> None:
    links = links_of(
        record("a", "A garden", organisations=[body("X", "GB-COH-00000001")]),
        record("b", "A café", organisations=[body("X", "GB-COH-00000001", role="owner")]),
    )
    assert sets_of(links) == [(ORGANISATION, ("a", "b"))]


def test_a_shared_funder_links_nothing() -> None:
    fund = body("A fund", "GB-CHC-9", role="funder")
    assert links_of(record("a", organisations=[fund]), record("b", organisations=[fund])) == Links()


def test_one_record_that_repeats_a_number_is_not_linked_to_itself() -> None:
    assert links_of(numbered("a", "GB-CHC-1", "GB-CHC-1")) == Links()


def test_a_body_with_numbers_of_two_registers_joins_those_that_give_one_each() -> None:
    """A charity that is also a company bridges the records of both registers."""
    links = links_of(
        record("a", organisations=[body("X", "GB-CHC-1")]),
        record("b", organisations=[body("X", "GB-CHC-1", "GB-COH-00000002")]),
        record("c", organisations=[body("X", "GB-COH-00000002")]),
    )
    assert sets_of(links) == [(ORGANISATION, ("a", "b", "c"))]


@pytest.mark.parametrize(
    ("company", "mutual"),
    [
        ("IP29999R", ["29999R"]),
        ("IP00100C", ["100C"]),
        ("SP2010RS", ["2010RS"]),
        ("NP000098", ["98IP"]),
        ("IP029999", []),  # may be 29999R or 29999C
        ("IP00232R", []),  # may be 232IP, of Northern Ireland
        ("01234567", []),
    ],
)
def test_a_society_is_known_by_its_number_at_companies_house(company: str, mutual: list) -> None:
    assert mutuals_number(company) == mutual
    links = links_of(
        record("a", organisations=[body("X", f"GB-COH-{company}")]),
        record("b", organisations=[body("X", f"GB-MPR-{(mutual or ['29999R'])[0]}")]),
    )
    assert bool(links.sets) == bool(mutual)


def test_a_number_that_both_share_does_not_outweigh_one_that_contradicts() -> None:
    links = links_of(
        record("a", organisations=[body("X", "GB-COH-00000001", "GB-CHC-1")]),
        record("b", organisations=[body("X", "GB-COH-00000001", "GB-CHC-2")]),
    )
    assert links.sets == ()
    (candidate,) = links.review
    assert candidate.ids == ("a", "b")
    assert candidate.doubt == "They have different numbers in the register GB-CHC."


def test_numbers_conflict_only_within_one_register_and_where_none_is_shared() -> None:
    assert conflict(["GB-CHC-1"], ["GB-CHC-2"]) == "GB-CHC"
    assert conflict(["GB-CHC-1"], ["GB-COH-2"]) == ""
    assert conflict(["GB-CHC-1", "GB-CHC-2"], ["GB-CHC-2", "GB-CHC-3"]) == ""
    assert conflict(["GB-VAT-1"], ["GB-VAT-2"]) == ""
    assert body_numbers([split("gb-chc-1a")]) == {"GB-CHC-1A"}


def test_tables_of_registers_bridge_numbers_also_through_ones_that_no_record_gives() -> None:
    said = "Charities that are companies (invented)"
    bodies = [
        SameBody(("GB-CHC-1", "GB-COH-00000002"), said),
        SameBody(("GB-SC-3", "GB-COH-00000002"), said),
        SameBody(("GB-CHC-8", "GB-COH-00000009"), said),
    ]
    records = [
        record("a", "A garden", organisations=[body("X", "GB-CHC-1")]),
        record("b", "A café", organisations=[body("Y", "GB-SC-3")]),
        record("c", "A hall", organisations=[body("Z", "GB-CHC-8")]),
    ]
    links = link_subjects(map(subjects_of, records), same_bodies=bodies, judge_by=by_numbers_alone)
    assert sets_of(links) == [(ORGANISATION, ("a", "b"))]
    (evidence,) = links.sets[0].evidence
    assert evidence.rule == "linked-registers"
    assert evidence.words == f"GB-CHC-1 and GB-SC-3 are numbers of one body, says {said}."
    assert (
        link_subjects(
            map(subjects_of, records[::-1]), same_bodies=bodies[::-1], judge_by=by_numbers_alone
        )
        == links
    )


def same(*ids: str, kind: LinkKind = INITIATIVE) -> Decision:
    return Decision(kind, True, ids, "They said so on the telephone.")


def different(*ids: str, kind: LinkKind = INITIATIVE) -> Decision:
    return Decision(kind, False, ids, "Two halls of one name.")


def test_what_somebody_decided_to_be_the_same_is_whatever_the_numbers_say() -> None:
    links = links_of(
        numbered("a", "GB-CHC-1"), numbered("b", "GB-CHC-2"), decisions=(same("b", "a"),)
    )
    assert sets_of(links) == [(INITIATIVE, ("a", "b"))]
    assert links.sets[0].evidence[0].rule == "decision"
    assert "They said so on the telephone." in links.sets[0].evidence[0].words


def test_what_somebody_decided_to_be_different_is_whatever_the_numbers_say() -> None:
    records = [numbered("a", "GB-CHC-1"), numbered("b", "GB-CHC-1")]
    links = links_of(*records, decisions=(different("a", "b"),))
    assert links == Links()


def test_a_decision_also_cuts_a_chain_that_others_make() -> None:
    links = links_of(
        numbered("a", "GB-CHC-1"),
        numbered("b", "GB-CHC-1", "GB-COH-00000002"),
        numbered("c", "GB-COH-00000002"),
        decisions=(different("a", "c"),),
    )
    assert all(not {"a", "c"} <= set(each.ids) for each in links.sets)
    assert len(links.sets) == 1


def test_a_decision_on_organisations_says_nothing_of_initiatives() -> None:
    records = [record("a", "A garden"), record("b", "A café")]
    for each in records:
        each["organisations"] = [body("X", f"GB-CHC-{each['id']}")]
    links = links_of(*records, decisions=(same("a", "b", kind=ORGANISATION),))
    assert sets_of(links) == [(ORGANISATION, ("a", "b"))]


def test_a_decision_on_a_record_that_is_gone_does_no_harm() -> None:
    assert links_of(numbered("a", "GB-CHC-1"), decisions=(same("a", "gone"),)) == Links()


IDS = st.lists(st.sampled_from([f"GB-CHC-{n}" for n in range(6)]), max_size=3)


@given(st.lists(IDS, max_size=8), st.randoms())
def test_order_of_the_records_changes_nothing_and_nobody_is_in_two_sets(owns, random) -> None:
    records = [numbered(f"r{n}", *own) for n, own in enumerate(owns)]
    links = links_of(*records)
    shuffled = list(records)
    random.shuffle(shuffled)
    assert links_of(*shuffled) == links
    members = [id_ for s in links.sets for id_ in s.ids]
    assert len(members) == len(set(members))
    assert all(len(s.ids) > 1 for s in links.sets)

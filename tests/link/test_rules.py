"""Names, places, websites and postcodes link what no number does, and what contradicts stops them."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpstandard.core.links import Decision, LinkKind, Links, LinkSettings
from cpstandard.link.linking import link_subjects
from cpstandard.link.names import core_of, names_of
from cpstandard.link.subject import subjects_of
from link.making import body, place, record

LONG = "Cairnbulg Boat Haven and Ropewalk"


def pair(one: dict[str, Any], other: dict[str, Any], **more: Any) -> Links:
    """Link two records of two publishers."""
    return link_subjects(map(subjects_of, [one, other]), {one["id"]: "p", other["id"]: "q"}, **more)


def linked(links: Links, kind: LinkKind = LinkKind.INITIATIVE) -> list[str]:
    """Return the rules that link the two."""
    return [e.rule for s in links.sets if s.kind is kind for e in s.evidence]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hour Glass Co-operative Limited", "HOURGLASS COOPERATIVE LTD"),
        ("The St. Ann's Centre", "Saint Anns Center"),
        ("M W S (Wrekin) Credit Union", "MWS Wrekin Credit Union Ltd"),
        ("Bread & Roses C.I.C.", "Bread and Roses Community Interest Company"),
        ("Écluse", "Ecluse"),
    ],
)
def test_ways_of_writing_one_name_are_one(one: str, other: str) -> None:
    (first,), (second,) = names_of([one]), names_of([other])
    assert first.run == second.run


def test_what_is_left_of_a_name_is_never_nothing() -> None:
    assert core_of("Limited") == "limited"
    assert core_of("The") == "the"
    assert core_of("!!!") == ""
    assert names_of(["", "..."]) == ()


def test_two_names_in_one_are_two() -> None:
    assert [n.core for n in names_of(["Anytown Trust (trading as The Swan)"])] == [
        "anytown trust",
        "swan",
    ]


def test_a_telling_name_is_enough_where_nothing_contradicts() -> None:
    links = pair(record("p-a", LONG), record("q-b", f"{LONG} Ltd"))
    assert linked(links) == ["name-alone"]
    assert "The names agree to 100 %" in links.sets[0].evidence[0].words


def test_a_common_name_needs_a_place() -> None:
    hall = "Community Centre"
    assert linked(pair(record("p-a", hall), record("q-b", hall))) == []
    there = {"places": [place("Invented Town, Kent")]}
    links = pair(record("p-a", hall, **there), record("q-b", hall, places=[place("invented town")]))
    assert linked(links) == ["same-place"]
    assert "both are in Invented Town" in links.sets[0].evidence[0].words
    elsewhere = record("q-b", hall, places=[place("Otherton")])
    assert linked(pair(record("p-a", hall, **there), elsewhere)) == []


def test_a_wide_place_is_no_place() -> None:
    hall = "Community Centre"
    both = {"places": [place("England and Wales")]}
    assert linked(pair(record("p-a", hall, **both), record("q-b", hall, **both))) == []


def test_a_postcode_is_closer_than_a_town() -> None:
    one = record("p-a", "Swan Inn Society", places=[place("Anytown, AB1 2CD")])
    other = record("q-b", "The Swan Inn Community Society", places=[place("AB1 2CD")])
    links = pair(one, other)
    assert linked(links) == ["same-postcode"]
    assert "AB1" not in links.sets[0].evidence[0].words  # it may be somebody's home


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("https://www.swan.example/", "http://swan.example", "same-website"),
        ("https://swan.example/about", "http://swan.example", "same-website"),
        ("https://town.example/halls/a", "https://town.example/halls/a/", "same-page"),
        ("https://town.example/halls/a", "https://town.example/halls/b", ""),
        ("https://www.facebook.com/", "https://facebook.com", ""),
        ("https://facebook.com/swan", "https://www.facebook.com/swan/", "same-page"),
    ],
)
def test_a_website_links_names_that_are_much_alike(one: str, other: str, rule: str) -> None:
    links = pair(
        record("p-a", "The Swan Society", website=one),
        record("q-b", "Swan Pub Society", website=other),
    )
    assert linked(links)[:1] == ([rule] if rule else [])


def test_a_website_alone_links_nothing() -> None:
    site = {"website": "https://council.example"}
    links = pair(record("p-a", "Repair café", **site), record("q-b", "Citizens' jury", **site))
    assert links == Links()


def test_different_numbers_in_one_register_veto_and_are_shown_to_a_person() -> None:
    one = record("p-a", LONG, organisations=[body(LONG, "GB-CHC-1")])
    other = record("q-b", LONG, organisations=[body(LONG, "GB-CHC-2")])
    links = pair(one, other)
    assert links.sets == ()
    assert links.review[0].doubt == "They have different numbers in the register GB-CHC."


def test_numbers_in_names_tell_rounds_and_houses_apart() -> None:
    there = {"places": [place("Anytown")], "website": "https://swan.example"}
    links = pair(record("p-a", f"{LONG} 2019", **there), record("q-b", f"{LONG} 2021", **there))
    assert links.sets == ()
    assert links.review[0].doubt == "The numbers in their names differ."


def test_what_a_record_names_as_another_initiative_is_another() -> None:
    one = record("p-a", LONG, relations=[{"kind": "follows", "name": LONG, "initiative": "q-b"}])
    links = pair(one, record("q-b", LONG))
    assert linked(links) == []


def test_other_countries_are_other_initiatives() -> None:
    one = record("p-a", LONG, places=[place("Newport", "GB")])
    assert linked(pair(one, record("q-b", LONG, places=[place("Newcastle", "AU")]))) == []


def test_two_initiatives_of_one_organisation_stay_two() -> None:
    lead = [body("Anytown Trust", "GB-CHC-1")]
    links = pair(
        record("p-a", "Riverside garden", organisations=lead),
        record("q-b", "Old Mill café", organisations=lead),
    )
    assert linked(links) == []
    assert linked(links, LinkKind.ORGANISATION) == ["shared-number"]


def test_one_organisation_and_one_name_are_one_initiative() -> None:
    lead = [body("Anytown Trust", "GB-CHC-1")]
    links = pair(
        record("p-a", "Community Centre", organisations=lead),
        record("q-b", "The Community Center", organisations=lead),
    )
    assert linked(links) == ["same-organisation"]
    # What is said of the initiatives need not be said of the organisation again.
    assert linked(links, LinkKind.ORGANISATION) == []


def test_an_organisation_s_town_may_be_another_than_where_it_works() -> None:
    lead = [body("Anytown Trust", "GB-CHC-1")]
    one = record("p-a", LONG, organisations=lead, places=[place("Anytown")])
    assert linked(
        pair(one, record("q-b", LONG, organisations=lead, places=[place("Otherton")]))
    ) == ["same-organisation"]
    shop = record("p-a", "Community Shop", organisations=lead, places=[place("Anytown")])
    branch = record("q-b", "Community Shop", organisations=lead, places=[place("Otherton")])
    assert linked(pair(shop, branch)) == []


def test_what_one_publisher_gives_as_two_stays_two() -> None:
    records = [record("p-a", LONG), record("p-b", LONG)]
    assert link_subjects(map(subjects_of, records), {"p-a": "p", "p-b": "p"}) == Links()


def test_a_record_that_is_like_two_of_one_publisher_is_linked_to_one_and_the_other_is_asked_of() -> (
    None
):
    lead = [body("Anytown Trust", "GB-CHC-1")]
    records = [record(id_, LONG, organisations=lead) for id_ in ("p-a", "q-b", "q-c")]
    links = link_subjects(map(subjects_of, records), {"p-a": "p", "q-b": "q", "q-c": "q"})
    assert [s.ids for s in links.sets if s.kind is LinkKind.INITIATIVE] == [("p-a", "q-b")]
    (candidate,) = links.review
    assert candidate.ids == ("p-a", "q-c")
    assert "two that one publisher gives as records of their own" in candidate.doubt


def test_one_record_of_a_register_through_two_publishers_is_one() -> None:
    origin = {"assertedBy": "rule", "register": "A register", "registerRecordId": "7"}
    links = pair(
        record("p-a", "Community Centre", provenance=origin),
        record("q-b", "Community Centre", provenance=origin),
    )
    assert linked(links) == ["same-register-record"]


def test_a_chain_of_likenesses_is_cut_where_its_ends_are_unlike() -> None:
    """A is like B by the website and B like C by the place; A and C have nothing in common."""
    a = record("p-a", "Swan Inn Society", website="https://swan.example")
    b = record(
        "q-b", "The Swan Society", website="https://swan.example", places=[place("Otherton")]
    )
    c = record("r-c", "Swan Society", places=[place("Otherton")])
    links = link_subjects(map(subjects_of, [a, b, c]), {"p-a": "p", "q-b": "q", "r-c": "r"})
    assert [each.ids for each in links.sets] == [("q-b", "r-c")]
    assert ("p-a", "q-b") in [candidate.ids for candidate in links.review]


def test_a_crowd_is_not_made_of_likenesses() -> None:
    records = [record(f"p{n}-a", LONG) for n in range(6)]
    publisher_of = {each["id"]: each["id"][:2] for each in records}
    links = link_subjects(map(subjects_of, records), publisher_of, settings=LinkSettings(most=4))
    assert max(len(each.ids) for each in links.sets) <= 4
    assert any("larger group" in each.doubt for each in links.review)


def test_a_person_is_shown_the_likeliest_and_no_more_than_can_be_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cpstandard.link.linking.MOST_DOUBTS", 3)
    records = [
        record(f"p{n}-a", LONG, organisations=[body(f"Body {n}", f"GB-CHC-{n}")]) for n in range(9)
    ]
    links = link_subjects(
        map(subjects_of, records), {each["id"]: each["id"][:2] for each in records}
    )
    assert links.sets == ()
    assert [each.ids for each in links.review] == [
        ("p0-a", "p1-a"),
        ("p0-a", "p2-a"),
        ("p0-a", "p3-a"),
    ]


def test_a_decision_outweighs_a_rule_and_leaves_nothing_to_review() -> None:
    apart = Decision(LinkKind.INITIATIVE, False, ("p-a", "q-b"), "Two of one name.")
    links = pair(record("p-a", LONG), record("q-b", LONG), decisions=[apart])
    assert links == Links()


def test_thresholds_are_settings() -> None:
    one, other = record("p-a", LONG), record("q-b", LONG)
    strict = pair(one, other, settings=LinkSettings(bits_alone=500))
    assert strict.sets == ()


WORDS = st.sampled_from(["Swan", "Inn", "Hall", "Cairnbulg", "Haven", "Society", "Garden", "2019"])
RECORDS = st.lists(
    st.tuples(
        st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
        st.sampled_from(["", "Anytown", "Otherton", "Anytown, AB1 2CD"]),
        st.sampled_from(["", "https://swan.example", "https://hall.example/a"]),
        st.sampled_from(["", "GB-CHC-1", "GB-CHC-2", "GB-COH-00000001"]),
        st.sampled_from(["p", "q", "r"]),
    ),
    max_size=12,
)
DECISIONS = st.lists(
    st.tuples(st.booleans(), st.tuples(st.integers(0, 11), st.integers(0, 11))), max_size=3
)


def build(rows: list[tuple[str, str, str, str, str]]) -> list[dict[str, Any]]:
    made = []
    for number, (name, town, website, identifier, publisher) in enumerate(rows):
        each = record(f"{publisher}-{number}", name)
        if town:
            each["places"] = [place(town)]
        if website:
            each["website"] = website
        each["organisations"] = [body(name, *([identifier] if identifier else []))]
        made.append(each)
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RECORDS, DECISIONS, st.randoms())
def test_no_order_changes_a_link_and_decisions_always_hold(rows, decided, random) -> None:
    records = build(rows)
    ids = [each["id"] for each in records]
    decisions, together = [], set()
    for is_same, numbers in decided:
        two = tuple(sorted({ids[n] for n in numbers if n < len(ids)}))
        clashes = any(set(d.ids) & set(two) for d in decisions)
        if len(two) == 2 and not clashes:
            decisions.append(Decision(LinkKind.INITIATIVE, is_same, two, "Looked at."))
            together |= {two} if is_same else set()
    publisher_of = {each: each[0] for each in ids}
    links = link_subjects(map(subjects_of, records), publisher_of, decisions=decisions)
    shuffled, turned = list(records), list(decisions)
    random.shuffle(shuffled)
    random.shuffle(turned)
    assert link_subjects(map(subjects_of, shuffled), publisher_of, decisions=turned) == links
    of_initiatives = [each for each in links.sets if each.kind is LinkKind.INITIATIVE]
    members = [record_id for each in of_initiatives for record_id in each.ids]
    assert len(members) == len(set(members))
    for decision in decisions:
        inside = any(set(decision.ids) <= set(each.ids) for each in of_initiatives)
        assert inside == decision.same
    for each in of_initiatives:
        assert {x for e in each.evidence for x in (*e.ids, *e.others)} == set(each.ids)
    assert all(candidate.ids not in together for candidate in links.review)

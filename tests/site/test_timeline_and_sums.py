"""Events in order with rival dates together; sums with their parts below them, each once."""

from hypothesis import given
from hypothesis import strategies as st

from cpstandard.core.initiative import Claim, Funding, Milestone
from cpstandard.publish.evidence import rival_claims
from cpstandard.publish.sums import in_order
from cpstandard.publish.timeline import timeline

LOCAL_ID = st.sampled_from(["a", "b", "c", "d"])
DATE = st.sampled_from(["1985", "1985~", "1985-06", "2001-02-03", None])


def opened(date: str | None, title: str | None = None) -> Milestone:
    return Milestone(kind="opening", date=date, title=title)


def test_one_event_with_two_dates_is_one_event() -> None:
    [event] = timeline([opened("2014-08", "Doors opened"), opened("2014-07", "doors opened")])
    assert [milestone.date for milestone in event.milestones] == ["2014-07", "2014-08"]
    assert event.is_disputed


def test_a_date_without_a_title_belongs_to_the_only_event_of_its_kind() -> None:
    [event] = timeline([opened("2014-08"), opened("2014-07", "Doors opened")])
    assert event.title == "Doors opened"


def test_events_of_one_kind_with_titles_of_their_own_are_not_rivals() -> None:
    events = timeline([opened("2015", "The shop"), opened("2014", "The hall"), opened("2016")])
    assert [event.title for event in events] == ["The hall", "The shop", ""]
    assert not any(event.is_disputed for event in events)


def test_an_event_without_a_date_comes_last_and_disputes_none() -> None:
    events = timeline([opened(None, "The shop"), opened("2014", "The hall"), opened(None)])
    assert [event.title for event in events] == ["The hall", "The shop", ""]


@given(st.lists(st.builds(opened, DATE, st.sampled_from([None, "x", "y"]))))
def test_no_milestone_is_lost(milestones: list[Milestone]) -> None:
    shown = [milestone for event in timeline(milestones) for milestone in event.milestones]
    assert sorted(map(id, shown)) == sorted(map(id, milestones))


@given(
    st.lists(
        st.builds(
            lambda own, whole: Funding(id=own, part_of=whole),
            st.none() | LOCAL_ID,
            st.none() | LOCAL_ID,
        )
    )
)
def test_each_sum_is_shown_once_and_a_part_only_below_its_whole(lines: list[Funding]) -> None:
    shown = in_order(lines)
    assert sorted(id(each.line) for each in shown) == sorted(map(id, lines))
    seen: set[int] = set()
    for each in shown:
        assert each.whole is None or id(each.whole) in seen
        assert (each.whole is None) == (each.depth == 0)
        seen.add(id(each.line))


@given(
    st.lists(
        st.builds(
            lambda own, rivals: Claim(claim="c", direction="mixed", id=own, rival_of=rivals),
            st.none() | LOCAL_ID,
            st.lists(LOCAL_ID, max_size=2),
        )
    )
)
def test_a_claim_is_in_one_group_of_rivals_at_most(claims: list[Claim]) -> None:
    grouped = [id(claim) for group in rival_claims(claims) for claim in group]
    assert len(grouped) == len(set(grouped))
    assert all(len(group) > 1 for group in rival_claims(claims))


def test_rivalry_holds_both_ways_and_over_several_steps() -> None:
    claims = [
        Claim(claim="1", direction="mixed", rival_of=["b"]),
        Claim(claim="2", direction="mixed", id="b"),
        Claim(claim="3", direction="mixed", id="c", rival_of=["b", "nobody"]),
        Claim(claim="4", direction="mixed", id="d", rival_of=["d"]),
    ]
    assert [[claim.claim for claim in group] for group in rival_claims(claims)] == [["1", "2", "3"]]

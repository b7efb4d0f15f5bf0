"""What lists say of a record is read back from JSON as it was, and what many share is held once."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cpstandard.publish.brief import (
    Body,
    Brief,
    ClaimKind,
    InLanguage,
    Reader,
    Spot,
    State,
    brief_of,
)

# Few words, so that fields of different kinds come to hold the same.
words = st.sampled_from(["", "ended", "2021", "GSS", "lead", "é"])
maybe = st.none() | words
codes = st.lists(words, max_size=3).map(tuple)
degrees = st.none() | st.floats(-90, 90)
spots = st.builds(
    Spot, words, maybe, words, degrees, degrees, maybe,
    st.lists(st.tuples(words, words), max_size=2).map(tuple),
)  # fmt: skip
briefs = st.builds(
    Brief,
    words,
    words,
    maybe,
    words,
    st.lists(st.builds(InLanguage, words, maybe, words), max_size=2).map(tuple),
    codes,
    codes,
    st.lists(spots, max_size=2).map(tuple),
    st.lists(st.builds(Body, words, codes, words, words), max_size=2).map(tuple),
    st.lists(st.builds(ClaimKind, maybe, words, maybe, maybe), max_size=2).map(tuple),
    maybe,
    maybe,
    maybe,
    st.none() | st.builds(State, words, words),
    codes,
    words,
    words,
    st.integers(0, 9),
    st.booleans(),
    words,
)


def read_back(all_of_them: list[Brief]) -> list[Brief]:
    reader = Reader()
    return [reader.brief(json.loads(json.dumps(each))) for each in all_of_them]


@given(st.lists(briefs, max_size=4))
def test_it_is_read_back_as_it_was_kept(all_of_them: list[Brief]) -> None:
    # The text of a named tuple tells its kind too, which its equality does not.
    assert repr(read_back(all_of_them)) == repr(all_of_them)


def test_what_two_records_share_is_held_once(records: list[dict[str, Any]]) -> None:
    first, second = read_back([brief_of(records[0])] * 2)
    assert first.bodies
    assert first.claims
    for one, other in zip(
        [first.clusters, first.practices, first.claims, first.status, *first.bodies],
        [second.clusters, second.practices, second.claims, second.status, *second.bodies],
        strict=True,
    ):
        assert one is other

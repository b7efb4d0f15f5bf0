"""Which evidence of a set of links speaks of two records."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.core.links import Between, Evidence, LinkKind, LinkSet

IDS = tuple("abcdef")
some = st.sets(st.sampled_from(IDS), max_size=4).map(lambda ids: tuple(sorted(ids)))
evidence = st.builds(Evidence, st.just("rule"), some, st.text(max_size=2), st.just(0.5), some)


@given(told=st.lists(evidence, max_size=12))
def test_it_is_all_that_speaks_of_both_in_its_order(told: list[Evidence]) -> None:
    between = Between(LinkSet(LinkKind.ORGANISATION, IDS, tuple(told)))
    for one in (*IDS, "unknown"):
        for other in IDS:
            wanted = tuple(each for each in told if each.speaks_of(one, other))
            assert between.of(one, other) == wanted


def test_in_a_large_set_no_more_is_asked_than_what_names_a_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = tuple(f"{n:04}" for n in range(500))
    told = tuple(Evidence("rule", pair, "", 0.5) for pair in itertools.pairwise(names))
    between, asked = Between(LinkSet(LinkKind.ORGANISATION, names, told)), []
    speaks_of = Evidence.speaks_of

    def counted(self: Evidence, one: str, other: str) -> bool:
        asked.append(self)
        return speaks_of(self, one, other)

    monkeypatch.setattr(Evidence, "speaks_of", counted)
    found = [between.of(*pair) for pair in itertools.pairwise(names)]
    assert found == [(each,) for each in told]
    assert len(asked) <= 2 * len(names)

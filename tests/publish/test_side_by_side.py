"""What several records say of one initiative: agreed, differing, said by one, never merged."""

import pytest

from cpstandard.publish.brief import brief_of
from cpstandard.publish.entry import Entry, PublisherName
from cpstandard.publish.side_by_side import Fact, side_by_side
from cpstandard.publish.whole import Whole


def facts(*records: dict) -> dict[str, Fact]:
    source = {"id": "s1", "title": "Invented"}
    entries = []
    for number, each in enumerate(records):
        record = {"id": f"p{number}-a", "name": "A", "sources": [source], **each}
        name = PublisherName(f"p{number}", f"Publisher {number}", "CC0-1.0")
        entries.append(
            Entry(brief_of(record), (), name, None, number, lambda _, each=record: Whole(each))
        )
    return {fact.title: fact for fact in side_by_side(entries, lambda _list, code: code)}


@pytest.mark.parametrize(
    ("began", "verdict"),
    [
        (("2014", "2014"), "agree"),
        (("2014", "2015"), "differ"),
        (("2014", None), "one"),
        (("2014", "2014", None), "part"),
        (("2014", "2015", None), "differ"),
        ((None, "2014"), "one"),
    ],
)
def test_the_verdict_is_on_what_is_said_and_silence_is_no_disagreement(began, verdict) -> None:
    fact = facts(*({"started": day} if day else {} for day in began))["Began"]
    assert fact.verdict == verdict
    assert fact.said == tuple((day,) if day else () for day in began)


def test_what_nobody_says_is_no_row() -> None:
    assert list(facts({}, {})) == ["Name"]


def test_capitals_and_the_writing_of_an_address_are_no_difference_but_stay_as_they_are() -> None:
    found = facts(
        {"name": "THE SWAN", "website": "https://www.swan.example/"},
        {"name": "The Swan", "website": "http://swan.example"},
    )
    assert found["Name"].verdict == found["Website"].verdict == "agree"
    assert found["Name"].said == (("THE SWAN",), ("The Swan",))


def test_of_organisations_those_that_run_it_stand_with_their_numbers() -> None:
    numbers = [{"scheme": "GB-CHC", "id": "1"}]
    lead = {"name": "A society", "roles": ["lead"], "identifiers": numbers}
    fund = {"name": "A fund", "roles": ["funder"], "identifiers": [{"scheme": "GB-CHC", "id": "2"}]}
    found = facts({"organisations": [lead, fund]}, {})
    assert found["Who runs it"].said == (("A society",), ())
    assert found["Register numbers"].said == (("GB-CHC-1",), ())


def test_claims_are_counted_by_direction_and_none_is_weighed() -> None:
    bad, good = ({"claim": "x", "direction": each} for each in ("negative", "positive"))
    found = facts({"evidence": [good, bad, bad]}, {"evidence": [good]})
    assert found["What is claimed of results"].said == (
        ("2 negative", "1 positive"),
        ("1 positive",),
    )

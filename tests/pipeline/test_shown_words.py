"""What pages leave unsaid, because it says nothing."""

import re

import pytest

from registry_place import Place, initiative, package


@pytest.mark.parametrize(
    ("tie", "said"),
    [("unknown", "Said by: A neighbour ·"), ("funder", "Said by: A neighbour (funder) ·")],
)
def test_a_tie_that_nobody_knows_is_not_shown(place: Place, tie: str, said: str) -> None:
    claim = {
        "claim": "Invented.",
        "direction": "positive",
        "benefit": "cohesion",
        "claimedBy": "A neighbour",
        "tie": tie,
        "sources": ["s1"],
    }
    town = initiative("a-town-swan", evidence=[claim])
    place.publisher("a-town", package("a-town", town))
    assert place.build().exit_code == 0
    for address in ("initiatives/a-town-swan", "benefits/cohesion"):
        page = (place.site / address / "index.html").read_text(encoding="utf-8")
        assert said.removesuffix(" ·") in page
        assert "(unknown)" not in page
    page = (place.site / "initiatives/a-town-swan/index.html").read_text(encoding="utf-8")
    assert said in page


def test_a_date_is_not_said_twice_and_no_line_begins_with_a_dot(place: Place) -> None:
    counts = [
        {"counted": "voted", "value": 5, "edition": "2016", "date": "2016", "sources": ["s1"]},
        {"counted": "voted", "value": 6, "edition": "First", "date": "2017", "sources": ["s1"]},
        {"counted": "voted", "value": 7, "sources": ["s1"]},
    ]
    town = initiative("a-town-swan", participation=counts)
    place.publisher("a-town", package("a-town", town))
    result = place.build()
    assert result.exit_code == 0, result.stderr
    page = (place.site / "initiatives/a-town-swan/index.html").read_text(encoding="utf-8")
    lines = [re.sub(r"\s+", " ", line) for line in page.splitlines() if "cites" in line]
    assert any(line.startswith('<p class="meta">2016 <span') for line in lines)
    assert any(line.startswith('<p class="meta">First, 2017 <span') for line in lines)
    assert any(line.startswith("<p> <span") for line in lines)

"""What pages leave unsaid, because it says nothing."""

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

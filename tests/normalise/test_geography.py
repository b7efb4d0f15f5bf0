"""Places are completed by reference data, and nothing that a record says is taken away."""

import copy

import pytest

from cpstandard.core.areas import Area, Areas
from cpstandard.normalise.geography import with_areas

# Invented areas, but for the form of their codes.
AREAS = Areas(
    [
        Area("E06900001", "Newborough", "E06900001", "Newborough", "North", "GB-ENG",
             ("Bwrdeistref Newydd",)),
        Area("E07900001", "Oldham Vale", "E06900001", "Newborough", "North", "GB-ENG"),
        Area("S12900001", "Glenany", "S12900001", "Glenany", "", "GB-SCT"),
        Area("E07900002", "Kirkby", "E07900002", "Kirkby", "North", "GB-ENG"),
        Area("W06900002", "Kirkby", "W06900002", "Kirkby", "", "GB-WLS"),
    ]
)  # fmt: skip


def record(*places):
    return {"id": "x-1", "places": list(places), "provenance": {"assertedBy": "register"}}


def gss(*codes):
    return [{"scheme": "GSS", "code": code} for code in codes]


def test_a_former_code_is_joined_by_todays():
    place = {"name": "The Vale", "country": "GB", "areaCodes": gss("E07900001")}
    done = with_areas(record(place), AREAS)
    assert done["places"] == [
        {
            "name": "The Vale",
            "country": "GB",
            "areaCodes": gss("E07900001", "E06900001"),
            "subdivision": "GB-ENG",
            "region": "North",
        }
    ]
    rules = [each["rule"] for each in done["provenance"]["derived"]]
    assert rules[0] == "E07900001 (Oldham Vale) is E06900001 (Newborough) today"
    assert all(each["field"].startswith("places/0/") for each in done["provenance"]["derived"])


@pytest.mark.parametrize(
    "name", ["Glenany", "GLENANY COUNCIL", "glenany district council", "Council of Glenany"]
)
def test_a_name_of_one_area_gives_its_code_and_how_sure_that_is(name):
    done = with_areas(record({"name": name, "country": "GB"}), AREAS)
    assert done["places"][0]["areaCodes"] == gss("S12900001")
    assert done["places"][0]["subdivision"] == "GB-SCT"
    assert done["provenance"]["derived"][0]["confidence"] == 0.9


def test_a_former_name_and_another_spelling_lead_to_todays_area():
    for name in ("Oldham Vale", "Bwrdeistref Newydd"):
        done = with_areas(record({"name": name, "country": "GB"}), AREAS)
        assert done["places"][0]["areaCodes"] == gss("E06900001")


@pytest.mark.parametrize(
    "place",
    [
        {"name": "Kirkby", "country": "GB"},  # two areas are called so
        {"name": "Nowhere", "country": "GB"},
        {"name": "Glenany", "country": "IE"},
        {"name": "Elsewhere", "country": "GB", "areaCodes": gss("E99999999")},
        {"name": "Council", "country": "GB"},
        {"country": "GB"},
        "no place at all",
    ],
)
def test_what_has_no_one_reading_is_left_as_it_is(place):
    before = record(place)
    assert with_areas(copy.deepcopy(before), AREAS) == before


def test_a_place_called_by_its_code_gets_the_name():
    place = {"name": "s12900001", "country": "GB", "areaCodes": gss("S12900001")}
    assert with_areas(record(place), AREAS)["places"][0]["name"] == "Glenany"


def test_what_the_record_says_counts_first_and_twice_is_as_once():
    place = {
        "name": "The Vale", "country": "GB", "areaCodes": gss("E07900001", "S12900001"),
        "region": "As we call it",
    }  # fmt: skip
    once = with_areas(record(place), AREAS)
    assert once["places"][0]["region"] == "As we call it"
    # The two codes speak of two nations: neither is chosen.
    assert "subdivision" not in once["places"][0]
    assert with_areas(copy.deepcopy(once), AREAS) == once

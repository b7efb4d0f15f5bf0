"""Years, organisations, official areas and coverage: each list is whole, and gaps are the data's."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.core.areas import Area, Areas
from cpstandard.publish.area_names import area_said, subdivision_said
from cpstandard.publish.brief import Spot
from cpstandard.publish.contents import Contents
from cpstandard.publish.directory import Directory
from cpstandard.publish.pages.authorities import AuthorityGap, authority_gaps
from cpstandard.publish.pages.coverage import nation_of
from cpstandard.publish.pages.years import _ROOM, _columns
from cpstandard.publish.site import render_site

Site = dict[str, bytes]


def test_a_year_lists_what_began_and_what_ended(site: Site) -> None:
    year = site["years/2014/index.html"].decode()
    assert "Mill Lane Hall (invented)" in year
    index = site["years/index.html"].decode()
    assert "2014/index.html" in index


@given(st.dictionaries(st.integers(1000, 2030), st.integers(1, 500), min_size=1, max_size=40))
def test_the_chart_of_years_has_no_gap_in_time_and_loses_nothing(counts: dict[int, int]) -> None:
    columns, span = _columns(counts)
    assert sum(column.count for column in columns) == sum(counts.values())
    assert len(columns) <= _ROOM + 1
    assert {b.year - a.year for a, b in pairwise(columns)} <= {span}
    assert all(0 <= column.height <= 40 for column in columns)


def test_a_body_of_several_initiatives_has_a_page_and_one_of_a_single_one_none(
    records: list[dict[str, Any]], remake: Callable[..., Directory]
) -> None:
    number = {"scheme": "GB-MPR", "id": "0001R"}
    records[1]["organisations"] = [
        {"name": "The society by another name", "roles": ["partner"], "identifiers": [number]},
        {"name": "Alone", "roles": ["funder"]},
    ]
    site = dict(render_site(remake(records)))
    page = site["organisations/gb-mpr-0001r/index.html"].decode()
    assert page.count('class="card"') == 2
    assert "GB-MPR-0001R" in page
    assert "Lead" in page
    assert "partner" in page
    assert "organisations/alone/index.html" not in site
    assert "gb-mpr-0001r/" in site["organisations/index.html"].decode()


def test_a_record_leads_to_the_page_of_a_body_that_has_one(
    records: list[dict[str, Any]], remake: Callable[..., Directory]
) -> None:
    number = {"scheme": "GB-MPR", "id": "0001R"}
    records[1]["organisations"] = [
        {"name": "Alone", "roles": ["funder"], "website": "https://example.org/alone"},
        {"name": "The society by another name", "roles": ["partner"], "identifiers": [number]},
    ]
    directory = remake(records)
    page = dict(render_site(directory))["initiatives/example-two-rivers-jury/index.html"].decode()
    led = '<a href="../../organisations/gb-mpr-0001r/index.html">The society by another name</a>'
    assert led in page
    assert '<a href="https://example.org/alone" rel="noopener">Alone</a>' in page
    without = dict(render_site(replace(directory, left_out={"organisations"})))
    assert b"organisations/" not in without["initiatives/example-two-rivers-jury/index.html"]


def test_those_in_most_initiatives_come_first_and_once(
    records: list[dict[str, Any]], remake: Callable[..., Directory]
) -> None:
    for record in records:
        record["organisations"] = [{"name": "Invented Fund", "roles": ["funder"]}]
    alone = replace(remake(records), links=[])
    page = dict(render_site(alone))["organisations/index.html"].decode()
    assert page.index("In most initiatives") < page.index("By name")
    assert "3 initiatives · funder" in page
    told_twice = dict(render_site(remake(records)))["organisations/index.html"].decode()
    assert "2 initiatives · funder" in told_twice


AREAS = Areas(
    [
        Area("W06000001", "Townland, County of", "W06000001", "", "", "GB-WLS"),
        Area("W06000002", "Other County", "W06000002", "", "", "GB-WLS"),
        Area("E07000001", "Old Vale", "E06000001", "New Vale", "South West", "GB-ENG"),
        Area("E06000001", "New Vale", "E06000001", "New Vale", "South West", "GB-ENG"),
        Area("E12000001", "South West", "E12000001", "South West", "", "GB-ENG"),
    ]
)
"""Areas with invented names and codes."""


def test_an_official_area_is_called_by_its_name_where_a_list_is_at_hand(
    directory: Directory,
) -> None:
    listed = dict(render_site(replace(directory, areas=AREAS)))
    record = listed["initiatives/example-mill-lane-hall/index.html"].decode()
    assert ">County of Townland</a>" in record
    assert "GSS W06000001" not in record
    assert "GB-WLS" not in record
    page = listed["places/gss-w06000001/index.html"].decode()
    assert "<h1>County of Townland</h1>" in page
    assert "Records name it: Mill Lane, Invented Town" in page
    index = json.loads(listed["search/index.json"])
    assert index["names"]["place"]["gb-wls/w06000001"] == "County of Townland"


@pytest.mark.parametrize(
    ("code", "said"),
    [("E07000001", "Old Vale (former area)"), ("E06000001", "New Vale"), ("E99", "GSS E99")],
)
def test_what_an_area_is_called(code: str, said: str) -> None:
    assert area_said(AREAS, "GSS", code) == said
    assert area_said(None, "GSS", code) == f"GSS {code}"


@pytest.mark.parametrize(
    ("code", "said"), [("GB-ENG", "England"), ("FR-IDF", "Île-de-France"), ("XX-99", "XX-99")]
)
def test_a_part_of_a_country_is_called_by_its_name(code: str, said: str) -> None:
    assert subdivision_said(code) == said


def places_of(directory: Directory) -> list[Spot]:
    """The places of all records."""
    return [place for entry in Contents(directory).entries for place in entry.places]


def test_authorities_without_a_record_are_named_by_region_or_nation(
    records: list[dict[str, Any]], remake: Callable[..., Directory]
) -> None:
    records[1]["places"] = [
        {
            "name": "Somewhere",
            "country": "GB",
            "areaCodes": [{"scheme": "GSS", "code": "E07000001"}],
        }
    ]
    gaps = authority_gaps(places_of(remake(records)), AREAS, {"south-west": "De-orllewin"})
    # Of the former code its successor counts as named; a region is no authority.
    assert gaps == [
        AuthorityGap("De-orllewin", 1, ()),
        AuthorityGap("Wales", 2, ("Other County",)),
    ]
    records[2]["places"] = [{"name": "Other County Council", "country": "GB"}]
    assert not any(g.missing for g in authority_gaps(places_of(remake(records)), AREAS, {}))


def test_coverage_tells_of_authorities_only_where_a_list_is_at_hand(directory: Directory) -> None:
    page = dict(render_site(replace(directory, areas=AREAS)))["coverage/index.html"].decode()
    assert "No record names 2 of the 3 local authorities" in page
    assert "Other County" in page
    assert "Local authorities" not in dict(render_site(directory))["coverage/index.html"].decode()


def test_a_region_that_is_the_country_itself_is_none(
    records: list[dict[str, Any]], remake: Callable[..., Directory]
) -> None:
    records[1]["places"] = [
        {"name": "Invented Valley", "country": "FR", "region": "france"},
        {"name": "France", "country": "FR"},
    ]
    site = dict(render_site(remake(records)))
    assert "places/france/index.html" in site
    assert "places/france/france/index.html" not in site
    record = site["initiatives/example-two-rivers-jury/index.html"].decode()
    assert '<li>Invented Valley, <a href="../../places/france/index.html">France</a>' in record
    assert '<li><a href="../../places/france/index.html">France</a>' in record


def test_nations_and_regions_are_kept_apart(
    records: list[dict[str, Any]], remake: Callable[..., Directory]
) -> None:
    base = records[0]
    for number, region in enumerate(["england", "South West", "Rutland"]):
        place = {"name": "Invented", "country": "GB", "region": region}
        records.append({**base, "id": f"example-{number}", "places": [place]})
    page = dict(render_site(remake(records)))["places/united-kingdom/index.html"].decode()
    order = ["Nations", "Wales", "Regions of England", "South West", "Other areas", "Rutland"]
    found = [page.index(f">{word}") for word in order]
    assert found == sorted(found)


def test_an_official_area_has_a_page_that_its_records_lead_to(site: Site) -> None:
    page = site["places/gss-w06000001/index.html"].decode()
    assert "Official area GSS W06000001" in page
    assert "Mill Lane Hall (invented)" in page
    record = site["initiatives/example-mill-lane-hall/index.html"].decode()
    assert "../../places/gss-w06000001/index.html" in record


def spot(region: str | None = None, country: str = "GB", code: str = "") -> Spot:
    areas = (("GSS", code),) if code else ()
    return Spot("Invented", region, country, None, None, None, areas)


def test_the_nation_of_a_place_is_what_it_says_and_never_a_guess() -> None:
    assert nation_of(spot(code="S12000033")) == "Scotland"
    assert nation_of(spot("north west")) == "England"
    assert nation_of(spot("Wales")) == "Wales"
    assert nation_of(spot("Somewhere")) == "unsaid"
    assert nation_of(spot()) == "unsaid"
    assert nation_of(spot("Wales", country="US")) == "elsewhere"


def test_gaps_are_said_of_the_data(site: Site) -> None:
    page = site["coverage/index.html"].decode()
    assert "not of the places" in page
    scotland = page[page.index("Scotland") :]
    assert scotland.index("No record names it yet") < scotland.index("</div>")
    assert "practices/community-pub/" in page

"""Years, organisations, official areas and coverage: each list is whole, and gaps are the data's."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cpstandard.publish.brief import Spot
from cpstandard.publish.directory import Directory
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

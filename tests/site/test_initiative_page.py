"""What a reader learns from the page of an initiative."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from cpstandard.publish.directory import Directory
from cpstandard.publish.site import render_site

Site = dict[str, bytes]


@pytest.fixture
def hall(site: Site) -> str:
    return site["initiatives/example-mill-lane-hall/index.html"].decode()


@pytest.fixture
def text_of(read: Callable[[str], Any]) -> Callable[[str], str]:
    return lambda html: re.sub(r"\s+", " ", " ".join(read(html).words))


def test_what_it_is_comes_first(hall: str) -> None:
    assert (
        hall.index("invented neighbours bought")
        < hall.index("At a glance")
        < hall.index("What came of it")
    )


def test_a_status_is_never_shown_without_its_date(hall: str, text_of) -> None:
    assert "Active as of 2024" in text_of(hall)


def test_bad_results_stand_beside_good_ones(hall: str, text_of) -> None:
    headings = re.findall(r'<h3 class="direction [a-z-]+">([^<]+)', hall)
    assert headings == [
        "Positive results",
        "Mixed results",
        "Looked for and not found",
        "Negative results",
        "Not yet known",
    ]
    assert "1 negative" in text_of(hall)


def test_a_forecast_is_marked_and_a_result_is_not(hall: str) -> None:
    claims = re.findall(r'<li class="claim [^>]*>.*?</li>', hall, re.DOTALL)
    foreseen = [claim for claim in claims if "foreseen" in claim.split(">")[0]]
    assert len(foreseen) == 1
    assert "Forecast: expected, not yet seen" in foreseen[0]
    assert "The hall is to pay for itself." in foreseen[0]


def test_a_claim_shows_who_says_so_on_what_and_where(hall: str, text_of) -> None:
    claim = text_of(re.search(r'<li class="claim positive.*?</li>', hall, re.DOTALL)[0])
    assert "Lived experience · Said by: The society Sources [1] [2]" in claim
    assert "61 of 80 members asked" in claim
    assert "Limits: Only members were asked." in claim


def test_money_says_its_kind_its_currency_and_when(hall: str, text_of) -> None:
    text = text_of(hall)
    assert "£120,000 community shares" in text
    assert "Members · 2014 to March 2015" in text
    assert "CHF 10.50 grant" in text


def test_identifiers_lead_to_their_register(hall: str) -> None:
    assert '<a href="https://org-id.guide/list/GB-MPR" rel="noopener">GB-MPR-0001R</a>' in hall


def test_the_record_licence_goes_before_the_publisher_s(hall: str) -> None:
    assert '<a href="https://spdx.org/licenses/CC0-1.0.html" rel="noopener">CC0-1.0</a>' in hall


def test_other_records_of_the_same_initiative_are_named_with_the_reason(hall: str) -> None:
    assert "Other records of this initiative" in hall
    assert "Both give the same website." in hall


def test_the_way_to_a_correction_is_on_the_page(hall: str) -> None:
    assert 'href="mailto:data@example.org?subject=Record%20example-mill-lane-hall"' in hall


def test_the_linked_data_can_be_read(hall: str) -> None:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', hall, re.DOTALL)[1]
    assert json.loads(block)["name"] == "Mill Lane Hall (invented)"


def test_nothing_known_of_results_is_said_so(site: Site) -> None:
    jury = site["initiatives/example-two-rivers-jury/index.html"].decode()
    assert "No evidence recorded yet." in jury
    assert "Its publisher has not described it yet." in jury


def test_an_initiative_without_a_place_says_so(site: Site) -> None:
    assert "Not tied to one place" in site["initiatives/other-wide-network/index.html"].decode()


def test_a_cluster_follows_from_a_practice_where_none_is_given(site: Site) -> None:
    assert "Two Rivers" in site["clusters/decision-making/index.html"].decode()


def test_the_smallest_record_is_enough(
    remake: Callable[[list[dict[str, Any]]], Directory], read
) -> None:
    smallest = {
        "id": "other-a",
        "name": "A",
        "clusters": ["collaboration"],
        "scope": "nation",
        "sources": [{"id": "s1", "title": "T"}],
    }
    site = dict(render_site(remake([smallest])))
    assert read(site["initiatives/other-a/index.html"]).faults == []

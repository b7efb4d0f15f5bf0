"""What a reader learns from the page of an initiative."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cpstandard.core.texts import TextReader
from cpstandard.pipeline.reference import reference
from cpstandard.publish.directory import Directory
from cpstandard.publish.site import render_site
from cpstandard.schema_store import standard

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
    assert "2 negative" in text_of(hall)


def test_claims_that_disagree_stand_side_by_side(hall: str, text_of) -> None:
    text = text_of(hall[hall.index('<div class="rivals">') : hall.index('<h3 class="direction')])
    assert text.index("The kitchen made a profit.") < text.index("The kitchen made a loss.")
    assert hall.count("The kitchen made a loss.") == 1
    assert "\u221212,000.5 pounds" in text


def test_dates_that_disagree_stand_side_by_side_with_their_sources(hall: str, text_of) -> None:
    section = text_of(re.search(r'<ol class="timeline">.*?</ol>', hall, re.DOTALL)[0])
    assert "The doors opened opening Sources give different dates. July 2014 Source" in section
    assert section.index("July 2014") < section.index("August 2014") < section.index("doors shut")
    assert section.count("The doors opened") == 1


def test_a_part_of_a_sum_says_that_it_is_not_to_be_added(hall: str, text_of) -> None:
    text = text_of(hall)
    assert "at least £120,000 community shares Paid" in text
    assert "Part of the at least £120,000 above, not to be added to it" in text


def test_counts_are_kept_apart_from_results(hall: str, text_of) -> None:
    part = text_of(hall[hall.index('id="participation"') : hall.index('id="assets"')])
    assert "They say nothing of what came of it." in part
    assert "at least 412 shareholders" in part


def test_a_relation_leads_to_the_other_s_page_or_address(hall: str) -> None:
    section = re.search(r'aria-labelledby="relations".*?</section>', hall, re.DOTALL)[0]
    assert 'href="../../initiatives/example-two-rivers-jury/index.html">Two Rivers</a>' in section
    assert 'href="https://example.org/neighbour"' in section
    assert "<code>nowhere-programme</code>" in section


def test_who_holds_the_power_is_said_in_words(hall: str, text_of) -> None:
    section = text_of(re.search(r'aria-labelledby="power".*?</section>', hall, re.DOTALL)[0])
    assert "Weight of the public’s word Rules itself" in section
    assert "One member, one vote." in section


def test_an_approximate_date_is_said_to_be_so(hall: str, text_of) -> None:
    assert "Began about June 2014" in text_of(hall)


def test_no_picture_is_loaded_from_elsewhere(hall: str, text_of) -> None:
    assert "<img" not in hall
    assert "A low hall by a stream picture at example.org, The society," in text_of(hall)


def test_every_text_of_a_record_that_uses_all_fields_is_on_its_page(
    root: Path, remake: Callable[[list[dict[str, Any]]], Directory], text_of
) -> None:
    package = json.loads((root / "schema/1.0/examples/full.json").read_text(encoding="utf-8"))
    record = package["initiatives"][0]
    record["id"] = "example-town"
    site = dict(render_site(remake([record])))
    page = text_of(site["initiatives/example-town/index.html"].decode())
    texts = TextReader(standard())(record).prose
    lost = [
        (prose.pointer, prose.text)
        for prose in texts
        if any(" ".join(part.split()) not in page for part in prose.text.split("\n"))
    ]
    assert lost == []


def test_the_fields_of_an_extension_are_shown_by_their_titles(
    root: Path, remake: Callable[[list[dict[str, Any]]], Directory], text_of
) -> None:
    path = root / "schema/extensions/place-indicators/examples/full.json"
    record = json.loads(path.read_text(encoding="utf-8"))["initiatives"][0]
    record["id"] = "example-garden"
    record["places"][0]["unheard"] = "of"
    site = dict(render_site(replace(remake([record]), reference=reference())))
    page = text_of(site["initiatives/example-garden/index.html"].decode())
    assert "Place indicators Area E01012345" in page
    assert "Indicator value 2 Indicator unit decile, 1 is the most deprived" in page
    assert "Benches in the shade" in page
    assert "Of the extension place-indicators of the standard." in page
    package = json.loads(site["api/v1/initiatives/example-garden.json"])
    assert package["extensions"] == ["place-indicators"]


def test_sections_with_nothing_in_them_are_left_out(site: Site) -> None:
    jury = site["initiatives/example-two-rivers-jury/index.html"].decode()
    headings = re.findall(r'<h2 id="([a-z-]+)"', jury.partition('<div class="story">')[2])
    assert headings == ["evidence", "side-by-side", "same", "shared", "sources", "provenance"]


def test_what_is_on_the_page_is_listed_beside_it(site: Site) -> None:
    """All sections that there are and no other, each by the words of its heading."""
    for name in ("two-rivers-jury", "mill-lane-hall"):
        page = site[f"initiatives/example-{name}/index.html"].decode()
        listed = page.partition('<h2 id="on-page">On this page</h2>')[2].partition("</nav>")[0]
        links = re.findall(r'<a href="#([a-z0-9-]+)">(.*?)</a>', listed)
        story = page.partition('<div class="story">')[2]
        assert links == re.findall(r'<h2 id="([a-z0-9-]+)">(.*?)</h2>', story) != []


def test_a_forecast_is_marked_and_a_result_is_not(hall: str) -> None:
    claims = re.findall(r'<li class="claim [^>]*>.*?</li>', hall, re.DOTALL)
    foreseen = [claim for claim in claims if "foreseen" in claim.split(">")[0]]
    assert len(foreseen) == 1
    assert "Forecast: expected, not yet seen" in foreseen[0]
    assert "The hall is to pay for itself." in foreseen[0]


def test_a_claim_shows_who_says_so_on_what_and_where(hall: str, text_of) -> None:
    claims = re.findall(r'<li class="claim positive.*?</li>', hall, re.DOTALL)
    claim = text_of(next(claim for claim in claims if "know more neighbours" in claim))
    assert "Lived experience · Said by: The society (the initiative itself), 2017" in claim
    assert "Sources [1] [2]" in claim
    assert "About a part of it" in claim
    assert "What was measured members who know more neighbours Value about 76.25 per cent" in claim
    assert "Compared with nobody else" in claim
    assert "Disputed: The parish magazine saw no change." in claim
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


def test_what_the_records_say_stands_side_by_side_with_where_it_comes_from(
    hall: str, text_of
) -> None:
    section = re.search(r'<section aria-labelledby="side-by-side">.*?</section>', hall, re.DOTALL)[
        0
    ]
    text = text_of(section)
    assert "Name they differ Mill Lane Hall (invented)" in text
    assert re.search(r"Began only one says it about June 2014 says nothing", text)
    assert section.count('<th scope="col">') == 3
    assert '<a href="https://spdx.org/licenses/CC0-1.0.html" rel="noopener">CC0-1.0</a>' in section


def test_a_rule_has_words_wherever_it_is_shown() -> None:
    from cpstandard.link.rules import RULES
    from cpstandard.publish.messages import MESSAGES

    known = {rule.code for rule in RULES} | {
        "decision",
        "shared-number",
        "linked-registers",
        "model",
    }
    assert set(MESSAGES["link_rule"]) == known


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

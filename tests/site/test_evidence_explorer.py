"""The evidence explorer: every claim is on the page of its cell, and no direction hides another."""

from collections.abc import Callable
from typing import Any

from cpstandard.publish.directory import Directory
from cpstandard.publish.pages.evidence import SHOWN
from cpstandard.publish.site import render_site

Site = dict[str, bytes]


def claims(record: dict[str, Any], direction: str, count: int) -> list[dict[str, Any]]:
    return [
        {"claim": f"{direction} {number}", "direction": direction, "benefit": "health"}
        for number in range(count)
    ]


def test_each_cell_leads_to_its_claims(site: Site) -> None:
    table = site["evidence/index.html"].decode()
    assert "practices/community-hub/cohesion/index.html" in table
    cell = site["evidence/practices/community-hub/cohesion/index.html"].decode()
    assert "Members say that they know more neighbours." in cell
    assert "Young people seldom come." in cell
    assert "The hall is to pay for itself." not in cell
    assert 'href="#negative"' in cell
    assert 'id="negative"' in cell
    assert "0 mixed" in cell


def test_a_direction_and_a_kind_have_a_list_each(site: Site) -> None:
    negative = site["evidence/directions/negative/index.html"].decode()
    assert "Young people seldom come." in negative
    assert "Members say that they know more neighbours." not in negative
    told = site["evidence/kinds/story/index.html"].decode()
    assert "Young people seldom come." in told
    assert "evidence/kinds/not-stated/index.html" in site


def test_a_bad_result_is_not_pushed_out_of_sight_by_many_good_ones(
    records: list[dict[str, Any]], remake: Callable[..., Directory]
) -> None:
    record = next(r for r in records if r["id"] == "example-mill-lane-hall")
    record["evidence"] = claims(record, "positive", 250) + claims(record, "negative", 1)
    site = dict(render_site(remake(records)))
    cell = site["evidence/practices/community-hub/health/index.html"].decode()
    assert cell.count('class="claim positive') == SHOWN
    assert cell.count('class="claim negative') == 1
    whole = "evidence/practices/community-hub/health/directions/positive/"
    assert whole.removeprefix("evidence/practices/community-hub/health/") in cell
    assert site[f"{whole}index.html"].decode().count('class="claim positive') == 100
    assert site[f"{whole}page/3/index.html"].decode().count('class="claim positive') == 50
    assert f"{whole}page/4/index.html" not in site


def test_what_nobody_made_a_claim_about_is_said(site: Site) -> None:
    text = site["evidence/index.html"].decode()
    silent = text[text.index('id="silent"') :]
    assert "practices/community-pub/" in silent
    assert "practices/community-hub/" not in silent

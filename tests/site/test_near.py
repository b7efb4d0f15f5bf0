"""Near me: what is nearest comes first, is no finer than is known, and leaves the page for nobody."""

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from browsing import axe_faults, lay_out, serving, show, wait_for
from cpstandard.languages import words
from cpstandard.publish.directory import Directory, Outcodes
from cpstandard.publish.pages.near import folded
from cpstandard.publish.site import render_site
from cpstandard.schema_store import standard

Site = dict[str, bytes]


def record(number: int, name: str, **place: Any) -> dict[str, Any]:
    return {
        "id": f"example-{number}",
        "name": f"Invented {number}",
        "clusters": ["collaboration" if number % 2 else "decision-making"],
        "places": [{"name": name, "country": "GB", "region": "Wales", **place}],
        "sources": [{"id": "s1", "title": "Invented"}],
    }


RECORDS = [
    record(1, "Mill Lane, Invented Town", latitude=52.41234567, longitude=-3.51, precision="exact"),
    record(2, "Invented Town", latitude=52.412, longitude=-3.6, precision="area"),
    record(3, "Far Town", latitude=52.9, longitude=-3.5, precision="street"),
    record(4, "Wales", latitude=52.3, longitude=-3.6, precision="region"),
    record(5, "Nowhere"),
    record(6, "Llanfair Ŷ", latitude=53.2, longitude=-4.2),
    *(record(10 + n, f"Row {n}", latitude=51.0, longitude=0.01 * n) for n in range(30)),
]


@pytest.fixture(scope="session")
def near_site(make: Callable[[list[dict[str, Any]]], Directory]) -> Site:
    languages = (words("en", standard()), words("cy", standard()))
    outcodes = Outcodes({"ZZ1": (52.4, -3.5)}, "2026")
    directory = replace(make(RECORDS), outcodes=outcodes, languages=languages)
    return dict(render_site(directory))


@pytest.fixture(scope="session")
def near(near_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("near")
    lay_out(near_site, folder)
    with serving(folder) as root:
        yield f"{root}near/"


def test_every_point_is_in_the_cell_that_it_lies_in(near_site: Site) -> None:
    counts = json.loads(near_site["near/cells.json"])
    ids = []
    for key, count in counts.items():
        rows = json.loads(near_site[f"near/cells/{key}.json"])
        assert len(rows) == count
        for row in rows:
            assert key == f"{math.floor(row[3] * 4)}_{math.floor(row[4] * 4)}"
            ids.append(row[0])
    assert "example-4" not in ids  # it stands for a region
    assert "example-5" not in ids
    assert len(ids) == 34


def test_a_point_is_given_no_finer_than_it_is_meant(near_site: Site) -> None:
    rows = [r for p, c in near_site.items() if p.startswith("near/cells/") for r in json.loads(c)]
    points = {row[0]: (row[3], row[4]) for row in rows}
    assert points["example-1"] == (52.4123, -3.51)
    assert points["example-2"] == (52.41, -3.6)


def test_a_place_is_found_by_each_part_of_its_name(near_site: Site) -> None:
    names = json.loads(near_site["near/names/i.json"])
    assert [label for label, *_ in names["invented town"]] == [
        "Invented Town, Wales, United Kingdom"
    ]
    assert "mill lane" in json.loads(near_site["near/names/m.json"])
    assert folded("Llanfair Ŷ") == "llanfair y"
    assert "wales" not in json.loads(near_site["near/names.json"])


def test_without_postcodes_the_page_says_so(site: Site) -> None:
    page = site["near/index.html"].decode()
    assert "Postcodes are not at hand" in page
    assert "Crown copyright" not in page
    assert json.loads(site["near/outcodes.json"]) == {}


@pytest.mark.browser
class TestInABrowser:
    def find(self, browser: Any, near: str, query: str, width: int = 1280) -> list[str]:
        show(browser, f"{near}?q={query}", width)
        wait_for(browser, "document.getElementById('count').textContent !== ''")
        names = "[...document.querySelectorAll('#results h2')].map(h => h.textContent)"
        return browser.execute_script(f"return {names}")

    def test_a_postcode_finds_the_nearest_first(self, browser: Any, near: str) -> None:
        for query in ("ZZ1", "zz1 9aa", "ZZ19AA"):
            assert self.find(browser, near, query)[:3] == ["Invented 1", "Invented 2", "Invented 3"]
        said = [e.text for e in browser.find_elements("css selector", ".far")][:3]
        assert said == [
            "About a mile",
            "About 4 miles: the record gives only the town or district",
            "About 35 miles",
        ]
        assert "Crown copyright" in browser.page_source
        assert browser.find_element("id", "chart").is_displayed()

    def test_in_welsh_what_is_near_has_welsh_names_for_nations_and_countries(
        self, browser: Any, near: str
    ) -> None:
        welsh = near.replace("/near/", "/cy/near/")
        self.find(browser, welsh, "invented town")
        assert "Invented Town, Cymru, Y Deyrnas Unedig" in browser.find_element("id", "count").text
        places = [each.text for each in browser.find_elements("css selector", "#results .meta")]
        assert places[0] == "Mill Lane, Invented Town, Cymru"

    def test_a_name_finds_what_is_about_it_and_a_part_asks_which(
        self, browser: Any, near: str
    ) -> None:
        found = self.find(browser, near, "invented town")
        assert set(found[:2]) == {"Invented 1", "Invented 2"}
        assert self.find(browser, near, "row") == []
        choices = browser.find_elements("css selector", "#which button")
        assert len(choices) == 6
        choices[0].click()
        wait_for(browser, "document.querySelectorAll('#results > li').length > 0")
        assert browser.execute_script("return document.activeElement.id") == "count"

    def test_nothing_is_asked_of_another_host_and_the_address_holds_no_position(
        self, browser: Any, near: str
    ) -> None:
        show(browser, near, 390)
        browser.execute_cdp_cmd(
            "Browser.grantPermissions", {"permissions": ["geolocation"], "origin": near}
        )
        point = {"latitude": 52.4123, "longitude": -3.51, "accuracy": 20}
        browser.execute_cdp_cmd("Emulation.setGeolocationOverride", point)
        browser.find_element("id", "here").click()
        wait_for(browser, "document.querySelectorAll('#results > li').length > 0")
        assert browser.find_element("css selector", ".far").text == "Less than a mile"
        assert browser.current_url == near
        asked = browser.execute_script(
            "return performance.getEntriesByType('resource').map(e => new URL(e.name).host)"
        )
        assert set(asked) == {near.split("/")[2]}

    def test_a_cluster_narrows_and_more_is_shown_from_the_keyboard(
        self, browser: Any, near: str
    ) -> None:
        from selenium.webdriver.common.keys import Keys

        assert len(self.find(browser, near, "row 1")) == 20
        browser.find_element("id", "more").send_keys(Keys.ENTER)
        wait_for(browser, "document.querySelectorAll('#results > li').length > 20")
        focused = browser.execute_script("return document.activeElement.textContent")
        assert focused == browser.find_elements("css selector", "#results h2")[20].text
        browser.find_element("id", "show").send_keys("Collab")
        wait_for(browser, "document.querySelectorAll('#results > li').length < 20")

    def test_an_unknown_place_is_said(self, browser: Any, near: str) -> None:
        for query in ("xyzzy", "%3Cimg src=x%3E", "__proto__", "constructor", "ZZ9 9ZZ"):
            assert self.find(browser, near, query) == []
            assert browser.find_element("id", "count").text.startswith("No place of that name")

    def test_it_is_accessible_when_filled(self, browser: Any, near: str, axe: str) -> None:
        for width, scheme in ((320, "light"), (1280, "dark")):
            show(browser, f"{near}?q=zz1", width, scheme)
            wait_for(browser, "document.querySelectorAll('#results > li').length > 0")
            assert axe_faults(browser, axe) == []
            assert browser.execute_script("return document.documentElement.scrollWidth") <= width

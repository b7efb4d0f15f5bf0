"""The site in a real browser: accessible, narrow enough, searchable, and whole without script."""

from pathlib import Path
from typing import Any

import pytest

from browsing import axe_faults, lay_out, open_browser, show, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.reliability("R29")]

TEMPLATES = [
    "",
    "404.html",
    "about/",
    "benefits/",
    "benefits/cohesion/",
    "clusters/capacity-and-assets/",
    "compare/",
    "data/",
    "data/api/",
    "data/dictionary/",
    "data/licences/",
    "evidence/",
    "evidence/directions/negative/",
    "evidence/practices/community-hub/",
    "evidence/practices/community-hub/cohesion/",
    "initiatives/",
    "initiatives/example-mill-lane-hall/",
    "initiatives/example-two-rivers-jury/",
    "coverage/",
    "near/",
    "organisations/",
    "years/",
    "years/2014/",
    "places/gss-w06000001/",
    "places/",
    "places/united-kingdom/",
    "practices/",
    "practices/community-hub/",
    "publishers/",
    "publishers/example/",
    "publishers/late/",
    "initiatives/example-gone/",
    "search/",
    "standard/",
    "standard/0.1/",
    "standard/1.0/",
    "standard/1.0/codelists/",
    "standard/1.0/codelists/practice/",
    "standard/1.0/guides/",
    "standard/1.0/guides/from-a-spreadsheet/",
    "standard/1.0/guides/money/",
    "standard/1.0/guides/who-holds-the-power/",
    "standard/1.0/initiative/",
    "standard/1.0/initiative/basics/",
    "standard/1.0/initiative/places/",
    "standard/1.0/needs/",
    "standard/changes/",
    "standard/extensions/",
    "standard/extensions/place-indicators/",
    "findings/",
    "findings/status-stale/",
    "status/",
]


@pytest.mark.parametrize("page", TEMPLATES)
def test_axe_finds_nothing(browser: Any, address: str, axe: str, page: str) -> None:
    for width in (390, 1280):
        for scheme in ("light", "dark"):
            show(browser, address + page, width, scheme)
            if page == "search/":
                wait_for(browser, "document.querySelector('#results li') !== null")
            assert axe_faults(browser, axe) == [], f"{width} {scheme}"


CUT = """
return [...document.querySelectorAll("main *")].filter(
  e => getComputedStyle(e).overflowX === "clip" && e.clientWidth && e.scrollWidth > e.clientWidth + 8
).map(e => e.outerHTML.slice(0, 200));
"""
"""What is cut off at its side: right for a letter that no line can hold, wrong for all else."""


@pytest.mark.parametrize("page", TEMPLATES)
def test_nothing_scrolls_sideways_on_the_narrowest_phone(
    browser: Any, address: str, page: str
) -> None:
    show(browser, address + page, 320)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 320
    assert browser.execute_script(CUT) == []


def test_words_without_end_are_broken(browser: Any, address: str) -> None:
    for page in ("initiatives/example-mill-lane-hall/", "initiatives/", "benefits/cohesion/"):
        show(browser, address + page, 320)
        width = browser.execute_script("""
            for (const element of document.querySelectorAll("h1, h3 > a, p, dd, .figure, .pip"))
                element.textContent = "W".repeat(300);
            return document.documentElement.scrollWidth;
        """)
        assert width <= 320, page
        assert browser.execute_script(CUT) == [], page


def test_a_letter_that_no_line_can_hold_is_cut_off(browser: Any, address: str) -> None:
    for page in ("initiatives/example-mill-lane-hall/", "initiatives/", "benefits/cohesion/"):
        show(browser, address + page, 320)
        width = browser.execute_script("""
            const written = "main :is(h1, h3 > a, p, dd, .lessons li)";
            for (const element of document.querySelectorAll(written))
                element.textContent = "\\u0e14" + "\\u0e49\\u0e47".repeat(200);
            return document.documentElement.scrollWidth;
        """)
        assert width <= 320, page
        assert browser.execute_script(CUT), page


def test_no_page_makes_the_console_complain(browser: Any, address: str) -> None:
    browser.get_log("browser")
    for page in TEMPLATES:
        show(browser, address + page, 1280)
    assert [entry["message"] for entry in browser.get_log("browser")] == []


def test_the_keyboard_reaches_the_content_first(browser: Any, address: str) -> None:
    from selenium.webdriver.common.keys import Keys

    show(browser, f"{address}about/", 1280)
    browser.switch_to.active_element.send_keys(Keys.TAB)
    assert browser.execute_script("return document.activeElement.className") == "skip"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.execute_script("return document.activeElement.id") == "main"


def test_the_site_also_works_from_a_disk(
    browser: Any, large_site: dict[str, bytes], tmp_path: Path
) -> None:
    lay_out(large_site, tmp_path)
    show(browser, (tmp_path / "index.html").as_uri(), 1280)
    assert (
        browser.execute_script("return getComputedStyle(document.querySelector('.hero')).color")
        != ""
    )
    browser.find_element("link text", "All 253 initiatives").click()
    assert browser.find_element("tag name", "h1").text == "All initiatives"
    browser.get_log("browser")


def test_everything_can_be_read_without_script(
    address: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    driver = open_browser(tmp_path_factory.mktemp("profile"), script=False)
    try:
        driver.get(f"{address}index.html")
        driver.find_element("id", "q").send_keys("hall\n")
        # The form leads to another page, which takes its time on a busy machine.
        WebDriverWait(driver, 30).until(lambda there: there.find_elements("tag name", "noscript"))
        assert driver.find_element("tag name", "noscript").text.startswith("Searching needs")
        driver.find_element("link text", "all initiatives by name").click()
        WebDriverWait(driver, 30).until(
            lambda there: there.find_elements("link text", "Invented Hall 000")
        )
        driver.find_element("link text", "Invented Hall 000").click()
        WebDriverWait(driver, 30).until(lambda there: "What came of it" in there.page_source)
        assert "What came of it" in driver.find_element("tag name", "main").text
    finally:
        driver.quit()

"""The site in a real browser: accessible, narrow enough, searchable, and whole without script."""

from pathlib import Path
from typing import Any

import pytest

from browsing import open_browser, show, wait_for

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


def open_search(browser: Any, address: str, query: str = "") -> None:
    show(browser, f"{address}search/{query}", 1280)
    wait_for(browser, "!document.getElementById('search').hidden")


def results(browser: Any) -> list[str]:
    names = "[...document.querySelectorAll('#results h2')].map(h => h.textContent)"
    return browser.execute_script(f"return {names}")


@pytest.mark.parametrize("page", TEMPLATES)
def test_axe_finds_nothing(browser: Any, address: str, axe: str, page: str) -> None:
    for width in (390, 1280):
        for scheme in ("light", "dark"):
            show(browser, address + page, width, scheme)
            if page == "search/":
                wait_for(browser, "document.querySelector('#results li') !== null")
            browser.execute_script(axe)
            found = browser.execute_async_script("axe.run().then(arguments[0])")
            faults = [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found["violations"]]
            assert faults == [], f"{width} {scheme}"


@pytest.mark.parametrize("page", TEMPLATES)
def test_nothing_scrolls_sideways_on_the_narrowest_phone(
    browser: Any, address: str, page: str
) -> None:
    show(browser, address + page, 320)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 320


def test_words_without_end_are_broken(browser: Any, address: str) -> None:
    for page in ("initiatives/example-mill-lane-hall/", "initiatives/", "benefits/cohesion/"):
        show(browser, address + page, 320)
        width = browser.execute_script("""
            for (const element of document.querySelectorAll("h1, h3 > a, p, dd, .figure, .pip"))
                element.textContent = "W".repeat(300);
            return document.documentElement.scrollWidth;
        """)
        assert width <= 320, page


def test_no_page_makes_the_console_complain(browser: Any, address: str) -> None:
    browser.get_log("browser")
    for page in TEMPLATES:
        show(browser, address + page, 1280)
    assert [entry["message"] for entry in browser.get_log("browser")] == []


def test_search_finds_a_record_by_its_words(browser: Any, address: str) -> None:
    open_search(browser, address, "?q=valley")
    assert results(browser) == ["Two Rivers Citizens’ Jury (invented)"]
    assert browser.find_element("id", "count").text == "1 initiative for “valley”"


@pytest.mark.parametrize("query", ["citiz jur", "CITIZENS’", "rivers jruy", "rivrs"])
def test_search_forgives(browser: Any, address: str, query: str) -> None:
    open_search(browser, address, f"?q={query}")
    assert results(browser) == ["Two Rivers Citizens’ Jury (invented)"]


def test_a_facet_narrows_and_the_address_keeps_it(browser: Any, address: str) -> None:
    open_search(browser, address)
    assert browser.find_element("id", "count").text == "253 initiatives"
    label = "[...document.querySelectorAll('.facets label')].find(l => l.textContent.startsWith('Collaboration'))"
    browser.execute_script(f"{label}.querySelector('input').click()")
    assert results(browser) == ["The Wide Network (invented)"]
    assert "cluster=Collaboration+with+communities" in browser.current_url
    browser.get(browser.current_url)
    wait_for(browser, "document.querySelectorAll('#results li').length === 1")
    assert results(browser) == ["The Wide Network (invented)"]
    browser.find_element("css selector", "#chosen button").click()
    assert browser.find_element("id", "count").text == "253 initiatives"


def test_a_choice_in_one_facet_keeps_the_counts_of_its_neighbours(
    browser: Any, address: str
) -> None:
    open_search(browser, address, "?cluster=Collaboration+with+communities")
    label = "[...document.querySelectorAll('.facets label')].find(l => l.textContent.startsWith('Building'))"
    assert browser.execute_script(f"return {label}.querySelector('.count').textContent") == "251"


def test_more_results_are_shown_on_demand_and_take_the_focus(browser: Any, address: str) -> None:
    open_search(browser, address, "?q=hall")
    assert len(results(browser)) == 30
    browser.execute_script("document.getElementById('more').click()")
    assert len(results(browser)) == 60
    assert len(set(results(browser))) == 60
    focused = browser.execute_script("return document.activeElement.textContent")
    assert focused == results(browser)[30]


def test_a_result_leads_to_its_page(browser: Any, address: str) -> None:
    open_search(browser, address, "?q=mill lane hall")
    browser.execute_script("document.querySelector('#results a').click()")
    wait_for(browser, "document.querySelector('h1').textContent.startsWith('Mill Lane')")
    assert browser.current_url.endswith("/sub/path/initiatives/example-mill-lane-hall/")


def test_nothing_found_is_said_aloud(browser: Any, address: str) -> None:
    open_search(browser, address, "?q=xyzzyplugh")
    status = browser.find_element("id", "count")
    assert status.text.startswith("Nothing found")
    assert status.get_attribute("aria-live") == "polite"


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
    for path, content in large_site.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
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

"""The site in a real browser: accessible, narrow enough, searchable, and whole without script."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsing import axe_faults, lay_out, open_browser, serving, show, turn_to, wait_for

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
    "editions/",
    "editions/4444444444444444/",
    "api/",
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


CUT = """
return [...document.querySelectorAll("main *")].filter(
  e => getComputedStyle(e).overflowX === "clip" && e.clientWidth && e.scrollWidth > e.clientWidth + 8
).map(e => e.outerHTML.slice(0, 200));
"""
"""What is cut off at its side: right for a letter that no line can hold, wrong for all else."""

WIDE = "return document.documentElement.scrollWidth"

SPACED = """
const sheet = new CSSStyleSheet();
sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
document.adoptedStyleSheets = [sheet];
"""
"""The spacing of text that readers may need (WCAG 1.4.12)."""

LARGE = """
const sheet = new CSSStyleSheet();
sheet.replaceSync("html { font-size: 200% !important; }");
document.adoptedStyleSheets = [sheet];
"""
"""Text twice as large (WCAG 1.4.4)."""

FOCUSED = "return getComputedStyle(document.activeElement).outlineStyle"

ASKED = "return performance.getEntriesByType('resource').map((each) => each.name)"


@pytest.fixture(scope="module")
def small(site: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with every template and short lists, which axe is through with soon."""
    folder = tmp_path_factory.mktemp("small")
    lay_out(site, folder / "sub" / "path")
    with serving(folder) as root:
        yield f"{root}sub/path/"


@pytest.mark.parametrize("page", TEMPLATES)
def test_a_page_is_for_everybody(browser: Any, small: str, axe: str, page: str) -> None:
    """One visit: axe at all widths and in both schemes, nothing sideways, nothing asked of others."""
    browser.get_log("browser")
    show(browser, small + page, 320)
    if page == "search/":
        wait_for(browser, "document.querySelector('#results li') !== null")
    assert [each for each in browser.execute_script(ASKED) if not each.startswith(small)] == []
    assert [entry["message"] for entry in browser.get_log("browser")] == []
    for width in (320, 390, 1280):
        for scheme in ("light", "dark"):
            turn_to(browser, width, scheme)
            assert axe_faults(browser, axe) == [], f"{width} {scheme}"
        assert browser.execute_script(WIDE) <= width
    for width, change in ((320, SPACED), (1280, LARGE), (1280, SPACED)):
        turn_to(browser, width)
        browser.execute_script(change)
        assert browser.execute_script(WIDE) <= width, change
        assert browser.execute_script(CUT) == [], change


@pytest.mark.parametrize("page", ["initiatives/", "practices/community-hub/page/2/"])
def test_a_long_list_is_for_everybody(browser: Any, address: str, axe: str, page: str) -> None:
    show(browser, address + page, 320)
    assert axe_faults(browser, axe) == []
    assert browser.execute_script(WIDE) <= 320
    assert browser.execute_script(CUT) == []


UNSEEN = """
const canvas = getComputedStyle(document.documentElement).backgroundColor;
const shapes = document.querySelectorAll(".fill, .dot");
return [
  ...[...document.querySelectorAll(".pip:not(.nothing), .tag, .state, button")].filter(
    e => e.checkVisibility() && getComputedStyle(e).borderStyle === "none"),
  ...[...shapes].filter(e => getComputedStyle(e).fill === canvas),
].map(e => e.outerHTML.slice(0, 120));
"""


@pytest.mark.parametrize(
    "page",
    ["", "initiatives/example-mill-lane-hall/", "evidence/", "places/", "search/", "compare/"],
)
def test_what_colour_says_is_said_in_the_reader_s_own_colours(
    browser: Any, small: str, page: str
) -> None:
    from selenium.webdriver.common.keys import Keys

    show(browser, small + page, 390)
    turn_to(browser, 390, forced=True)
    assert browser.execute_script("return matchMedia('(forced-colors: active)').matches")
    assert browser.execute_script(UNSEEN) == []
    browser.switch_to.active_element.send_keys(Keys.TAB, Keys.TAB)
    assert browser.execute_script(FOCUSED) != "none"
    turn_to(browser, 390)


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


def walk_to(browser: Any, selector: str) -> None:
    """Press the tab key until something is reached, which has to be in sight, as has its focus."""
    from selenium.webdriver.common.keys import Keys

    for _ in range(120):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        here = browser.switch_to.active_element
        if browser.execute_script("return arguments[0].matches(arguments[1])", here, selector):
            assert browser.execute_script(FOCUSED) != "none", selector
            assert here.is_displayed(), selector
            return
    pytest.fail(f"no number of tabs leads to {selector}")


def test_evidence_is_read_with_the_keyboard(browser: Any, small: str) -> None:
    """From the explorer to the claims of one cell, of one direction, and to the initiative."""
    from selenium.webdriver.common.keys import Keys

    def press_enter() -> None:
        browser.switch_to.active_element.send_keys(Keys.ENTER)

    show(browser, f"{small}evidence/", 390)
    walk_to(browser, "main a[href*='practices/community-hub/cohesion']")
    press_enter()
    wait_for(browser, "document.querySelector('main .claim') !== null")
    walk_to(browser, "main a[href='#negative']")
    press_enter()
    wait_for(browser, "location.hash === '#negative'")
    walk_to(browser, ".claim.negative a[href*='example-mill-lane-hall']")
    press_enter()
    wait_for(browser, "document.querySelector('h1').textContent.startsWith('Mill Lane')")


def test_initiatives_are_compared_with_the_keyboard(browser: Any, small: str) -> None:
    """Two are chosen from a list, put side by side, and one is taken away."""
    from selenium.webdriver.common.keys import Keys

    show(browser, f"{small}initiatives/", 390)
    browser.execute_script("localStorage.clear()")
    show(browser, f"{small}initiatives/", 390)
    for _ in range(2):
        walk_to(browser, "button.choose[aria-pressed=false]")
        browser.switch_to.active_element.send_keys(Keys.SPACE)
    walk_to(browser, "#tray a")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    columns = "document.querySelectorAll('.compared thead a').length"
    wait_for(browser, f"{columns} === 2")
    walk_to(browser, ".compared thead button")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    wait_for(browser, f"{columns} === 1")
    browser.execute_script("localStorage.clear()")


def test_what_was_found_is_taken_along_with_the_keyboard(
    browser: Any, small: str, tmp_path: Path
) -> None:
    from selenium.webdriver.common.keys import Keys

    behaviour = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)
    show(browser, f"{small}search/?q=hall", 390)
    wait_for(browser, "document.getElementById('search').dataset.shown")
    walk_to(browser, "#take summary")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    walk_to(browser, "#take-assets")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    wait_for(browser, "document.getElementById('taken').textContent.includes('Rows: 1.')")


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
    browser.find_element("link text", "All 252 initiatives").click()
    assert browser.find_element("tag name", "h1").text == "All initiatives"
    browser.get_log("browser")


def test_every_page_says_what_it_says_without_script(
    small: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every page has its heading and its text, and nothing that would do nothing."""
    driver = open_browser(tmp_path_factory.mktemp("profile"), script=False)
    try:
        for page in TEMPLATES:
            show(driver, small + page, 390)
            assert driver.find_element("tag name", "h1").is_displayed(), page
            assert len(driver.find_element("tag name", "main").text) > 60, page
            dead = driver.find_elements("css selector", "main button, .finder, #near, #tray")
            of_forms = "form:not(.finder, #near) button"
            works = driver.find_elements("css selector", of_forms)
            assert [e for e in dead if e.is_displayed() and e not in works] == [], page
    finally:
        driver.quit()


def test_everything_can_be_read_without_script(
    address: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    driver = open_browser(tmp_path_factory.mktemp("profile"), script=False)
    try:
        # Without script nothing can be scrolled into sight to be clicked.
        show(driver, f"{address}index.html", 1280)
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

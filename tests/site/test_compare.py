"""Initiatives side by side: chosen anywhere, kept in the address, worked from the keyboard."""

from typing import Any

import pytest

from browsing import axe_faults, open_browser, show, wait_for
from cpstandard.publish.pages.compare import FACTS

HALL, JURY = "example-mill-lane-hall", "example-two-rivers-jury"
OUTCOMES = ["2 positive", "No evidenc"]
ROWS = "[...document.querySelectorAll('.compared tbody th')].map(h => h.textContent)"
COLUMNS = "[...document.querySelectorAll('.compared thead a')].map(a => a.textContent)"


def test_every_fact_that_is_compared_stands_on_some_page(site: dict[str, bytes]) -> None:
    pages = "".join(c.decode() for path, c in site.items() if path.startswith("initiatives/"))
    assert [fact for fact in FACTS if f'data-fact="{fact}"' not in pages] == []


@pytest.mark.browser
class TestInABrowser:
    def open(self, browser: Any, address: str, ids: str, width: int = 1280) -> None:
        show(browser, f"{address}compare/?ids={ids}", width)
        wait_for(browser, "document.getElementById('compared').textContent !== ''")

    def test_two_stand_side_by_side_with_their_claims(self, browser: Any, address: str) -> None:
        self.open(browser, address, f"{HALL},{JURY}")
        names = browser.execute_script(f"return {COLUMNS}")
        assert names == ["Mill Lane Hall (invented)", "Two Rivers Citizens’ Jury (invented)"]
        rows = browser.execute_script(f"return {ROWS}")
        assert {"Where", "Positive results", "Negative results", "Licence"} <= set(rows)
        # What came of each is summed up for both, whether there is a claim or not.
        outcomes = browser.find_elements("css selector", ".compared tr.outcome td")
        assert [each.text[:10] for each in outcomes] == OUTCOMES
        negative = browser.find_element("css selector", ".compared tr.negative td")
        assert "Young people seldom come." in negative.text
        assert browser.find_element("id", "compared").text.startswith("Side by side: Mill Lane")
        assert not browser.find_element("id", "how").is_displayed()

    def test_links_lead_where_they_led_on_the_page_of_the_record(
        self, browser: Any, address: str
    ) -> None:
        self.open(browser, address, HALL)
        link = browser.find_element("css selector", ".compared tr.where a")
        assert link.get_attribute("href").startswith(f"{address}places/united-kingdom/")
        cite = browser.find_element("css selector", ".compared .cites a")
        assert f"initiatives/{HALL}/#source-" in cite.get_attribute("href")
        ids = browser.execute_script("return [...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids))

    def test_one_is_taken_away_from_the_keyboard(self, browser: Any, address: str) -> None:
        from selenium.webdriver.common.keys import Keys

        self.open(browser, address, f"{HALL},{JURY}")
        button = browser.find_element("css selector", ".compared thead button")
        assert "Mill Lane Hall" in button.get_attribute("textContent")
        button.send_keys(Keys.ENTER)
        wait_for(browser, f"{COLUMNS}.length === 1")
        assert browser.current_url.endswith(f"?ids={JURY}")
        assert browser.execute_script("return document.activeElement.id") == "compared"

    def test_an_id_that_is_not_here_and_a_fifth_are_said(self, browser: Any, address: str) -> None:
        self.open(browser, address, f"{HALL},nobody-knows,{JURY},example-hall-1,example-hall-2")
        assert "No initiative nobody-knows is here" in browser.page_source
        assert "Only the first four" in browser.find_element("id", "compared").text
        browser.get_log("browser")  # the missing page is told there

    def test_an_id_is_text_and_nothing_else(self, browser: Any, address: str) -> None:
        self.open(browser, address, "%3Cimg%20src=x%20onerror=alert(1)%3E,..%2F..%2Fabout")
        assert browser.find_elements("css selector", "#comparison img") == []
        assert "onerror" in browser.find_element("css selector", ".compared thead").text
        browser.get_log("browser")

    def test_initiatives_are_chosen_from_a_list_with_the_keyboard(
        self, browser: Any, address: str
    ) -> None:
        from selenium.webdriver.common.keys import Keys

        show(browser, f"{address}initiatives/", 390)
        browser.execute_script("localStorage.clear()")
        show(browser, f"{address}initiatives/", 390)
        first, second = browser.find_elements("css selector", "button.choose")[:2]
        assert not browser.find_element("id", "tray").is_displayed()
        for button in (first, second):
            button.send_keys(Keys.SPACE)
            assert button.get_attribute("aria-pressed") == "true"
        tray = browser.find_element("id", "tray")
        assert "is chosen to compare" in tray.find_element("css selector", "[role=status]").text
        tray.find_element("css selector", "a").send_keys(Keys.ENTER)
        wait_for(browser, f"{COLUMNS}.length === 2")
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 390

    def test_it_is_accessible_when_filled(self, browser: Any, address: str, axe: str) -> None:
        for width in (320, 1280):
            self.open(browser, address, f"{HALL},{JURY},example-hall-1,example-hall-2", width)
            wait_for(browser, "document.querySelector('.compared')")
            assert axe_faults(browser, axe) == []
            assert browser.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_without_script_it_says_what_it_needs(
    address: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    driver = open_browser(tmp_path_factory.mktemp("profile"), script=False)
    try:
        driver.get(f"{address}initiatives/{HALL}/index.html")
        link = driver.find_element("link text", "Compare with others")
        driver.get(link.get_attribute("href"))
        assert "Comparing needs JavaScript" in driver.find_element("tag name", "noscript").text
        assert driver.find_element("link text", "by practice").is_displayed()
    finally:
        driver.quit()

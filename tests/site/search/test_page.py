"""The search page in a real browser: what it finds, how it is used, and for whom."""

from typing import Any

import pytest

from browsing import SHOWN, axe_faults, axe_script, lay_out, open_search, serving, show, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.reliability("R29")]

JURY = "Two Rivers Citizens’ Jury (invented)"
NETWORK = "The Wide Network (invented)"


def after(browser: Any, action: str) -> None:
    """Run a script and wait until the results that it leads to are shown."""
    before = browser.execute_script(f"return {SHOWN}")
    browser.execute_script(action)
    wait_for(browser, f"{SHOWN} !== '{before}'")


def results(browser: Any) -> list[str]:
    names = "[...document.querySelectorAll('#results h3')].map(h => h.textContent)"
    return browser.execute_script(f"return {names}")


def said(browser: Any) -> str:
    return browser.find_element("id", "count").text


def box(facet: str, code: str) -> str:
    return f"document.querySelector('[data-facet={facet}] input[value=\"{code}\"]')"


def number(browser: Any, facet: str, code: str) -> str:
    label = f"{box(facet, code)}.closest('label').querySelector('.count').textContent"
    return browser.execute_script(f"return {label}")


def test_a_record_is_found_by_its_words(browser: Any, address: str) -> None:
    open_search(browser, address, "?q=valley")
    assert results(browser) == [JURY]
    assert said(browser) == "1 record for “valley”."


@pytest.mark.parametrize(
    "query", ["citiz jur", "CITIZENS’", "rivers jruy", "rivrs", "juries", "river"]
)
def test_it_forgives(browser: Any, address: str, query: str) -> None:
    open_search(browser, address, f"?q={query}")
    assert results(browser) == [JURY]


def test_it_says_what_it_read_a_word_as(browser: Any, address: str) -> None:
    open_search(browser, address, "?q=rivrs")
    notes = browser.find_element("id", "notes").text
    assert notes == "“rivrs” is on no record; it was read as “rivers”."


def test_where_no_record_has_all_words_those_with_most_are_shown(
    browser: Any, address: str
) -> None:
    open_search(browser, address, "?q=rivers jury suppers")
    assert results(browser) == [JURY]
    assert "No record has all of these words" in browser.find_element("id", "notes").text


def test_a_facet_narrows_and_the_address_keeps_it(browser: Any, address: str) -> None:
    open_search(browser, address)
    assert said(browser).startswith("253 records.")
    after(browser, f"{box('cluster', 'collaboration')}.click()")
    assert results(browser) == [NETWORK]
    assert browser.current_url.endswith("?cluster=collaboration")
    browser.get(browser.current_url)
    wait_for(browser, SHOWN)
    assert results(browser) == [NETWORK]
    after(browser, "document.querySelector('#chosen button').click()")
    assert said(browser).startswith("253 records.")
    assert browser.execute_script("return document.activeElement.id") == "found"


def test_on_a_phone_the_filters_are_folded_and_the_results_come_first(
    browser: Any, address: str
) -> None:
    folded = "return !document.getElementById('facets').open"
    for width, is_folded in ((390, True), (639, True), (1280, False)):
        open_search(browser, address, "?cluster=collaboration", width)
        assert browser.execute_script(folded) is is_folded, width
    open_search(browser, address, "?cluster=collaboration", 390)
    top = "document.querySelector('#results li').getBoundingClientRect().top"
    assert browser.execute_script(f"return {top} < innerHeight")
    assert browser.find_element("id", "chosen").text  # what narrows is seen all the same
    assert not browser.find_element("css selector", "[data-facet=practice] summary").is_displayed()
    browser.find_element("css selector", "#facets > summary").click()
    browser.find_element("css selector", "[data-facet=practice] summary").click()
    wait_for(browser, "document.querySelector('[data-facet=practice] li') !== null")
    show_wide = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.find_element("css selector", "#facets > summary").click()
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", show_wide)
    wait_for(browser, "document.getElementById('facets').open")


def test_a_choice_in_one_facet_keeps_the_counts_of_its_neighbours(
    browser: Any, address: str
) -> None:
    open_search(browser, address, "?cluster=collaboration")
    assert number(browser, "cluster", "capacity-and-assets") == "251"
    after(browser, f"{box('cluster', 'capacity-and-assets')}.click()")
    assert said(browser).startswith("252 records.")


def test_choices_in_two_facets_must_both_be_met(browser: Any, address: str) -> None:
    open_search(browser, address, "?country=DE&cluster=decision-making")
    assert results(browser) == [JURY]
    open_search(browser, address, "?country=DE&cluster=collaboration")
    assert results(browser) == []


def test_the_counts_are_those_of_the_query(browser: Any, address: str) -> None:
    open_search(browser, address, "?q=jury")
    assert number(browser, "cluster", "decision-making") == "1"
    hidden = f"return {box('cluster', 'collaboration')}.closest('li').hidden"
    assert browser.execute_script(hidden) is True


def test_an_unknown_code_in_the_address_changes_nothing(browser: Any, address: str) -> None:
    open_search(browser, address, "?cluster=no-such&nothing=x&sort=evil&page=-4&view=%3Cb%3E")
    assert said(browser).startswith("253 records.")
    assert browser.find_element("id", "sort").get_attribute("value") == "relevance"


def test_the_back_button_leads_back_through_the_questions(browser: Any, address: str) -> None:
    open_search(browser, address)
    after(browser, f"{box('cluster', 'collaboration')}.click()")
    after(
        browser,
        "document.getElementById('q').value = 'jury';"
        "document.getElementById('search').requestSubmit()",
    )
    after(browser, "history.back()")
    assert results(browser) == [NETWORK]
    assert browser.find_element("id", "q").get_attribute("value") == ""
    after(browser, "history.back()")
    assert said(browser).startswith("253 records.")
    assert browser.execute_script(f"return {box('cluster', 'collaboration')}.checked") is False


def test_results_run_over_pages_that_have_addresses(browser: Any, address: str) -> None:
    open_search(browser, address, "?q=hall")
    first = results(browser)
    assert len(first) == 19, "of two that are one initiative the second is in the first's card"
    assert said(browser) == "251 records for “hall”. Page 1 of 13."
    after(browser, "document.querySelector('#pages [rel=next]').click()")
    assert browser.current_url.endswith("?q=hall&page=2")
    assert set(results(browser)).isdisjoint(first)
    assert browser.execute_script("return document.activeElement.id") == "found"
    open_search(browser, address, "?q=hall&page=13")
    assert len(results(browser)) == 11


def test_records_of_one_initiative_are_one_card_that_names_the_others(
    browser: Any, address: str
) -> None:
    """The first two halls are held to be of one initiative; both are still counted."""
    open_search(browser, address, "?q=hall")
    assert said(browser).startswith("251 records for “hall”.")
    assert results(browser)[:2] == ["Invented Hall 000", "Invented Hall 002"]
    notes = browser.find_element("id", "notes").text
    assert notes.startswith("1 record has no card of its own here")
    also = browser.find_element("css selector", "#results .also a")
    assert "initiatives/example-hall-1/" in also.get_attribute("href")
    open_search(browser, address, "?q=hall&page=2")
    assert len(results(browser)) == 20
    assert browser.find_element("id", "notes").text == ""


def test_results_can_be_ordered(browser: Any, address: str) -> None:
    open_search(browser, address)
    chosen = "document.getElementById('sort').value = 'newest';"
    after(browser, chosen + "document.getElementById('sort').dispatchEvent(new Event('change'))")
    assert browser.current_url.endswith("?sort=newest")
    assert results(browser)[:2] == ["Invented Hall 000", "Invented Hall 002"]
    # The one that began in 2001 comes last but for the one of which that is not known.
    for sort, last in [("newest", [NETWORK, JURY]), ("name", [JURY, NETWORK])]:
        open_search(browser, address, f"?sort={sort}&page=13")
        assert results(browser)[-2:] == last


def test_the_map_draws_the_same_results(browser: Any, address: str) -> None:
    open_search(browser, address)
    after(browser, "document.querySelector('#map summary').click()")
    assert "view=map" in browser.current_url
    note = browser.find_element("id", "map-note").text
    dots = "return [...document.querySelectorAll('#map figure:not([hidden]) :is(.dot, .shade)')].length"
    assert note == "Records on this map: 251 of 253."
    assert browser.execute_script(dots) >= 1
    # There are so many that they are hexagons, and the key has those shades that are seen.
    shades = "return [...new Set([...document.querySelectorAll('#map .map .shade')].map(s => s.dataset.level))]"
    key = "return [...document.querySelectorAll('#map-key li')].filter(i => i.offsetParent).map(i => i.dataset.level)"
    assert sorted(browser.execute_script(shades)) == browser.execute_script(key) != []
    open_search(browser, address, "?view=map&q=two rivers")
    assert browser.execute_script(key) == []
    assert browser.find_element("id", "map-note").text.startswith("Records on this map: 1 of 1.")
    assert browser.execute_script(dots) >= 1


def test_a_status_that_is_not_stated_is_no_news(browser: Any, address: str) -> None:
    open_search(browser, address, "?q=wide network")
    assert "Not stated" not in browser.find_element("id", "results").text
    open_search(browser, address, "?q=mill lane hall")
    assert "Active" in browser.find_element("id", "results").text


def test_a_result_leads_to_its_page(browser: Any, address: str) -> None:
    open_search(browser, address, "?q=mill lane hall")
    browser.execute_script("document.querySelector('#results a').click()")
    wait_for(browser, "document.querySelector('h1').textContent.startsWith('Mill Lane')")
    assert browser.current_url.endswith("/sub/path/initiatives/example-mill-lane-hall/")


def test_nothing_found_is_said_aloud(browser: Any, address: str) -> None:
    open_search(browser, address, "?q=xyzzyplugh")
    assert said(browser).startswith("Nothing found")
    assert browser.find_element("id", "count").get_attribute("aria-live") == "polite"
    assert results(browser) == []


def test_what_was_typed_is_shown_as_text(browser: Any, address: str) -> None:
    open_search(browser, address, "?q=%3Cimg src=x onerror=alert(1)%3E jury")
    assert browser.execute_script("return document.querySelectorAll('#search img').length") == 0
    assert "<img src=x onerror=alert(1)>" in said(browser)


def test_a_reader_of_the_keyboard_gets_everywhere(browser: Any, address: str) -> None:
    """Types, narrows, reorders, opens the map and a result, with keys alone."""
    from selenium.webdriver.common.keys import Keys

    open_search(browser, address)

    def press(*keys: str) -> None:
        browser.switch_to.active_element.send_keys(*keys)

    def tab_to(wanted: str) -> None:
        for _ in range(60):
            press(Keys.TAB)
            if browser.execute_script(f"return document.activeElement.matches('{wanted}')"):
                return
        pytest.fail(f"no number of tabs leads to {wanted}")

    tab_to("#q")
    press("hall", Keys.ENTER)
    wait_for(browser, "document.getElementById('count').textContent.includes('“hall”')")
    tab_to("[data-facet=cluster] input")
    press(Keys.SPACE)
    wait_for(browser, "document.querySelector('#chosen li') !== null")
    tab_to("[data-facet=began] summary")
    press(Keys.ENTER)
    wait_for(browser, "document.querySelector('[data-facet=began] li') !== null")
    tab_to("#sort")
    tab_to("#map summary")
    press(Keys.ENTER)
    wait_for(browser, "document.getElementById('map-note').textContent !== ''")
    tab_to("#results a")
    press(Keys.ENTER)
    wait_for(browser, "document.getElementById('search') === null")
    assert "/initiatives/" in browser.current_url


STATES = {
    "all": "",
    "results": "?q=jury",
    "pages": "?q=hall&page=3",
    "none": "?q=xyzzyplugh",
    "misread": "?q=rivrs",
    "chosen": "?cluster=collaboration&cluster=capacity-and-assets&sort=newest",
    "map": "?view=map",
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Any, address: str, state: str
) -> None:
    axe = axe_script()
    for width in (320, 390, 1280):
        for scheme in ("light", "dark"):
            open_search(browser, address, STATES[state], width, scheme)
            if state == "chosen":
                opened = "document.querySelectorAll('#facets, #facets details').forEach(d => d.open = true)"
                after(browser, opened)
            assert axe_faults(browser, axe) == [], f"{width} {scheme}"
            scroll = browser.execute_script("return document.documentElement.scrollWidth")
            assert scroll <= width, f"{width} {scheme}"


def test_nothing_is_asked_of_others_and_the_console_is_silent(browser: Any, address: str) -> None:
    browser.get_log("browser")
    open_search(browser, address, "?q=hall&view=map&country=GB&sort=newest")
    asked = browser.execute_script(
        "return performance.getEntriesByType('resource').map((each) => each.name)"
    )
    assert all(each.startswith(address) for each in asked)
    assert [entry["message"] for entry in browser.get_log("browser")] == []


def test_where_the_index_is_missing_lists_are_named(
    browser: Any, address: str, tmp_path: Any, large_site: dict[str, bytes]
) -> None:
    lay_out({k: v for k, v in large_site.items() if k != "search/index.json"}, tmp_path)
    with serving(tmp_path) as other:
        show(browser, f"{other}search/", 1280)
        wait_for(browser, "!document.getElementById('broken').hidden")
        assert "all initiatives by name" in browser.find_element("id", "broken").text
    show(browser, (tmp_path / "search" / "index.html").as_uri(), 1280)
    wait_for(browser, "!document.getElementById('broken').hidden")
    browser.get_log("browser")

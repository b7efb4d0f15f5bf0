"""The map of results that can be moved and zoomed, in a real browser."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from browsing import axe_faults, lay_out, open_search, serving, turn_to, wait_for
from cpstandard.core.errors import UnusableInput
from cpstandard.pipeline.leaflet import leaflet_files
from cpstandard.publish.directory import Directory
from cpstandard.publish.site import render_site
from cpstandard.registry.site_settings import SiteSettings

pytestmark = [pytest.mark.browser, pytest.mark.reliability("R29")]

HOSTILE = "<img src=x onerror=alert(1)> Hall (invented)"
SPOTS = {"Northtown": (54.9, -1.6), "Easttown": (52.6, 1.3), "Westtown": (51.5, -3.2)}


def halls() -> Iterator[dict[str, Any]]:
    """Yield invented halls: many at one spot, some about it, and a few alone."""

    def hall(id_: str, name: str, latitude: float, longitude: float, **more: Any) -> dict[str, Any]:
        place = {"name": "Exampleton", "country": "GB", "latitude": latitude, **more}
        return {
            "id": f"example-{id_}",
            "name": name,
            "clusters": ["capacity-and-assets"],
            "places": [{**place, "longitude": longitude}],
            "sources": [{"id": "s1", "title": "An invented page", "url": "https://example.org/"}],
        }

    for n in range(60):
        yield hall(f"spot-{n}", f"Spot Hall {n:02} (invented)", 53.5, -2.2, precision="exact")
    for n in range(12):
        yield hall(
            f"ring-{n}",
            f"Ring Hall {n:02} (invented)",
            53.1 + n / 20,
            -2.4 + n / 30,
            precision="exact",
        )
    for name, (latitude, longitude) in SPOTS.items():
        yield hall(name.lower(), f"{name} Hall (invented)", latitude, longitude, precision="exact")
    yield hall("hostile", HOSTILE, 57.1, -2.1, precision="exact")
    yield hall("region", "Region Hall (invented)", 50.4, -4.2, precision="region")
    yield {
        **hall("country", "Country Hall (invented)", 0, 0),
        "places": [{"name": "Somewhere", "country": "GB"}],
    }


@pytest.fixture(scope="module")
def moving_site(
    make: Callable[[list[dict[str, Any]]], Directory], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A site whose map moves; the tests are skipped without the extra."""
    try:
        leaflet = leaflet_files(SiteSettings(map="moving"))
    except UnusableInput:
        pytest.skip("the extra map is not installed")
    folder = tmp_path_factory.mktemp("moving")
    lay_out(dict(render_site(replace(make(list(halls())), leaflet=leaflet))), folder)
    return folder


@pytest.fixture(scope="module")
def moving(moving_site: Path) -> Iterator[str]:
    """The address of that site."""
    with serving(moving_site) as root:
        yield root


def marks(browser: Any) -> list[str]:
    """Return what each mark is called for those who do not see it, the largest first."""
    shown = "[...document.querySelectorAll('.spot')].map(m => m.getAttribute('aria-label'))"
    return browser.execute_script(f"return {shown}")


def open_map(
    browser: Any, address: str, query: str = "", width: int = 1280, scheme: str = "light"
) -> None:
    open_search(browser, address, f"?view=moving{query}", width, scheme)
    wait_for(browser, "document.querySelectorAll('.spot').length > 0")


def note(browser: Any) -> str:
    return browser.find_element("id", "map-note").text


def wait_for_count(browser: Any, shown: int, found: int) -> None:
    said = f"Records on this map: {shown} of {found}."
    wait_for(browser, f"document.getElementById('map-note').textContent.startsWith('{said}')")


def press(browser: Any, *keys: str) -> None:
    browser.switch_to.active_element.send_keys(*keys)


def focus(browser: Any, selector: str) -> None:
    browser.execute_script(f"document.querySelector('{selector}').focus()")


def test_nothing_of_it_is_asked_for_before_the_click(browser: Any, moving: str) -> None:
    asked = "return performance.getEntriesByType('resource').map((each) => each.name)"
    open_search(browser, moving, "?view=map")
    assert not [each for each in browser.execute_script(asked) if "/static/map/" in each]
    assert (
        note(browser)
        == "Records on this map: 77 of 78. An open dot stands for a district or a whole country, not for a door."
    )
    browser.find_element("id", "move").click()
    wait_for(browser, "document.querySelectorAll('.spot').length > 0")
    loaded = {
        each.rpartition("/")[2] for each in browser.execute_script(asked) if "/static/map/" in each
    }
    assert loaded == {
        "land.json",
        "leaflet.css",
        "leaflet.js",
        "marks.js",
        "moving.css",
        "moving.js",
        "records.js",
    }
    assert all(each.startswith(moving) for each in browser.execute_script(asked))
    wait_for(browser, "location.search.includes('view=moving&at=')")
    # And back to the drawing.
    browser.find_element("id", "move").click()
    wait_for(browser, "document.getElementById('moving').hidden")
    assert browser.find_element("css selector", "#map figure:not([hidden]) svg").is_displayed()
    assert "view=map" in browser.current_url


def test_the_marks_count_all_results_and_say_how_many_are_seen(browser: Any, moving: str) -> None:
    open_map(browser, moving)
    counts = [int(each.split()[0]) for each in marks(browser)]
    # The one of which only the country is known is no dot where the country fills the map.
    assert sum(counts) == 77
    assert note(browser).startswith("Records on this map: 77 of 78. In the part that is seen: 77.")
    assert len(browser.find_elements("css selector", ".spot.vague")) == 1
    # The land is drawn, and in the colour that it has in drawings, by day and by night.
    land = (
        "const c = document.querySelector('.ground canvas'); const d = c.getContext('2d')"
        ".getImageData(0, 0, c.width, c.height).data; const found = new Set();"
        "for (let i = 0; i < d.length; i += 4) if (d[i + 3] === 255) found.add(`rgb(${d[i]}, ${d[i + 1]}, ${d[i + 2]})`);"
        "const wanted = getComputedStyle(document.querySelector('.land')).fill; return found.has(wanted) && wanted"
    )
    light = browser.execute_script(land)
    turn_to(browser, 1280, "dark")
    wait_for(
        browser,
        f"(() => {{ {land} }})() && getComputedStyle(document.querySelector('.land')).fill !== '{light}'",
    )
    assert light


def test_it_is_zoomed_and_moved_by_keyboard_and_a_dot_opens_its_list(
    browser: Any, moving: str
) -> None:
    from selenium.webdriver.common.keys import Keys

    open_map(browser, moving)
    before = len(marks(browser))
    largest = marks(browser)[0]
    assert largest.endswith("records: zoom in")
    focus(browser, ".spot")
    press(browser, Keys.ENTER)
    wait_for(
        browser,
        f"document.querySelectorAll('.spot').length > 1 && document.querySelector('.spot').getAttribute('aria-label') !== {json.dumps(largest)}",
    )
    assert browser.switch_to.active_element.get_attribute("class").startswith("ground")
    assert "In the part that is seen: 77." not in note(browser)
    # The map has the focus: its keys move and zoom it.
    for keys in (Keys.ARROW_UP, "+", "-", "-"):
        place = note(browser) + str(marks(browser)) + browser.current_url
        press(browser, keys)
        wait_for(
            browser,
            f"document.getElementById('map-note').textContent + location.href !== {json.dumps(place)}",
        )
    # The sixty at one spot are a list and not a zoom that never ends.
    open_map(browser, moving, "&q=spot")
    assert marks(browser) == ["60 records: show them"]
    focus(browser, ".spot")
    press(browser, " ")
    wait_for(browser, "document.querySelector('.here h3')?.textContent === '60 records here'")
    assert browser.switch_to.active_element.text == "60 records here"
    links = browser.find_elements("css selector", ".here li a")
    assert len(links) == 50
    assert "These are the first 50." in browser.find_element("css selector", ".here").text
    press(browser, Keys.ESCAPE)
    assert browser.switch_to.active_element.get_attribute("class").startswith(
        "leaflet-marker-icon spot"
    )
    assert before > 1


def test_a_dot_is_named_when_it_is_pointed_at_and_leads_to_its_page(
    browser: Any, moving: str
) -> None:
    from selenium.webdriver.common.keys import Keys

    open_map(browser, moving, "&q=northtown")
    assert marks(browser) == ["1 record: show it"]
    focus(browser, ".spot")
    wait_for(browser, "document.querySelector('.leaflet-tooltip') !== null")
    assert marks(browser) == ["Northtown Hall (invented)"]
    press(browser, Keys.ENTER)
    wait_for(browser, "document.activeElement.textContent === '1 record here'")
    press(browser, Keys.TAB)
    press(browser, Keys.ENTER)
    wait_for(browser, "document.querySelector('h1').textContent === 'Northtown Hall (invented)'")
    browser.back()
    wait_for(browser, "document.querySelectorAll('.spot').length === 1")


def test_it_follows_the_question_and_the_filters(browser: Any, moving: str) -> None:
    open_map(browser, moving)
    box = browser.find_element("id", "q")
    box.send_keys("easttown")
    wait_for_count(browser, 1, 1)
    assert marks(browser) == ["1 record: show it"]
    wait_for(browser, "/at=52\\.[56]\\d*%2C1\\.\\d+/.test(location.search)")
    box.clear()
    box.send_keys("xyzzyplugh")
    wait_for_count(browser, 0, 0)
    assert marks(browser) == []


def test_where_it_was_moved_is_in_the_address(browser: Any, moving: str) -> None:
    open_map(browser, moving, "&at=51.500,-3.200,9")
    assert marks(browser) == ["1 record: show it"]
    assert "In the part that is seen: 1." in note(browser)
    # What is no place is passed over.
    open_map(browser, moving, "&at=%3Cscript%3E")
    assert len(marks(browser)) > 1


def test_a_vague_place_and_a_country_stay_vague(browser: Any, moving: str) -> None:
    open_map(browser, moving, "&q=region hall&at=50.4,-4.2,10")
    assert len(browser.find_elements("css selector", ".spot.vague")) == 1
    open_map(browser, moving, "&q=country hall&at=54,-2,4")
    assert len(browser.find_elements("css selector", ".spot.vague")) == 1
    open_search(browser, moving, "?view=moving&q=country hall&at=54,-2,8")
    wait_for_count(browser, 0, 1)
    assert marks(browser) == []


def test_a_name_is_text(browser: Any, moving: str) -> None:
    open_map(browser, moving, "&q=onerror")
    focus(browser, ".spot")
    wait_for(browser, "document.querySelector('.leaflet-tooltip') !== null")
    browser.find_element("css selector", ".spot").click()
    wait_for(browser, "document.querySelector('.here li a') !== null")
    assert browser.find_element("css selector", ".here li a").text == HOSTILE
    assert browser.execute_script("return document.querySelectorAll('#search img').length") == 0


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_nothing_scrolls_sideways_and_the_console_is_silent(
    browser: Any, moving: str, axe: str, width: int, scheme: str
) -> None:
    browser.get_log("browser")
    for query in ("", "&q=spot"):
        open_map(browser, moving, query, width, scheme)
        if query:
            focus(browser, ".spot")
            browser.find_element("css selector", ".spot").click()
            wait_for(browser, "document.querySelector('.here li a') !== null")
        assert axe_faults(browser, axe) == []
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert [entry["message"] for entry in browser.get_log("browser")] == []


def test_where_it_cannot_be_loaded_the_drawing_stands(
    browser: Any, moving_site: Path, tmp_path: Path
) -> None:
    shutil.copytree(moving_site, tmp_path / "site")
    (tmp_path / "site" / "static" / "map" / "leaflet.js").unlink()
    with serving(tmp_path / "site") as root:
        open_search(browser, root, "?view=moving")
        assert browser.find_element("css selector", "#map figure:not([hidden]) svg").is_displayed()
        assert note(browser).startswith("Records on this map: 77 of 78.")
        assert not browser.find_element("id", "moving").is_displayed()
        assert not browser.find_element("id", "broken").is_displayed()
    assert "leaflet.js" in str(browser.get_log("browser"))


MANY = """
const [address, done] = arguments;
import(address).then(({ marksOf, spotsOf }) => {
  const count = 100000;
  let seed = 7;
  const drawn = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const lines = Uint16Array.from({ length: 2 * count }, () => Math.floor(drawn() * 65535));
  const starts = Uint32Array.from({ length: count }, (_, i) => i);
  const points = { starts, counts: new Uint8Array(count).fill(1), vague: new Uint8Array(count), spots: spotsOf(lines) };
  const found = starts;
  const told = [];
  for (const zoom of [1, 4, 8]) {
    const half = Math.min(0.5, 450 / (256 * 2 ** zoom));
    const view = { west: 0.5 - half, east: 0.5 + half, north: 0.4 - half, south: 0.4 + half };
    const { marks, shown, here } = marksOf(found, points, view, zoom);
    const gaps = marks.flatMap((a, i) => marks.slice(i + 1).map((b) => Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y))));
    told.push({ marks: marks.length, shown, here, sum: marks.reduce((n, m) => n + m.count, 0), gap: Math.min(...gaps) });
  }
  done(told);
});
"""


def test_a_hundred_thousand_points_are_a_few_marks_that_do_not_touch(
    browser: Any, moving: str
) -> None:
    open_search(browser, moving)
    for told in browser.execute_async_script(MANY, f"{moving}static/map/marks.js"):
        assert told["shown"] == 100_000
        assert 0 < told["marks"] <= 300
        assert told["here"] == told["sum"] <= 100_000
        assert told["gap"] >= 24

"""The page in a real browser: accessible, narrow enough, and asking for nothing from outside."""

import base64

import pytest

from browsing import axe_faults, axe_script, open_browser
from cpstandard.cli.reports import html
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    driver = open_browser(tmp_path_factory.mktemp("profile"), traffic=True)
    yield driver
    driver.quit()


@pytest.fixture
def page(report, clean, codes, tmp_path):
    """A page on two files, with a word without end and markup in what was found."""
    where = Location(report.file, sheet="W" * 60, cell="C3", row=3)
    for message in (
        "W" * 400,
        "<script>document.title = 'bad'</script><img src='http://127.0.0.1/x'>",
    ):
        report.add(
            Finding("html-in-text", Severity.ERROR, message, where, "r" * 90, None, "x" * 150)
        )
    path = tmp_path / "report.html"
    path.write_text(html.render([report, clean], codes), encoding="utf-8")
    return path


def show(browser, page, width, scheme="light", media="screen"):
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.get(page.as_uri())


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("scheme", "media"), [("light", "screen"), ("dark", "screen"), ("dark", "print")]
)
def test_axe_finds_nothing(browser, page, width, scheme, media):
    axe = axe_script()
    show(browser, page, width, scheme, media)
    assert axe_faults(browser, axe) == []


def test_nothing_scrolls_sideways_on_the_narrowest_phone(browser, page):
    show(browser, page, 320)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 320


def test_it_asks_for_nothing_and_runs_no_script_of_strangers(browser, page):
    browser.get_log("performance")
    show(browser, page, 1280)
    asked = [
        entry["message"]
        for entry in browser.get_log("performance")
        if '"Network.requestWillBeSent"' in entry["message"] and "file:///" not in entry["message"]
    ]
    assert asked == []
    assert browser.title == "Report on 2 files"
    assert [entry["message"] for entry in browser.get_log("browser")] == []


def test_the_summary_leads_to_each_group(browser, page):
    show(browser, page, 1280)
    link = browser.find_element("link text", "unknown-code")
    link.click()
    named = browser.execute_script("return document.querySelector(':target').textContent")
    assert "unknown-code" in named


def test_it_prints_on_white_in_full(browser, page):
    show(browser, page, 800, "dark", "print")
    script = "return getComputedStyle(document.body).backgroundColor"
    assert browser.execute_script(script) == "rgb(255, 255, 255)"
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.7})
    assert base64.b64decode(printed["data"]).startswith(b"%PDF")

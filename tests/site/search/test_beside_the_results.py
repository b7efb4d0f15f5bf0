"""What the search gives beside its list: files of what was found, and where else a question leads."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from browsing import lay_out, open_search, serving, wait_for
from cpstandard.publish.directory import Directory
from cpstandard.publish.forms.csv_cell import csv_text
from cpstandard.publish.pages import reference, search
from cpstandard.publish.renderer import Renderer

pytestmark = pytest.mark.browser


def downloaded(browser: Any, path: Path) -> list[dict[str, str]]:
    """Wait for a file, and return its rows."""
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 30).until(lambda _: path.exists())
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


HOSTILE = [
    "=1+1", "+1", "-1", "-1.5", "-1a", "@SUM(A1)", "'=1", " =1", "\t=1", "\uff1d1", "a,b", 'say "a"', "two\r\nlines",
    "\x00\x1f", "_x0041_", "_xyz", "\ufeff\ufffe", "plain", "", "it\u2019s", "\u202eabc",
]  # fmt: skip


def test_cells_of_a_download_are_those_of_our_other_csv(browser: Any, address: str) -> None:
    open_search(browser, address)
    made = browser.execute_async_script(
        "const [texts, done] = arguments;"
        "import(new URL('../static/search/download.js', location.href).href)"
        ".then(({cell}) => done(texts.map(cell)));",
        HOSTILE,
    )
    for text, cell in zip(HOSTILE, made, strict=True):
        row = next(csv.reader(io.StringIO(f"{cell},end\r\n", newline=""), strict=True))
        assert row == [csv_text(text), "end"]


def test_what_was_found_is_downloaded_with_all_its_pages(
    browser: Any, address: str, tmp_path: Path
) -> None:
    behaviour = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)
    open_search(browser, address, "?q=hall&sort=name")
    browser.execute_script("document.getElementById('take').open = true")
    browser.find_element("id", "take-initiatives").click()
    wait_for(browser, "document.getElementById('taken').textContent.includes('251')")
    rows = downloaded(browser, tmp_path / "initiatives.csv")
    assert len({row["Id"] for row in rows}) == 251
    mill = next(row for row in rows if row["Id"] == "example-mill-lane-hall")
    assert mill["Page"] == f"{address}initiatives/example-mill-lane-hall/"
    assert mill["What evidence says"] == "Positive; Mixed; Negative; No difference; Not yet known"
    # Their assets: where a kind is chosen, of that kind alone.
    open_search(browser, address, "?asset=community-hub")
    browser.execute_script("document.getElementById('take').open = true")
    browser.find_element("id", "take-assets").click()
    wait_for(browser, "document.getElementById('taken').textContent.includes('Rows')")
    kinds = {row["Kind of asset"] for row in downloaded(browser, tmp_path / "assets.csv")}
    assert kinds == {"Community hub"}


@pytest.mark.parametrize(
    ("query", "leads"),
    [
        (
            "hub near Mill Lane",
            ["near/?q=Mill+Lane&show=community-hub", "practices/community-hub/"],
        ),
        ("juries", ["practices/citizens-jury/"]),
        ("xyzzyplugh", []),
        ("near", []),
        ("ZZ1 9AA", []),  # this edition has no postcodes
        ("near <img src=x onerror=alert(1)>", None),
    ],
)
def test_a_question_leads_on(
    browser: Any, address: str, query: str, leads: list[str] | None
) -> None:
    open_search(browser, address, f"?q={quote(query)}")
    links = [e.get_attribute("href") for e in browser.find_elements("css selector", "#also a")]
    assert browser.find_elements("css selector", "#also img") == []
    if leads is not None:
        assert [link.removeprefix(address) for link in links] == leads


def test_where_a_site_leaves_filters_out_the_search_works_and_hands_out_nothing_unowned(
    browser: Any, whole_directory: Directory, tmp_path: Path
) -> None:
    left = replace(whole_directory, facets=("place", "began"))
    files = dict(search.index(Renderer(left)).files())
    for kind in (search, reference):
        for each in kind.render(Renderer(left)):
            files.update([each] if isinstance(each, tuple) else each.files())
    lay_out(files, tmp_path)
    browser.get_log("browser")
    with serving(tmp_path) as other:
        open_search(browser, other, "?q=hub near Mill Lane&tenure=owned")
        assert (
            browser.find_element("css selector", "#results h3").text == "Mill Lane Hall (invented)"
        )
        assert not browser.find_element("id", "take").is_displayed()
        assert not browser.find_element("id", "broken").is_displayed()
    assert [entry["message"] for entry in browser.get_log("browser")] == []

"""Five errands of new visitors, each from the home page on a phone, by what can be seen alone."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from browsing import lay_out, serving, show, wait_for
from cpstandard.publish.directory import Directory, PublisherView
from cpstandard.publish.pages.evidence import SHOWN as SHOWN_OF_EACH
from cpstandard.publish.site import render_site
from cpstandard.schema_store import standard

pytestmark = pytest.mark.browser
SHOWN = "document.getElementById('search')?.dataset.shown"
PHONE = 390
Records = list[dict[str, Any]]


@pytest.fixture(scope="module")
def founding(root: Path) -> Records:
    collection = root / "registry" / "data" / "founding" / "initiatives.json"
    return json.loads(collection.read_text("utf-8"))["initiatives"]


@pytest.fixture(scope="module")
def published(founding: Records, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the founding collection's site, which names no contact, as the default one."""
    owner = {record["id"]: "founding" for record in founding}
    name = PublisherView("founding", "Founding collection", "CC-BY-4.0", records=len(founding))
    directory = Directory(
        "Directory", "2026-01-31", standard(), founding, owner, {"founding": name}
    )
    folder = tmp_path_factory.mktemp("visited")
    lay_out(dict(render_site(directory)), folder / "without")
    named = replace(directory, contact="directory@example.org")
    kept = {p: c for p, c in render_site(named) if p.startswith(("correct/", "initiatives/"))}
    lay_out(kept, folder / "with-contact")
    with serving(folder) as root:
        yield f"{root}without/"


@dataclass(frozen=True)
class Visitor:
    """Somebody with a phone, who touches what is in sight and reads what comes of it."""

    browser: Any

    def comes_to(self, address: str) -> None:
        show(self.browser, address, PHONE)

    def follows(self, text: str) -> None:
        """Touch a link or a button that says so, within what is shown."""
        before = self.browser.current_url
        self._seen(f".//a[normalize-space()={_quoted(text)}]").click()
        wait_for(self.browser, f"location.href !== {json.dumps(before)}")

    def opens(self, text: str) -> None:
        """Unfold what is folded below some words."""
        self._seen(f".//summary[normalize-space()={_quoted(text)}]").click()

    def presses(self, text: str) -> None:
        self._seen(f".//button[normalize-space()={_quoted(text)}]").click()

    def ticks(self, text: str) -> None:
        """Choose a filter, and wait for what it leads to."""
        before = self.browser.execute_script(f"return {SHOWN}")
        option = f".//label[span[1][normalize-space()={_quoted(text)}]]"
        wait_for(self.browser, f"{SHOWN} !== undefined")
        self._seen(option).click()
        wait_for(self.browser, f"{SHOWN} !== {json.dumps(before)}")

    def asks(self, text: str) -> None:
        """Type into the box of the page and send it."""
        box = self.browser.find_element("id", "q")
        assert box.is_displayed()
        box.send_keys(f"{text}\n")

    def sees(self, selector: str) -> list[str]:
        """Return the texts in sight of what a selector of CSS finds, as soon as there is one."""
        wait_for(self.browser, f"document.querySelector({json.dumps(selector)}) !== null")
        found = self.browser.find_elements("css selector", selector)
        return [each.text for each in found if each.is_displayed()]

    def _seen(self, path: str) -> Any:
        from selenium.webdriver.support.ui import WebDriverWait

        def first(browser: Any) -> Any:
            found = browser.find_elements("xpath", path)
            return next((each for each in found if each.is_displayed()), None)

        return WebDriverWait(self.browser, 30).until(first, f"nothing in sight is {path}")


def _quoted(text: str) -> str:
    return f'"{text}"'


@pytest.fixture
def visitor(browser: Any, published: str) -> Visitor:
    visitor = Visitor(browser)
    visitor.comes_to(published)
    return visitor


def found_by(visitor: Visitor) -> list[str]:
    wait_for(visitor.browser, SHOWN)
    return visitor.sees("#results h3")


class TestAnEnergyProjectNearBristol:
    def test_by_asking_for_it(self, visitor: Visitor) -> None:
        visitor.asks("energy project near Bristol")
        assert found_by(visitor)[0] == "Ambition Lawrence Weston"
        visitor.follows("What is near Bristol, by distance")
        assert visitor.sees("#results h2")[0] == "Ambition Lawrence Weston"
        assert visitor.sees("#results .far")[0].startswith("Within a few miles")
        chosen = visitor.browser.execute_script(
            "return document.getElementById('show').selectedOptions[0].textContent"
        )
        assert chosen == "Community energy"

    def test_by_what_is_near(self, visitor: Visitor, founding: Records) -> None:
        visitor.follows("What is near a place or postcode")
        visitor.asks("bristol")
        everything = visitor.sees("#results h2")
        visitor.browser.find_element("id", "show").send_keys("Community energy")
        wait_for(
            visitor.browser, f"document.querySelectorAll('#results h2').length < {len(everything)}"
        )
        energy = visitor.sees("#results h2")
        with_it = {r["name"] for r in founding if "community-energy" in r["practices"]}
        assert energy[0] == "Ambition Lawrence Weston"
        assert set(energy) <= with_it
        assert visitor.browser.current_url.endswith("?q=bristol&show=community-energy")


class TestWhatCameOfParticipatoryBudgeting:
    def read_claims(self, visitor: Visitor, founding: Records) -> None:
        """Every claim is in sight, and no direction is further away than another."""
        edge = visitor.browser.execute_script(
            "return document.querySelector('.evidence thead .pip.negative')"
            ".getBoundingClientRect().right"
        )
        assert edge <= PHONE
        visitor.follows("Read these claims, good, mixed and bad")
        for direction in ("positive", "mixed", "negative"):
            told = sum(
                claim["direction"] == direction
                for record in founding
                if "participatory-budgeting" in record["practices"]
                for claim in record["evidence"]
            )
            assert told > 0
            in_sight = visitor.sees(f".claim.{direction}")
            assert len(in_sight) == min(told, SHOWN_OF_EACH), direction

    def test_by_the_list_of_practices(self, visitor: Visitor, founding: Records) -> None:
        visitor.follows("Practices")
        visitor.follows("Participatory budgeting")
        self.read_claims(visitor, founding)

    def test_by_asking_for_it(self, visitor: Visitor, founding: Records) -> None:
        visitor.asks("what came of participatory budgeting")
        visitor.follows("Participatory budgeting: what it is, and what came of it, good and bad")
        self.read_claims(visitor, founding)


class TestWhichAssembliesDecisionsBoundAnyone:
    def test_by_the_page_of_the_practice(self, visitor: Visitor, founding: Records) -> None:
        visitor.asks("which assemblies’ decisions bound anyone")
        visitor.follows("Citizens’ assembly: what it is, and what came of it, good and bad")
        assert "How much the public’s word weighs" in visitor.sees("h2")
        told = visitor.sees("[aria-labelledby=weight] dl > div")
        assert [each.split("\n")[0].rsplit(" ", 1)[0] for each in told][-1] == "Advises"
        roles = standard().codelists["publicRole"]
        for record in founding:
            if "citizens-assembly" in record["practices"]:
                title = roles.title(record["power"]["publicRole"])
                row = next(each for each in told if each.startswith(title))
                assert record["name"] in row

    def test_by_the_filters_of_the_search(self, visitor: Visitor, founding: Records) -> None:
        visitor.follows("Search")
        visitor.opens("Filters")
        visitor.opens("Practice")
        visitor.ticks("Citizens’ assembly")
        visitor.opens("Weight of the public’s word")
        visitor.ticks("Must be answered")
        answered = {
            record["name"]
            for record in founding
            if "citizens-assembly" in record["practices"]
            and record["power"]["publicRole"] == "duty-to-answer"
        }
        assert len(answered) > 1
        assert set(found_by(visitor)) == answered


def test_scottish_assets_that_a_community_owns_as_csv(
    visitor: Visitor, founding: Records, tmp_path: Path
) -> None:
    behaviour = {"behavior": "allow", "downloadPath": str(tmp_path)}
    visitor.browser.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)
    visitor.follows("Search")
    visitor.opens("Filters")
    visitor.opens("Place")
    visitor.ticks("Scotland")
    visitor.opens("How assets are held")
    visitor.ticks("Owned")
    visitor.opens("Download these results")
    visitor.presses("Their assets, as CSV")
    wait_for(visitor.browser, "document.getElementById('taken').textContent.includes('Rows')")
    owned = [
        (asset["name"], record["id"])
        for record in founding
        if any(place.get("subdivision") == "GB-SCT" for place in record["places"])
        for asset in record.get("assets", [])
        if asset.get("tenure") == "owned"
    ]
    assert visitor.sees("#taken") == [f"assets.csv is made. Rows: {len(owned)}."]
    rows = list(csv.DictReader(_downloaded(visitor, tmp_path / "assets.csv").splitlines()))
    assert sorted((row["Asset"], row["Id"]) for row in rows) == sorted(owned)
    assert {row["How assets are held"] for row in rows} == {"Owned"}
    assert {(row["Publisher"], row["Licence"]) for row in rows} == {
        ("Founding collection", "CC-BY-4.0")
    }
    visitor.comes_to(rows[0]["Page"])
    assert rows[0]["Initiative"] in visitor.sees("h1")


def _downloaded(visitor: Visitor, path: Path) -> str:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(visitor.browser, 30).until(lambda _: path.exists())
    return path.read_text(encoding="utf-8-sig")


class TestARecordThatIsToBeRemoved:
    def to_the_record(self, visitor: Visitor) -> None:
        visitor.follows("Correct or remove a record")
        visitor.asks("the bevy")
        assert found_by(visitor)[0] == "The Bevy"
        visitor.follows("The Bevy")
        assert "founding-the-bevy" in visitor.sees("main code")

    def test_where_no_address_is_given_there_are_two_ways(self, visitor: Visitor) -> None:
        self.to_the_record(visitor)
        visitor.follows("How to reach those who can take it away")
        assert visitor.browser.current_url.endswith("#removal")
        ways = visitor.sees("[aria-labelledby=removal] > ul:first-of-type li")
        assert ways[0].startswith("Write to the record’s publisher")
        assert ways[1].startswith("Write to whoever runs the website")
        visitor.follows("the record’s publisher")
        assert "Founding collection: gives no address here" in visitor.sees("main li")

    def test_where_there_is_one_a_letter_is_begun(self, visitor: Visitor) -> None:
        self.to_the_record(visitor)
        here = visitor.browser.current_url
        visitor.comes_to(here.replace("/without/", "/with-contact/"))
        letter = visitor.browser.find_element("link text", "directory@example.org")
        assert letter.is_displayed()
        address = letter.get_attribute("href")
        assert address == "mailto:directory@example.org?subject=Record%20founding-the-bevy"

"""What the site says to machines: linked data on every page, maps, feeds, how to search."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pyld import jsonld

from cpstandard.publish.directory import Directory
from cpstandard.publish.pages.reference import sitemap
from cpstandard.publish.site import render_site

Site = dict[str, bytes]
DATA = re.compile(rb'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
SCHEMA = "https://schema.org/"
NEEDED = {
    "WebPage": {"name", "description", "inLanguage", "isPartOf"},
    "Project": {"name"},
    "Dataset": {"name", "description", "license", "creator", "distribution"},
}
"""The types that pages say they are, each with what it is nothing without."""


@pytest.fixture(scope="module")
def addressed(whole_directory: Directory) -> Site:
    return dict(render_site(replace(whole_directory, base_url="https://directory.example/power/")))


def _expanded(text: bytes) -> list[dict[str, Any]]:
    """Read linked data as a reader does that has schema.org's terms, and no network."""
    said = json.loads(text)
    assert said.pop("@context") == "https://schema.org"
    return jsonld.expand({"@context": {"@vocab": SCHEMA}, **said})


@pytest.mark.parametrize("where", ["site", "addressed"])
def test_every_page_is_linked_data_of_a_known_type(
    where: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(where)
    for path, content in site.items():
        if not path.endswith(".html"):
            continue
        found = DATA.findall(content)
        assert found, path
        for text in found:
            (node,) = _expanded(text)
            (kind,) = node["@type"]
            said = {name.removeprefix(SCHEMA) for name in node}
            assert NEEDED[kind.removeprefix(SCHEMA)] <= said, path


def test_a_page_says_its_address_and_the_site_how_it_is_searched(addressed: Site) -> None:
    (text,) = DATA.findall(addressed["about/index.html"])
    page = json.loads(text)
    assert page["url"] == page["@id"] == "https://directory.example/power/about/"
    assert page["isPartOf"]["url"] == "https://directory.example/power/"
    target = page["isPartOf"]["potentialAction"]["target"]["urlTemplate"]
    assert target == "https://directory.example/power/search/?q={query}"


def test_a_page_says_which_pages_are_above_it(addressed: Site, site: Site) -> None:
    path = "practices/citizens-jury/index.html"
    (text,) = DATA.findall(addressed[path])
    root = "https://directory.example/power/"
    steps = json.loads(text)["breadcrumb"]["itemListElement"]
    assert [(s["position"], s["name"], s.get("item")) for s in steps] == [
        (1, "Home", root),
        (2, "Practices", f"{root}practices/"),
        (3, "Community decision-making", f"{root}clusters/decision-making/"),
        (4, "Citizens’ jury", None),
    ]
    for step in steps[:-1]:
        assert f"{step['item'].removeprefix(root)}index.html" in addressed
    (text,) = DATA.findall(site[path])
    steps = json.loads(text)["breadcrumb"]["itemListElement"]
    assert not any("item" in step for step in steps), "these need whole addresses"
    (text,) = DATA.findall(site["index.html"])
    assert "breadcrumb" not in json.loads(text)


def test_the_page_of_the_data_tells_of_its_datasets(
    addressed: Site, whole_directory: Directory
) -> None:
    _, *found = map(json.loads, DATA.findall(addressed["data/index.html"]))
    whole = [each for each in whole_directory.datasets if not each.publisher]
    assert found
    assert len(found) == len(whole)
    root = "https://directory.example/power/"
    wanted = {f"{root}{file.path}": file.sha256 for each in whole for file in each.downloads}
    told = {file["contentUrl"]: file["sha256"] for each in found for file in each["distribution"]}
    assert told == wanted
    assert all(each["url"] == f"{root}data/" for each in found)


def test_no_page_gives_search_engines_a_relative_address(
    site: Site, addressed: Site, bilingual: Site
) -> None:
    for files in (site, addressed, bilingual):
        for path in (each for each in files if each.endswith(".html")):
            for link in re.findall(r"<link [^>]*>", files[path].decode()):
                if "hreflang=" in link or 'rel="canonical"' in link:
                    assert 'href="https://' in link, f"{path}: {link}"


def test_a_browser_learns_how_to_search(addressed: Site, site: Site) -> None:
    root = ET.fromstring(addressed["opensearch.xml"])
    address = root.find(f"{OPENSEARCH}Url")
    assert address is not None
    assert address.get("template") == "https://directory.example/power/search/?q={searchTerms}"
    assert len(root.findtext(f"{OPENSEARCH}ShortName", "")) <= 16
    link = b'<link rel="search" type="application/opensearchdescription+xml"'
    assert link in addressed["index.html"]
    assert link not in site["index.html"], "it needs a whole address"
    assert "opensearch.xml" not in site


def test_a_map_holds_fifty_thousand_addresses_and_more_become_several() -> None:
    pages = [f"initiatives/{number:06}/index.html" for number in range(100_001)]
    files = dict(sitemap("https://x.example/", pages))
    assert list(files) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    index = ET.fromstring(files["sitemap.xml"])
    named = [each.text for each in index.iter(f"{SITEMAP}loc")]
    assert named == [f"https://x.example/sitemap-{number}.xml" for number in (1, 2, 3)]
    found = [
        each.text
        for name in list(files)[1:]
        for each in ET.fromstring(files[name]).iter(f"{SITEMAP}loc")
    ]
    assert found == [f"https://x.example/initiatives/{number:06}/" for number in range(100_001)]
    whole = dict(sitemap("https://x.example", pages[:50_000]))
    assert list(whole) == ["sitemap.xml"]


def test_every_page_leads_to_how_a_record_is_corrected(
    site: Site, read: Callable[[bytes], Any]
) -> None:
    own = "initiatives/example-mill-lane-hall/index.html"
    for path, content in site.items():
        if path.endswith(".html") and not path.startswith(("initiatives/", "cy/")):
            links = [v for tag, n, v in read(content).attributes if (tag, n) == ("a", "href")]
            assert any(link.endswith("correct/index.html") for link in links), path
    page = site[own].decode()
    assert 'href="../../initiatives/example-mill-lane-hall/index.html#correct"' in page
    assert "mailto:data@example.org?subject=Record%20example-mill-lane-hall" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "mailto:directory@example.org?subject=Removal%20of%20a%20record"),
        (
            {"contact": "", "issues": "https://example.org/issues"},
            'href="https://example.org/issues"',
        ),
        ({"contact": ""}, "has given no address of its own"),
    ],
)
def test_how_a_record_is_removed_is_said_with_the_address_there_is(
    directory: Directory, changes: dict[str, str], said: str
) -> None:
    page = dict(render_site(replace(directory, **changes)))["correct/index.html"].decode()
    assert said in page
    assert "api/v1/withdrawn.json" in page

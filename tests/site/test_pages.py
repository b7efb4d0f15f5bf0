"""What the site holds, and that every page of it is sound."""

import gzip
import json
import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote, urlsplit

import pytest

from cpstandard.core.site_parts import Part
from cpstandard.publish.directory import Directory
from cpstandard.publish.reference_input import Reference
from cpstandard.publish.site import render_site

Site = dict[str, bytes]
LOADED = {
    ("img", "src"),
    ("script", "src"),
    ("link", "href"),
    ("form", "action"),
    ("form", "data-index"),
}


@pytest.fixture
def pages(read: Callable[[bytes], Any]) -> Callable[[Site], dict[str, Any]]:
    return lambda site: {path: read(c) for path, c in site.items() if path.endswith(".html")}


def test_every_kind_of_page_is_there(site: Site) -> None:
    expected = [
        "index.html",
        "404.html",
        "initiatives/index.html",
        "initiatives/example-mill-lane-hall/index.html",
        "clusters/collaboration/index.html",
        "practices/index.html",
        "practices/citizens-jury/index.html",
        "practices/tool-library/index.html",
        "benefits/index.html",
        "benefits/savings/index.html",
        "places/index.html",
        "places/united-kingdom/index.html",
        "places/united-kingdom/wales/index.html",
        "publishers/index.html",
        "publishers/gone/index.html",
        "evidence/index.html",
        "status/index.html",
        "status.json",
        "search/index.html",
        "search/index.json",
        "data/index.html",
        "about/index.html",
        "api/v1/index.json",
        "api/v1/initiatives/other-wide-network.json",
        "robots.txt",
        "static/site.css",
    ]
    assert [path for path in expected if path not in site] == []
    assert "sitemap.xml" not in site


def test_pages_are_well_formed(site: Site, pages) -> None:
    for path, page in pages(site).items():
        assert page.faults == [], path
        assert len(page.ids) == len(set(page.ids)), f"{path} has an id twice"
        assert page.headings.count(1) == 1, path
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps), f"{path}: {page.headings}"


def links_lead_somewhere(site: Site, read: dict[str, Any]) -> None:
    for path, page in read.items():
        for _, name, value in page.attributes:
            if name not in ("href", "src", "action", "data-index") or ":" in value.split("/")[0]:
                continue
            parts = urlsplit(value)
            folder = posixpath.dirname(path)
            target = (
                posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
                if parts.path
                else path
            )
            assert target in site, f"{path} points to {value}"
            if parts.fragment:
                assert parts.fragment in read[target].ids, f"{path} points to {value}"


def test_every_internal_link_leads_somewhere(large_site: Site, pages) -> None:
    links_lead_somewhere(large_site, pages(large_site))


def test_menus_lead_to_the_same_pages_from_everywhere(large_site: Site, read) -> None:
    menus = set()
    for path, content in large_site.items():
        if not path.endswith(".html"):
            continue
        found = re.findall(rb'<nav aria-label="(Main|More)">(.*?)</nav>', content, re.DOTALL)
        assert [label for label, _ in found] == [b"Main", b"More"], path
        places = []
        for _, menu in found:
            for tag, name, value in read(menu).attributes:
                if (tag, name) == ("a", "href"):
                    target = posixpath.join(posixpath.dirname(path), value.partition("#")[0])
                    places.append(posixpath.normpath(target))
                elif name == "aria-current":
                    here = path.removesuffix("index.html")
                    there = places[-1].removesuffix("index.html")
                    assert (value == "page") == (there == here), path
                    assert here.startswith(there), path
        if "initiatives" not in path:  # the last entry is a record's own
            menus.add(tuple(places))
    assert len(menus) == 1


OPTIONAL = set(get_args(Part))


def test_what_is_left_out_is_gone_with_all_that_leads_there(
    whole_directory: Directory, pages, finished: Callable[[Directory], Site]
) -> None:
    """As a build does it, where the reference and the findings are not so much as made."""
    bare = replace(whole_directory, left_out=OPTIONAL, reference=Reference(), findings=[])
    site = finished(bare)
    whole = finished(whole_directory)
    for part in OPTIONAL:
        assert f"{part}/index.html" in whole, part
        assert not [path for path in site if path.startswith(f"{part}/")], part
    links_lead_somewhere(site, pages(site))
    page = site["initiatives/example-mill-lane-hall/index.html"]
    assert b"compare" not in page


@pytest.mark.parametrize("part", sorted(OPTIONAL - {"standard", "findings"}))
def test_any_part_can_be_left_out_alone(
    part: str, directory: Directory, pages, finished: Callable[[Directory], Site]
) -> None:
    site = finished(replace(directory, left_out={part}))
    assert f"{part}/index.html" not in site
    links_lead_somewhere(site, pages(site))


def test_nothing_is_asked_of_another_server(site: Site, pages) -> None:
    for path, page in pages(site).items():
        for tag, name, value in page.attributes:
            assert name not in ("style", "srcset"), path
            assert not name.startswith("on"), path
            if (tag, name) in LOADED and dict_of_link(page, value) != "canonical":
                assert "//" not in value, f"{path}: {value}"
    assert b"@import" not in site["static/site.css"]
    assert b"url(" not in site["static/site.css"]
    for script in (path for path in site if path.endswith(".js")):
        assert b"http://" not in site[script]
        assert b"https://" not in site[script]


def dict_of_link(page: Any, address: str) -> str:
    found = [i for i, (_, n, v) in enumerate(page.attributes) if n == "href" and v == address]
    return page.attributes[found[0] - 1][2] if found else ""


def test_a_page_states_its_content_security_policy_before_anything_is_loaded(
    site: Site, pages
) -> None:
    for path, page in pages(site).items():
        policy = next(
            i for i, (_, _, v) in enumerate(page.attributes) if v.startswith("default-src")
        )
        loads = [i for i, (tag, name, _) in enumerate(page.attributes) if (tag, name) in LOADED]
        assert policy < min(loads), path


def test_the_same_directory_gives_the_same_bytes(directory: Directory) -> None:
    assert list(render_site(directory)) == list(render_site(directory))


def test_the_order_of_records_changes_nothing(directory: Directory, remake) -> None:
    turned = remake(list(reversed(directory.records)))
    first, second = dict(render_site(directory)), dict(render_site(turned))
    assert first == second


def test_paths_are_safe_and_unique(large_site: Site, directory: Directory) -> None:
    paths = [path for path, _ in render_site(directory)]
    assert len(paths) == len(set(paths))
    for path in large_site:
        assert not Path(path).is_absolute()
        assert ".." not in path.split("/")
        # The standard's codelists keep their names, as data and schemas give them.
        assert path.lower() == path or "/codelists/" in path


def test_a_directory_with_nothing_in_it_is_still_a_site(remake, pages) -> None:
    site = dict(render_site(remake([])))
    assert "No initiative is recorded here yet" in site["initiatives/index.html"].decode()
    assert all(page.faults == [] for page in pages(site).values())


def test_long_lists_are_cut_into_pages_of_a_hundred(large_site: Site) -> None:
    first = large_site["initiatives/index.html"].decode()
    assert first.count('class="card"') == 100
    assert "1 to 100 of 253" in first
    assert large_site["initiatives/page/3/index.html"].decode().count('class="card"') == 53
    assert "initiatives/page/4/index.html" not in large_site


def test_a_base_address_gives_a_sitemap_and_canonical_addresses(with_base: Directory) -> None:
    site = dict(render_site(with_base))
    assert (
        b"<loc>https://directory.example/power/initiatives/example-mill-lane-hall/</loc>"
        in site["sitemap.xml"]
    )
    assert b"404" not in site["sitemap.xml"]
    assert (
        b'rel="canonical" href="https://directory.example/power/about/"' in site["about/index.html"]
    )
    # From the host's root, so that its style is found at any address and in a preview too.
    assert b'href="/power/static/site.css"' in site["404.html"]
    assert b"https://directory.example/power/sitemap.xml" in site["robots.txt"]


def test_a_record_in_the_api_is_a_package_that_the_standard_accepts(
    site: Site, directory: Directory
) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    for path, content in site.items():
        # What was withdrawn is answered with a tombstone, which is no package.
        if path.startswith("api/v1/initiatives/") and "example-gone" not in path:
            jsonschema.validate(json.loads(content), directory.standard.package)


def test_pages_weigh_little(large_site: Site) -> None:
    heavy = {
        path: len(c)
        for path, c in large_site.items()
        if path.endswith(".html") and len(c) > 200_000
    }
    assert heavy == {}
    css = large_site["static/site.css"]
    assert len(css) < 40_000
    assert len(gzip.compress(css)) < 15_000


def test_links_are_data_with_the_evidence_for_each(site: Site) -> None:
    lines = site["data/links.jsonl"].decode().splitlines()
    first, second = map(json.loads, lines)
    assert (first["kind"], second["kind"]) == ("initiative", "organisation")
    assert first["ids"] == ["example-mill-lane-hall", "example-two-rivers-jury"]
    assert first["evidence"] == [
        {
            "rule": "same-website",
            "score": 0.9,
            "words": "Both give the same website.",
            "ids": first["ids"],
        }
    ]


def test_a_list_ends_where_nobody_would_leaf_on_and_says_what_is_not_in_it(
    remake: Callable[[list[dict[str, Any]]], Directory], records: list[dict[str, Any]]
) -> None:
    many = [
        {**records[0], "id": f"example-hall-{n}", "name": f"Invented Hall {n:03}"}
        for n in range(250)
    ]
    site = dict(render_site(replace(remake(many), list_pages=2)))
    assert "initiatives/page/2/index.html" in site
    assert "initiatives/page/3/index.html" not in site
    words = "50 more are not in this list"
    assert words in site["initiatives/page/2/index.html"].decode()
    assert words not in site["initiatives/index.html"].decode()
    assert len([path for path in site if path.startswith("initiatives/example-hall-")]) == 250
    whole = dict(render_site(replace(remake(many), list_pages=3)))
    assert "are not in this list" not in whole["initiatives/page/3/index.html"].decode()

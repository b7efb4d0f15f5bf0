"""Records of one initiative: counted as one, each with its own card that names the others."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cpstandard.publish.contents import Contents
from cpstandard.publish.directory import Directory
from cpstandard.publish.site import render_site

Site = dict[str, bytes]
Remake = Callable[[list[dict[str, Any]]], Directory]


def card(page: bytes, record: str) -> str:
    """Return the card of a record in a list."""
    _, _, rest = page.decode().partition(f'data-choose="{record}"')
    return rest.partition("</article>")[0]


def test_records_of_one_initiative_count_once(directory: Directory) -> None:
    """Of the three records the first two are linked."""
    contents = Contents(directory)
    assert contents.initiatives(contents.entries) == 2
    first, second, third = sorted(contents.by_id)
    assert contents.initiatives([contents.by_id[first]]) == 1
    assert contents.initiatives([contents.by_id[second], contents.by_id[third]]) == 2
    assert contents.initiatives([]) == 0


def test_the_home_page_says_what_it_counts(site: Site) -> None:
    home = site["index.html"].decode()
    assert '<dt>initiatives</dt><dd><a href="initiatives/index.html">2</a>' in home
    assert "3 records tell of them." in home


def test_more_than_one_publisher_is_said_where_it_is_so(
    records: list[dict[str, Any]], remake: Remake
) -> None:
    records[1] = {**records[1], "id": "a-other-two"}  # the first two ids are now of two publishers
    directory = remake(records)
    directory = replace(directory, publisher_of={**directory.publisher_of, "a-other-two": "other"})
    home = dict(render_site(directory))["index.html"].decode()
    assert "1 initiative is told of by more than one publisher; none was merged." in home


def test_where_nothing_is_told_twice_nothing_is_said_of_it(directory: Directory) -> None:
    alone = dict(render_site(replace(directory, links=[])))
    assert '<dt>initiatives</dt><dd><a href="initiatives/index.html">3</a>' in (
        alone["index.html"].decode()
    )
    for path in ("index.html", "initiatives/index.html"):
        assert "tell of" not in alone[path].decode()
        assert "Also told by" not in alone[path].decode()


def test_a_card_leads_to_the_other_record_and_neither_is_left_out(site: Site) -> None:
    page = site["initiatives/index.html"]
    assert "3 records tell of 2 initiatives" in page.decode()
    first = card(page, "example-mill-lane-hall")
    assert "Also told by" in first
    assert 'href="../initiatives/example-two-rivers-jury/index.html">' in first
    assert "Example Network (invented) in another record" in first
    assert 'href="../initiatives/example-mill-lane-hall/index.html">' in card(
        page, "example-two-rivers-jury"
    )
    assert "Also told by" not in card(page, "other-wide-network")


def test_the_numbers_of_terms_are_of_initiatives(
    records: list[dict[str, Any]], remake: Remake
) -> None:
    """A country, on the home page and among the places, counts the linked two once."""
    records[1]["places"] = [{"name": "Invented Town", "country": "GB"}]
    site = dict(render_site(remake(records)))
    places, home = site["places/index.html"].decode(), site["index.html"].decode()
    assert '/united-kingdom/index.html">United Kingdom</a> <span class="quiet">1</span>' in places
    assert (
        'places/united-kingdom/index.html">United Kingdom</a> <span class="count">1</span>' in home
    )


def test_the_gaps_say_that_they_count_records(site: Site) -> None:
    assert b"Counted here are records" in site["coverage/index.html"]


def test_the_search_counts_records(site: Site) -> None:
    assert b"{n} records." in site["search/index.html"]


def test_the_api_lists_terms_by_name_and_calls_areas_so(site: Site) -> None:
    for kind in ("practices", "places", "areas", "publishers"):
        terms = json.loads(site[f"api/v1/lists/{kind}/index.json"])["terms"]
        titles = [term["title"].casefold() for term in terms]
        assert titles == sorted(titles), kind
    (area,) = json.loads(site["api/v1/lists/areas/index.json"])["terms"]
    # The records give a place that lies in the area; no list at hand gives the area a name.
    assert (area["code"], area["title"]) == ("gss-w06000001", "GSS W06000001")


def test_people_find_a_page_of_the_api_whose_examples_are_there(site: Site) -> None:
    page = site["api/index.html"].decode()
    assert 'href="../api/v1/openapi.json"' in page
    examples = page.partition("Addresses to try")[2].split('<a href="../')[1:4]
    paths = [each.partition('"')[0] for each in examples]
    assert len(paths) == 3
    assert all(json.loads(site[path]) for path in paths)

"""The search index: what it holds, and that its postings lead back to the records."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cpstandard.publish.search_index import fold, words

Site = dict[str, bytes]


def index_of(site: Site) -> dict[str, Any]:
    return json.loads(site["search/index.json"])


def found(index: dict[str, Any], term: str) -> list[tuple[str, bool]]:
    """Return the ids that a term's postings lead to, each with whether its name has the term."""
    record = 0
    result = []
    for code in index["postings"][index["terms"].index(term)]:
        record += code >> 1
        result.append((index["ids"][record], bool(code & 1)))
    return result


def test_words_lead_to_their_records(site: Site) -> None:
    index = index_of(site)
    assert found(index, "jury") == [("example-two-rivers-jury", True)]
    assert found(index, "felin") == [("example-mill-lane-hall", True)]
    assert found(index, "suppers") == [("example-mill-lane-hall", False)]
    assert [name for name, _ in found(index, "invented")] == index["ids"]


def test_places_practices_and_organisations_can_be_searched_for(site: Site) -> None:
    index = index_of(site)
    for term in ("wales", "kingdom", "share", "society", "loneliness", "germany"):
        assert found(index, term), term


def test_terms_are_sorted_as_the_script_s_search_needs(site: Site) -> None:
    terms = index_of(site)["terms"]
    assert terms == sorted(set(terms), key=lambda term: term.encode("utf-16-be"))
    assert "the" not in terms


def test_each_column_has_an_entry_for_each_record(large_site: Site) -> None:
    index = index_of(large_site)
    for column in ("names", "places", "texts"):
        assert len(index[column]) == len(index["ids"])
    for facet in index["facets"]:
        assert len(facet["records"]) == len(index["ids"])
        assert facet["options"] == sorted(facet["options"])


def test_facets_say_what_is_not_on_record(site: Site) -> None:
    facets = {facet["name"]: facet for facet in index_of(site)["facets"]}
    assert "No evidence recorded yet" in facets["evidence"]["options"]
    assert "Not stated" in facets["status"]["options"]


def test_folding_takes_away_case_accents_and_apostrophes() -> None:
    assert fold("Gdańsk Citizens’ ÎLE") == "gdansk citizens ile"
    assert words("The Lôn of Ⅳ") == ["lon", "iv"]


@given(st.text())
def test_folding_twice_changes_nothing_that_words_see(text: str) -> None:
    assert words(" ".join(words(text))) == words(text) or not text.isascii()


def test_the_index_of_nothing_is_empty(remake: Callable[[list[dict[str, Any]]], Any]) -> None:
    from cpstandard.publish.renderer import Renderer
    from cpstandard.publish.search_index import search_index

    index = search_index(Renderer(remake([])))
    assert index["ids"] == []
    assert index["terms"] == []

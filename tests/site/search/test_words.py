"""Python and the browser cut text into the same words, and mutations lead to one radical."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from browsing import lay_out, serving, wait_for
from cpstandard.publish.search.welsh import radical
from cpstandard.publish.search.words import fold, words

TEXTS = [
    "Gdańsk Citizens’ ÎLE", "£eith Chooses", "co-production, Co‑op", "ŁÓDŹ Đà Nẵng", "Straße ΣΊΣΥΦΟΣ",
    "İstanbul ıssız", "日本の町", "Ⅳ ½ ²", "naïve_snake_case", "o'Brien ʼn", "e\u0301 \u202eabc",
    "a-the-b -x- --", "Ynni’r Fro yng Nghaerdydd", "हिन्दी ไทย", "😀 emoji", "x" * 60,
]  # fmt: skip
COMPARE = """
    const done = arguments[2];
    import(arguments[0] + "words.js").then(async ({ wordsOf }) => {
        const root = await (await fetch(arguments[0] + "../../search/index.json")).json();
        done(arguments[1].map((text) => wordsOf(text, root)));
    });
"""


@pytest.mark.browser
def test_the_script_cuts_a_query_as_python_cuts_a_record(
    browser: Any, site: dict[str, bytes], shared: Path, tmp_path: Path
) -> None:
    naughty = shared / "data" / "corpora" / "blns" / "data" / "blns.json"
    texts = [*TEXTS, *json.loads(naughty.read_text("utf-8"))]
    lay_out(site, tmp_path)
    with serving(tmp_path) as address:
        browser.get(f"{address}search/")
        wait_for(browser, "document.getElementById('search').dataset.shown")
        answers = browser.execute_async_script(COMPARE, f"{address}static/search/", texts)
    for text, answer in zip(texts, answers, strict=True):
        asked = [word for each in answer for word in {*each["parts"], each["word"]}]
        in_python = list(dict.fromkeys(words(text)))
        if len(answer) < 12:
            assert set(asked) == set(in_python), text
        else:  # a query is cut after twelve words
            assert set(asked) <= set(in_python), text


def test_folding_takes_away_case_accents_and_apostrophes() -> None:
    assert fold("Gdańsk Citizens’ ÎLE") == "gdansk citizens ile"
    assert list(words("The Lôn of Ⅳ")) == ["lon", "iv"]
    assert list(words("Łódź, £eith")) == ["lodz", "leith"]


def test_a_word_with_hyphens_is_several_and_one() -> None:
    assert words("co-production") == ["co", "production", "coproduction"]
    assert words("An up-to-date in-house") == ["up", "date", "uptodate", "house", "inhouse"]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once or not text.isascii()


@pytest.mark.parametrize(
    "form",
    ["gaerdydd", "nghaerdydd", "chaerdydd"],
)
def test_a_mutated_form_leads_to_its_radical(form: str) -> None:
    assert radical(form, {"caerdydd"}) == "caerdydd"


def test_a_form_that_may_come_from_two_is_left_alone() -> None:
    assert radical("felin", {"melin"}) == "melin"
    assert radical("felin", {"melin", "belin"}) is None
    assert radical("ardd", {"gardd"}) == "gardd"
    assert radical("dafarn", set()) is None

"""What people ask for comes among the first three results, in a real browser."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from browsing import lay_out, serving, show, wait_for
from cpstandard.publish.directory import Directory, PublisherView
from cpstandard.publish.site import render_site
from cpstandard.schema_store import standard

pytestmark = pytest.mark.browser
QUERIES = Path(__file__).with_name("queries.yaml")
LICENCE = "CC-BY-4.0"
SHOWN = "document.getElementById('search').dataset.shown"
FIRST = """
    const [query, done] = arguments;
    const form = document.getElementById("search");
    const before = form.dataset.shown;
    document.getElementById("q").value = query;
    form.requestSubmit();
    const look = () => form.dataset.shown === before ? setTimeout(look, 5) :
        done([...document.querySelectorAll("#results h3 a")].slice(0, 3).map(
            (a) => decodeURIComponent(a.pathname.split("/").at(-2))));
    look();
"""


def directory_of(records: list[dict[str, Any]]) -> Directory:
    owner = {record["id"]: "founding" for record in records}
    publishers = {"founding": PublisherView("founding", "Founding collection", LICENCE)}
    return Directory("Directory", "2026-01-31", standard(), records, owner, publishers)


def first_three(browser: Any, queries: list[str]) -> list[list[str]]:
    """Return the ids of the first results of each query, asked one after the other."""
    return [browser.execute_async_script(FIRST, query) for query in queries]


def test_38_of_40_queries_find_what_a_person_would_expect(
    browser: Any, root: Path, tmp_path: Path
) -> None:
    collection = root / "registry" / "data" / "founding" / "initiatives.json"
    records = json.loads(collection.read_text("utf-8"))["initiatives"]
    known = {record["id"] for record in records}
    asked = yaml.safe_load(QUERIES.read_text("utf-8"))
    lay_out(dict(render_site(directory_of(records))), tmp_path)
    with serving(tmp_path) as address:
        show(browser, f"{address}search/", 1280)
        wait_for(browser, SHOWN)
        answers = first_three(browser, [each["query"] for each in asked])
    wrong = []
    for each, answer in zip(asked, answers, strict=True):
        expected = {f"founding-{name}" for name in each["expect"]}
        assert expected <= known
        if not expected.intersection(answer):
            wrong.append((each["query"], answer))
    assert len(asked) == 40
    assert len(wrong) <= 2, wrong

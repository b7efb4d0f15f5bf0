"""What people ask for comes among the first three results, in a real browser."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from browsing import lay_out, serving, show, wait_for
from cpstandard.publish.directory import Directory, PublisherView
from cpstandard.publish.pages import reference, search
from cpstandard.publish.renderer import Renderer
from cpstandard.schema_store import standard
from importing import run

pytestmark = pytest.mark.browser
QUERIES = Path(__file__).with_name("queries.yaml")
REGISTER_QUERIES = QUERIES.with_name("register_queries.yaml")
NO_REGISTER = re.compile("FAKE|DUMMY|bad_|real-json|[.]xlsx$")  # made up, refused, or there as JSON
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


def directory_of(records: list[dict[str, Any]], owner: str) -> Directory:
    owners = {record["id"]: owner for record in records}
    publishers = {owner: PublisherView(owner, owner.capitalize(), LICENCE)}
    return Directory("Directory", "2026-01-31", standard(), records, owners, publishers)


def first_three(browser: Any, queries: list[str]) -> list[list[str]]:
    """Return the ids of the first results of each query, asked one after the other."""
    return [browser.execute_async_script(FIRST, query) for query in queries]


def search_alone(directory: Directory) -> dict[str, bytes]:
    """Return the files of a site that its search needs, and none of its thousands of pages."""
    renderer = Renderer(directory)
    files = dict(search.index(renderer).files())
    for kind in (search, reference):
        for each in kind.render(renderer):
            files.update([each] if isinstance(each, tuple) else each.files())
    return files


def wrong_answers(
    browser: Any, folder: Path, directory: Directory, asked: list[dict[str, Any]]
) -> list[tuple[str, list[str]]]:
    """Return the queries of which no expected initiative is among the first three, with those."""
    known = {record["id"] for record in directory.records}
    assert known.issuperset(id_ for each in asked for id_ in each["expect"])
    lay_out(search_alone(directory), folder)
    with serving(folder) as address:
        show(browser, f"{address}search/", 1280)
        wait_for(browser, SHOWN)
        answers = first_three(browser, [each["query"] for each in asked])
    return [
        (each["query"], answer)
        for each, answer in zip(asked, answers, strict=True)
        if not set(each["expect"]).intersection(answer)
    ]


def test_38_of_40_queries_find_what_a_person_would_expect(
    browser: Any, root: Path, tmp_path: Path
) -> None:
    collection = root / "registry" / "data" / "founding" / "initiatives.json"
    records = json.loads(collection.read_text("utf-8"))["initiatives"]
    asked = yaml.safe_load(QUERIES.read_text("utf-8"))
    for each in asked:
        each["expect"] = [f"founding-{name}" for name in each["expect"]]
    wrong = wrong_answers(browser, tmp_path, directory_of(records, "founding"), asked)
    assert len(asked) == 40
    assert len(wrong) <= 2, wrong


def test_38_of_40_queries_find_it_among_thousands_of_real_registers(
    browser: Any, root: Path, shared: Path, tmp_path: Path
) -> None:
    records = []
    for plugin in sorted(root.glob("plugins/cpstandard-*")):
        importer, listed = plugin.name.removeprefix("cpstandard-"), plugin / "tests/samples.yaml"
        for sample in yaml.safe_load(listed.read_text("utf-8")) if listed.exists() else []:
            if not NO_REGISTER.search(sample["file"]):
                path = shared / "data/registers" / sample["file"]
                records += run(importer, path, sample.get("options"), importer)[0]
    # A register that came twice, whole and in part, is in a directory once.
    once = list({record["id"]: record for record in records}.values())
    assert len(once) > 4000
    asked = yaml.safe_load(REGISTER_QUERIES.read_text("utf-8"))
    wrong = wrong_answers(browser, tmp_path, directory_of(once, "registers"), asked)
    assert len(asked) == 40
    assert len(wrong) <= 2, wrong

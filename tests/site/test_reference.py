"""The standard's reference: every field and code can be linked to, and the files are its own."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cpstandard.core.standard import Field
from cpstandard.pipeline.reference import finding_entries
from cpstandard.plugins import load_plugins
from cpstandard.publish.directory import Directory
from cpstandard.publish.finding_examples import finding_examples
from cpstandard.publish.guides import page_of, target
from cpstandard.publish.markdown import render_prose
from cpstandard.publish.site import render_site
from cpstandard.schema_store import LATEST, standard, versions

Site = dict[str, bytes]
DOCS = Path(__file__).resolve().parents[2] / "schema" / LATEST / "docs"
SMALLEST = {
    "id": "example-town-a",
    "name": "A (invented)",
    "clusters": ["collaboration"],
    "scope": "town",
    "sources": [{"id": "s1", "title": "T"}],
}


@pytest.fixture
def ids(site: Site, read: Callable[[bytes], Any]) -> Callable[[str], list[str]]:
    """The anchors of a page."""
    return lambda address: read(site[f"{address}index.html"]).ids


@pytest.fixture
def words(site: Site, read: Callable[[bytes], Any]) -> Callable[[str], str]:
    """The text of a page on one line."""
    return lambda address: " ".join(" ".join(read(site[f"{address}index.html"]).words).split())


def anchor(field: Field) -> str:
    return ".".join(name for name in field.path if name != "*")


@pytest.mark.parametrize("version", versions())
def test_every_field_can_be_linked_to(version: str, site: Site, read, ids) -> None:
    listed = ids(f"standard/{version}/initiative/")
    inner = {
        found
        for path, page in site.items()
        if re.fullmatch(rf"standard/{version}/initiative/[a-z-]+/index.html", path)
        for found in read(page).ids
    }
    for field in standard(version).fields():
        assert anchor(field) in listed
        assert anchor(field) in inner
    envelope = ids(f"standard/{version}/package/")
    for field in standard(version).envelope_fields():
        assert f"package.{anchor(field)}" in envelope


@pytest.mark.parametrize("version", versions())
def test_every_code_can_be_linked_to(version: str, ids) -> None:
    for name, codelist in standard(version).codelists.items():
        found = ids(f"standard/{version}/codelists/{name}/")
        assert set(codelist.codes) <= set(found), name


def test_the_files_are_those_of_the_standard(site: Site, root: Path) -> None:
    for version in versions():
        folder = root / "schema" / version
        for path in folder.rglob("*"):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and path.suffix != ".md" and "/." not in f"/{name}":
                assert site[f"standard/{version}/{name}"] == path.read_bytes()


def test_a_field_says_all_that_is_needed_to_fill_it_in(words) -> None:
    page = words("standard/1.0/initiative/places/")
    assert "Latitude places.latitude" in page
    assert "A number from -90 to 90" in page
    assert "Give Longitude with it" in page
    assert "Sheet Places , column Latitude in a single table: Place 1: Latitude" in page
    assert "In a real record 52.4 from Mill Lane Hall (invented)" in page
    assert "A point that stands for an area on purpose" in page


def test_a_field_says_when_it_is_needed(words) -> None:
    page = words("standard/1.0/initiative/basics/")
    assert "Needed Yes , unless Practices is given" in page
    assert "Needed Always" in page
    assert "an open list: a code that it lacks may be given" in page
    assert "Needed unless Scope is given." in words("standard/1.0/initiative/places/")


def test_a_codelist_says_whether_it_is_open_and_what_others_call_a_code(words) -> None:
    practices = words("standard/1.0/codelists/practice/")
    assert "An open list" in practices
    assert "OECD: Citizens' Assembly" in practices
    assert "Welsh: Cynulliad" in practices
    assert "A closed list" in words("standard/1.0/codelists/scope/")


def test_an_older_version_leads_to_the_current_one(site: Site) -> None:
    old = site["standard/0.1/index.html"].decode()
    assert "This is version 0.1." in old
    assert 'href="../../standard/1.0/index.html">1.0</a>' in old
    assert "This is version" not in site["standard/1.0/index.html"].decode()


def test_the_smallest_record_is_shown_as_it_stands(words, root: Path) -> None:
    text = (root / f"schema/{LATEST}/examples/smallest.json").read_text(encoding="utf-8")
    assert " ".join(text.split()) in words("standard/")


def test_an_extension_has_its_fields_codes_and_files(site: Site, ids, words) -> None:
    base = "standard/extensions/place-indicators/"
    assert {"placeIndicators", "placeIndicators.value", "deprivation-decile"} <= set(ids(base))
    assert f"{base}patch.json" in site
    assert '"extensions": ["place-indicators"]' in words(base)


def test_without_a_reference_the_site_does_not_speak_of_it(directory: Directory) -> None:
    site = dict(render_site(directory))
    assert not [path for path in site if path.startswith(("standard/", "findings/"))]
    assert b'href="standard/' not in site["index.html"]


# The guides


def records_in(text: str) -> list[Any]:
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL)]


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.stem)
def test_records_in_the_guides_are_valid(path: Path) -> None:
    validator = Draft202012Validator(standard().initiative)
    for part in records_in(path.read_text(encoding="utf-8")):
        record = {**SMALLEST, **part}
        assert [error.message for error in validator.iter_errors(record)] == []
        known = {source["id"] for source in record["sources"]}
        cited = set(re.findall(r'"(s\d+)"', json.dumps(part)))
        assert cited <= known
        others = {claim.get("id") for claim in record.get("evidence", ())}
        assert {r for c in record.get("evidence", ()) for r in c.get("rivalOf", ())} <= others


def test_every_guide_is_in_the_index_and_names_only_what_there_is(site: Site) -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    fields = {anchor(field) for field in standard().fields()}
    fields |= {f"package.{anchor(field)}" for field in standard().envelope_fields()}
    for path in DOCS.glob("*.md"):
        if path.name != "README.md":
            assert f"({path.name})" in index
            assert f"standard/1.0/guides/{path.stem}/index.html" in site
        for named in re.findall(r"`([a-z]\w*(?:\.[a-z]\w*)+)`", path.read_text(encoding="utf-8")):
            is_file = named.rpartition(".")[2] in ("json", "jsonld", "ttl", "csv", "xlsx")
            assert named in fields or is_file, f"{path.name}: {named}"


def test_codes_that_the_guides_name_are_codes(root: Path) -> None:
    known = {code for codelist in standard().codelists.values() for code in codelist.codes}
    invented = {"tool-library", "example-town", "example-town-swan-pub"}
    for path in DOCS.glob("*.md"):
        text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", text))
        assert named <= known | invented, path.name


def test_a_field_that_a_guide_names_leads_to_its_page(site: Site) -> None:
    page = site["standard/1.0/guides/money/index.html"].decode()
    assert 'initiative/funding/index.html#funding.partOf"><code>funding.partOf</code></a>' in page


def test_links_between_texts_lead_to_pages() -> None:
    docs = "standard/1.0/docs/"
    assert target("money.md", docs) == "standard/1.0/guides/money/"
    assert target("README.md", docs) == "standard/1.0/guides/"
    assert target("../initiative.json", docs) == "standard/1.0/initiative.json"
    assert target("../codelists/scope.csv#town", docs) == "standard/1.0/codelists/scope/#town"
    assert target("../../CHANGELOG.md", docs) == "standard/changes/"
    assert target("../../extensions/x/docs.md", docs) == "standard/extensions/x/"
    assert target("https://example.org/a.md", docs) is None
    assert target("#here", docs) is None
    assert page_of("standard/1.0/migration/from-0.1.md") == "standard/1.0/migration/from-0.1/"


def test_html_in_a_text_is_text() -> None:
    text = "# T *x* `y` <b>\n\n<script>alert(1)</script> `<i>` [a](javascript:alert(1))\n\n| a |\n|---|\n| b |\n"
    prose = render_prose(text, lambda link: link, lambda _: None)
    assert prose.title == "T x y <b>"
    assert "<script>" not in prose.html
    assert "<i>" not in prose.html
    assert 'href="javascript' not in prose.html
    assert 'tabindex="0"' in prose.html


# The findings


def test_everything_that_can_be_found_has_a_page(site: Site, words) -> None:
    for entry in finding_entries(load_plugins()):
        page = words(f"findings/{entry.code}/")
        for text in (entry.what, entry.why, entry.mend):
            assert " ".join(text.split()) in page
        if entry.code in finding_examples():
            for text in finding_examples()[entry.code]:
                assert " ".join(text.split()) in page


def test_a_publisher_s_findings_lead_to_their_explanation(site: Site) -> None:
    page = site["publishers/example/index.html"].decode()
    assert 'findings/status-stale/index.html"><code>status-stale</code></a>' in page
    assert "<code>no-such-code</code>" in page
    assert "findings/no-such-code/" not in page
    assert "Example Network (invented)" in site["findings/status-stale/index.html"].decode()

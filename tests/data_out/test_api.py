"""Each file of the API is as its description says, leads on to others, and is the standard's."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import jsonschema
import pytest
from openapi_spec_validator import validate as validate_openapi

from cpstandard.publish.directory import Directory
from cpstandard.publish.site import render_site
from cpstandard.schema_store import standard

HOST = "https://host.example/"


def read(built: Path, path: str) -> Any:
    return json.loads((built / path).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def described(built: Path) -> dict[str, Any]:
    found: dict[str, Any] = read(built, "api/v1/openapi.json")
    return found


def files(built: Path) -> list[str]:
    found = (built / "api").rglob("*.json")
    return sorted(path.relative_to(built).as_posix() for path in found)


def pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "([^/]+)", re.escape(template.lstrip("/"))))


def operation(described: dict[str, Any], path: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The one operation that describes a file, the one without parameters before others."""
    matches = [
        (methods["get"], found.groups())
        for template, methods in described["paths"].items()
        if (found := pattern(template).fullmatch(path))
    ]
    assert matches, f"{path} is in no description"
    return min(matches, key=lambda match: len(match[1]))


def test_the_description_is_valid_openapi(described: dict[str, Any]) -> None:
    validate_openapi(described)


def test_a_site_without_an_address_of_its_own_is_described_too(built: Path) -> None:
    """Where it will be put is not known, so the servers count from the description."""
    directory = Directory("Example", "2026-01-31", standard(), [], {}, {})
    made = dict(render_site(directory))
    described = json.loads(made["api/v1/openapi.json"])
    validate_openapi(described)
    (server,) = described["servers"]
    assert urljoin(HOST + "at/api/v1/openapi.json", server["url"] + "/") == HOST + "at/"


def test_every_file_of_the_built_site_is_as_the_description_says(
    built: Path, described: dict[str, Any]
) -> None:
    seen = set()
    for path in files(built):
        if path == "api/v1/openapi.json":
            continue
        get, values = operation(described, path)
        seen.add(get["operationId"])
        schema = get["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {**schema, "components": described["components"]}
        jsonschema.Draft202012Validator(whole).validate(read(built, path))
        for parameter, value in zip(get.get("parameters", ()), values, strict=True):
            is_number = parameter["schema"]["type"] == "integer"
            jsonschema.validate(int(value) if is_number else value, parameter["schema"])
    assert seen == {methods["get"]["operationId"] for methods in described["paths"].values()}


def test_a_wrong_answer_would_be_found(built: Path, described: dict[str, Any]) -> None:
    """The check above cannot pass everything."""
    get, _values = operation(described, "api/v1/lists/all/1.json")
    schema = get["responses"]["200"]["content"]["application/json"]["schema"]
    validator = jsonschema.Draft202012Validator({**schema, "components": described["components"]})
    page = read(built, "api/v1/lists/all/1.json")
    del page["initiatives"][0]["licence"]
    assert not validator.is_valid(page)
    assert not validator.is_valid({**read(built, "api/v1/lists/all/1.json"), "more": 1})


def links(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            if name in ("record", "page", "list") and isinstance(part, str):
                yield part
            elif name in ("links", "lists"):
                yield from part.values()
            else:
                yield from links(part)
    elif isinstance(value, list):
        for part in value:
            yield from links(part)


def test_every_link_leads_to_a_file(built: Path) -> None:
    for path in files(built):
        if path == "api/v1/openapi.json" or "/initiatives/" in path:
            continue
        for link in links(read(built, path)):
            if "{" in link:
                continue
            target = unquote(urljoin(HOST + path, link).removeprefix(HOST))
            assert (built / target).is_file(), (path, link)


def follow(built: Path, path: str) -> Iterator[dict[str, Any]]:
    while path:
        page = read(built, path)
        yield page
        following = page["links"].get("next")
        path = following and urljoin(HOST + path, following).removeprefix(HOST)


def test_whoever_follows_the_pages_has_every_record_once(built: Path) -> None:
    index = read(built, "api/v1/index.json")
    first = urljoin(HOST + "api/v1/index.json", index["lists"]["all"]).removeprefix(HOST)
    pages = list(follow(built, first))
    ids = [item["id"] for page in pages for item in page["initiatives"]]
    assert len(pages) == 2
    assert len(ids) == len(set(ids)) == index["records"] == 56 + 229 + 1
    assert "many-halls-000" not in ids


@pytest.mark.parametrize(
    "kind", ["places", "regions", "areas", "practices", "clusters", "publishers"]
)
def test_the_lists_of_a_kind_hold_what_its_index_says(built: Path, kind: str) -> None:
    index = read(built, f"api/v1/lists/{kind}/index.json")
    assert index["terms"]
    for term in index["terms"]:
        pages = list(follow(built, f"api/v1/lists/{kind}/{term['code']}/1.json"))
        ids = [item["id"] for page in pages for item in page["initiatives"]]
        assert len(ids) == len(set(ids)) == term["records"] > 0
        assert {page["title"] for page in pages} == {term["title"]}


def test_an_area_lists_the_initiatives_that_name_it(built: Path) -> None:
    (first, _second) = follow(built, "api/v1/lists/areas/gss-e09000001/1.json")
    assert first["title"] == "GSS E09000001"
    assert first["records"] == 229


def test_each_answer_says_the_licence_of_each_record(built: Path) -> None:
    (page,) = follow(built, "api/v1/lists/publishers/share-alike/1.json")
    (item,) = page["initiatives"]
    assert item["licence"] == "ODbL-1.0"
    package = read(built, "api/v1/initiatives/share-alike-swan.json")
    assert package["licence"] == "ODbL-1.0"
    assert package["initiatives"][0]["provenance"]["licence"] == "ODbL-1.0"


def test_what_was_withdrawn_says_so(built: Path) -> None:
    stone = read(built, "api/v1/initiatives/many-halls-000.json")
    assert stone["status"] == 410
    assert "The many-halls-000 (invented)" not in (
        built / "api/v1/initiatives/many-halls-000.json"
    ).read_text("utf-8")


def test_the_page_explains_every_address_and_what_may_go_wrong(
    built: Path, described: dict[str, Any]
) -> None:
    page = (built / "data" / "api" / "index.html").read_text("utf-8")
    for path, methods in described["paths"].items():
        assert path in page
        assert ("404" in methods["get"]["responses"]) == ("{" in path)
    assert "Access-Control-Allow-Origin: *" in (built / "_headers").read_text("utf-8")
    assert "Example &amp; Sons &lt;directory&gt;" in page

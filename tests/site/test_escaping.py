"""Whatever a record says, it is text: it opens no tag, runs no script, and leads nowhere odd."""

from collections.abc import Callable
from typing import Any

import pytest

from cpstandard.core.texts import prose_paths
from cpstandard.publish.directory import Directory
from cpstandard.publish.site import render_site
from cpstandard.schema_store import standard

PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "</title></textarea><svg/onload=alert(1)>",
    "<!-- --><b>bold</b>",
    "<!--",
    "]]><![CDATA[",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;script&gt; &#60;b&#62; &amp",
    "javascript:alert(1)",
    "\u202e\u2028\u0000 <a href=//evil.example>",
    "`${alert(1)}`</style><style>*{display:none}",
]
# Fields that hold a code, an id, a date or an address have a pattern of their own.
PROSE = prose_paths(standard())


def poison(value: Any, payload: str, path: tuple[str, ...] = ()) -> Any:
    """Return a record with the payload in each free text, a different one each time."""
    if isinstance(value, dict):
        return {key: poison(part, payload, (*path, key)) for key, part in value.items()}
    if isinstance(value, list):
        return [poison(part, payload, (*path, str(n))) for n, part in enumerate(value)]
    free = tuple("*" if part.isdigit() else part for part in path) in PROSE
    return f"{payload} {'-'.join(path)}" if free else value


@pytest.fixture
def structure(read: Callable[[bytes], Any]) -> Callable[[Directory], list[Any]]:
    """How a test learns the tags of every page, once it is sure that they are in order."""

    def structure_of(directory: Directory) -> list[Any]:
        pages = [read(c) for path, c in render_site(directory) if path.endswith(".html")]
        assert all(page.faults == [] for page in pages)
        return [page.structure for page in pages]

    return structure_of


@pytest.mark.reliability("R13")
@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_leaves_the_pages_as_they_are(
    payload: str,
    records: list[dict[str, Any]],
    remake: Callable[[list[dict[str, Any]]], Directory],
    structure: Callable[[Directory], list[Any]],
) -> None:
    harmless = structure(remake([poison(record, "Invented") for record in records]))
    assert structure(remake([poison(record, payload) for record in records])) == harmless


@pytest.mark.reliability("R13")
def test_only_web_addresses_become_links(
    records: list[dict[str, Any]], remake: Callable[[list[dict[str, Any]]], Directory], read
) -> None:
    record = records[0]
    for odd in ("javascript:alert(1)", "data:text/html,x", " https://x", "//evil.example", "HTTPS"):
        record["website"] = record["sources"][0]["url"] = record["provenance"]["registerUrl"] = odd
        record["provenance"]["licence"] = record["links"][0]["url"] = odd
        record["images"][0]["url"] = record["relations"][2]["url"] = odd
        record["legalBasis"][0]["url"] = record["identifiers"][0]["uri"] = odd
        record["sources"][0]["archive"] = odd
        for path, content in render_site(remake(records)):
            if not path.endswith(".html"):
                continue
            links = [v for _, name, v in read(content).attributes if name == "href"]
            assert odd not in links, path


def test_an_address_cannot_break_out_of_its_attribute(
    records: list[dict[str, Any]], remake: Callable[[list[dict[str, Any]]], Directory], read
) -> None:
    records[0]["website"] = "https://example.org/'onmouseover='alert(1)"
    records[0]["sources"][0]["url"] = "https://[not-an-address/"
    site = dict(render_site(remake(records)))
    page = read(site["initiatives/example-mill-lane-hall/index.html"])
    assert page.faults == []
    assert not any(name.startswith("on") for _, name, _ in page.attributes)

"""What many pages have is made once, and leads to the same places from each of them."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cpstandard.publish.directory import Directory
from cpstandard.publish.renderer import Renderer

DEPTHS = ["", "one/", "one/two/", "one/two/three/"]

_LINKS = """<a title="{{ name }}" href="{{ to('places/') }}">{{ name }}</a>
<a href="{{ to('') }}#top"></a> <a href="{{ to("search/?q=a&b='<..>'") }}"></a>"""
PLAIN = f"{_LINKS}<b>{_LINKS}</b>"
PARTS = f"""{{% call made_once("outer") %}}{_LINKS}<b>{{% call made_once("inner") %}}{_LINKS}
{{%- endcall %}}</b>{{% endcall %}}"""


@pytest.fixture
def renderer(
    templates: Path,
    records: list[dict[str, Any]],
    remake: Callable[[list[dict[str, Any]]], Directory],
) -> Renderer:
    (templates / "plain.html").write_text(PLAIN, "utf-8")
    (templates / "parts.html").write_text(PARTS, "utf-8")
    (templates / "count.html").write_text(
        '{% call made_once("count", what) %}{{ next() }}{% endcall %}', "utf-8"
    )
    return Renderer(remake(records))


def made(renderer: Renderer, address: str, template: str, **values: Any) -> str:
    [(_, content)] = renderer.page(address, template, **values).files()
    return content.decode()


@pytest.mark.parametrize("order", [DEPTHS, DEPTHS[::-1]])
def test_from_any_depth_a_part_leads_where_links_of_the_page_itself_do(
    renderer: Renderer, order: list[str]
) -> None:
    name = 'A <b>name</b> with "<../>" in it'
    for address in order:
        plain = made(renderer, address, "plain.html", name=name)
        assert made(renderer, address, "parts.html", name=name) == plain
        assert "&lt;../&gt;" in plain


def test_a_part_is_made_once_for_all_depths_and_anew_for_another_key(renderer: Renderer) -> None:
    count = itertools.count()
    given = {"next": lambda: next(count)}
    said = [made(renderer, page, "count.html", what="a", **given) for page in DEPTHS]
    assert said == ["0"] * len(DEPTHS)
    assert made(renderer, "", "count.html", what="b", **given) == "1"

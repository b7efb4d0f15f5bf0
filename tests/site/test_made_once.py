"""What many pages have is made once, and leads to the same places from each of them."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from cpstandard.publish import made_once
from cpstandard.publish.directory import Directory
from cpstandard.publish.made_once import MadeOnce
from cpstandard.publish.page_parts import PageParts
from cpstandard.publish.renderer import Renderer
from cpstandard.publish.rendering import Alike

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


def test_of_more_than_there_is_room_for_those_go_that_nobody_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made_of: list[str] = []

    def take(name: str) -> None:
        def caller() -> Markup:
            made_of.append(name)
            return Markup("-" * 1_000)

        once.take(name, caller=caller)

    monkeypatch.setattr(made_once, "_MOST", 3_500)  # three parts
    once = MadeOnce()
    once.begin("index.html", "common", PageParts())
    for name in "abcadabe":
        take(name)
    assert "".join(made_of) == "abcdbe", "a was asked for again and again"


def test_the_items_of_a_list_are_taken_from_the_page_as_it_was() -> None:
    made_of: list[str] = []

    def item(*row: str) -> Markup:
        made_of.append(row[0])
        return Markup("<li>{}</li>").format(" ".join(row))

    def page(once: MadeOnce, parts: PageParts) -> str:
        once.begin("a/index.html", "common", parts)
        return str(once.take_each("item", rows, "more", caller=item))

    rows: list[Any] = ["a", ("b", "<"), "c"]
    first = PageParts()
    text = page(MadeOnce(), first)
    assert text == "<li>a</li><li>b &lt;</li><li>c</li>"
    former, rows[2] = text.encode(), "d"
    made_of.clear()
    second = PageParts.of(former, first.places(former))
    text = page(MadeOnce(), second)
    assert text == "<li>a</li><li>b &lt;</li><li>d</li>"
    assert made_of == ["d"]
    third = PageParts.of(text.encode(), second.places(text.encode()))
    assert page(MadeOnce(), third) == text
    assert made_of == ["d"]


def test_a_list_within_a_part_of_many_pages_leads_up_from_each(
    renderer: Renderer, templates: Path
) -> None:
    (templates / "list.html").write_text(
        '{% call made_once("outer") %}{% call(name) made_each("inner", names) %}'
        "<a href=\"{{ to('places/') }}\">{{ name }}</a>{% endcall %}{% endcall %}",
        "utf-8",
    )
    for address in DEPTHS:
        up = "../" * address.count("/")
        text = made(renderer, address, "list.html", names=["a", "b"])
        assert text.count(f'href="{up}places/index.html"') == 2


def test_what_several_pages_show_alike_stands_in_the_key_of_each(renderer: Renderer) -> None:
    def key(**values: Any) -> str:
        return renderer.page("a/", "count.html", about=Alike(values)).key({"about": Alike(values)})

    assert key(what="a") == key(what="a") != key(what="b")
    assert key(what=object()) == ""

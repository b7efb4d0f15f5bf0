"""Turns the standard's prose (Markdown) into HTML; HTML inside the prose is shown as text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from cpstandard.core.slug import slug
from cpstandard.publish.formats import shorten

_SUMMARY = 200


@dataclass(frozen=True, slots=True)
class Prose:
    """A text: the title it begins with, its first sentences, and the rest as HTML."""

    title: str
    summary: str
    html: Markup


def render_prose(
    text: str, link: Callable[[str], str], address_of: Callable[[str], str | None]
) -> Prose:
    """Return Markdown as HTML.

    ``link`` gives where an address that stands in the text leads. ``address_of`` gives the page of
    what stands as code, such as the path of a field, or nothing.
    """
    parser = _parser(address_of)
    tokens = parser.parse(text)
    title = ""
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        title, tokens = _plain(tokens[1]), tokens[3:]
    summary = next((_plain(token) for token in tokens if token.type == "inline"), "")
    _prepare(tokens, link)
    html = Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704  html is off
    return Prose(title, shorten(summary, _SUMMARY), html)


def links_in(text: str) -> list[str]:
    """Return the addresses of the links of a text, in order."""
    tokens = MarkdownIt("commonmark", {"html": False}).parse(text)
    inner = [child for token in tokens for child in token.children or ()]
    return [str(token.attrGet("href")) for token in inner if token.type == "link_open"]


def _plain(token: Token) -> str:
    """Return the words of a paragraph or heading."""
    return "".join(child.content or " " for child in token.children or () if not child.nesting)


def _prepare(tokens: Sequence[Token], link: Callable[[str], str]) -> None:
    seen: set[str] = set()
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            name = base = slug(tokens[index + 1].content)
            number = 1
            while name in seen:
                number += 1
                name = f"{base}-{number}"
            seen.add(name)
            token.attrSet("id", name)
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", link(str(child.attrGet("href"))))


def _parser(address_of: Callable[[str], str | None]) -> MarkdownIt:
    def code(_: Any, tokens: Sequence[Token], index: int, __: Any, ___: Any) -> str:
        text = tokens[index].content
        address = address_of(text)
        shown = Markup("<code>{}</code>").format(text)
        # A link inside a link is none.
        depth = sum(t.nesting for t in tokens[:index] if t.type.startswith("link_"))
        return f'<a href="{escape(address)}">{shown}</a>' if address and not depth else shown

    def table_open(*_: Any) -> str:
        return '<div class="scroll" tabindex="0" role="region" aria-label="Table">\n<table>\n'

    def table_close(*_: Any) -> str:
        return "</table>\n</div>\n"

    parser = MarkdownIt("commonmark", {"html": False, "typographer": True})
    parser.enable(["table", "smartquotes"])
    parser.add_render_rule("code_inline", code)
    parser.add_render_rule("table_open", table_open)
    parser.add_render_rule("table_close", table_close)
    return parser

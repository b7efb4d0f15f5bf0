"""Marks of web pages in plain text."""

import html
import re
from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import no_text

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,500})?/?>|<!--")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,6});")


@check(
    code="html-in-text",
    severity="warning",
    message="{field} holds “{mark}”, a mark of web pages.",
    bears_gaps=True,
    screen=no_text("<[a-zA-Z/!]|&[a-zA-Z#]"),
)
def html_in_text(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A text holds HTML, such as <p> or &amp;.

    The standard's text is plain: readers see the marks as they stand.

    Copy the text from the page as it is shown, not from its source.
    """
    texts = context.texts(record)
    if not texts.holds_any("<", "&"):
        return
    for prose in texts.prose:
        tag = _TAG.search(prose.text) if "<" in prose.text else None
        entity = _ENTITY.search(prose.text) if "&" in prose.text else None
        if tag:
            words = {"field": prose.title, "mark": tag[0][:40]}
            yield Problem(prose.pointer, words, prose.text)
        elif entity and html.unescape(entity[0]) != entity[0]:
            words = {"field": prose.title, "mark": entity[0]}
            yield Problem(prose.pointer, words, prose.text, html.unescape(prose.text))

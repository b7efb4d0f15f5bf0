"""What each page says of itself to machines, in the terms of schema.org."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup


def page_data(
    title: str, summary: str, canonical: str, *, language: str, site: str, base_url: str
) -> Mapping[str, Any]:
    """Return the page as JSON-LD; ``title`` and ``summary`` are HTML, as the page has them.

    ``site`` is the directory's title. Without a ``base_url`` nothing has an address.
    """
    whole: dict[str, Any] = {"@type": "WebSite", "name": site}
    if base_url:
        target = {"@type": "EntryPoint", "urlTemplate": f"{base_url}search/?q={{query}}"}
        search = {"@type": "SearchAction", "target": target, "query-input": "required name=query"}
        whole |= {"url": base_url, "potentialAction": search}
    page = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": _text(title),
        "description": _text(summary),
        "inLanguage": language,
        "isPartOf": whole,
    }
    return {**page, "@id": canonical, "url": canonical} if canonical else page


def _text(html: str) -> str:
    return " ".join(Markup(html).striptags().split())  # noqa: S704 - to take its tags out

"""What each page says of itself to machines, in the terms of schema.org."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urljoin

from markupsafe import Markup

from cpstandard.publish.directory import Dataset
from cpstandard.publish.formats import licence_address

_STEP = re.compile(r'<li><a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def page_data(
    title: str,
    summary: str,
    trail: str,
    canonical: str,
    *,
    page: str,
    language: str,
    site: str,
    base_url: str,
) -> Mapping[str, Any]:
    """Return the page as JSON-LD; ``title``, ``summary`` and ``trail`` are its own HTML.

    ``page`` is its path, ``site`` the title of the directory. Addresses need a ``base_url``.
    """
    whole: dict[str, Any] = {"@type": "WebSite", "name": site}
    if base_url:
        target = {"@type": "EntryPoint", "urlTemplate": f"{base_url}search/?q={{query}}"}
        search = {"@type": "SearchAction", "target": target, "query-input": "required name=query"}
        whole |= {"url": base_url, "potentialAction": search}
    said = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": _text(title),
        "description": _text(summary),
        "inLanguage": language,
        "isPartOf": whole,
    }
    above = _STEP.findall(trail)
    if above:
        steps = [_step(name, href, page, base_url) for href, name in above]
        steps.append({"@type": "ListItem", "name": _text(title)})
        listed = [{**step, "position": number} for number, step in enumerate(steps, 1)]
        said["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": listed}
    return {**said, "@id": canonical, "url": canonical} if canonical else said


def _step(name: str, href: str, page: str, base_url: str) -> dict[str, Any]:
    """Return a page above this one, with its whole address where the site's is known."""
    step = {"@type": "ListItem", "name": _text(name)}
    if not base_url:
        return step
    target = urljoin(f"{base_url}{page}", Markup(href).unescape())  # noqa: S704 - to read it
    return {**step, "item": target.removesuffix("index.html")}


def dataset_data(
    dataset: Dataset, description: str, canonical: str, *, site: str, base_url: str
) -> Mapping[str, Any]:
    """Return a dataset as JSON-LD; its files have addresses where ``base_url`` is known."""
    licences = [licence_address(each) or each for each in dataset.licences]
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{site}: {dataset.title}",
        "description": _text(description),
        "license": licences[0] if len(licences) == 1 else licences,
        "isAccessibleForFree": True,
        "creator": [{"@type": "Organization", "name": share.name} for share in dataset.shares],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": each.title,
                "encodingFormat": each.media_type,
                "contentSize": str(each.size),
                "sha256": each.sha256,
            }
            | ({"contentUrl": f"{base_url}{quote(each.path)}"} if base_url else {})
            for each in dataset.downloads
        ],
    }
    return {**said, "url": canonical} if canonical else said


def _text(html: str) -> str:
    return " ".join(Markup(html).striptags().split())  # noqa: S704 - to take its tags out

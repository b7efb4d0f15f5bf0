"""The site: every file of the directory, made from a ``Directory`` and nothing else."""

import json
from collections.abc import Iterator

from cpstandard.publish import api
from cpstandard.publish.directory import Directory
from cpstandard.publish.linked import render_linked_data
from cpstandard.publish.pages import (
    compare,
    data,
    evidence,
    findings,
    home,
    initiative,
    links,
    listing,
    places,
    publishers,
    reference,
    standard,
    terms,
    withdrawn,
)
from cpstandard.publish.renderer import Renderer

_KINDS = (
    home,
    listing,
    initiative,
    terms,
    evidence,
    compare,
    places,
    publishers,
    data,
    links,
    api,
    reference,
    standard,
    findings,
)


def render_site(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """Yield the path, from the site's root, and the content of every file of the site.

    Pure: the same directory gives the same files in the same order; nothing is written, and no
    clock is read. Files come one at a time, so memory holds the records and not the pages.
    """
    renderer = Renderer(directory)
    pages = []
    for kind in _KINDS:
        for path, content in kind.render(renderer):
            if path.endswith(".html") and path != "404.html":
                pages.append(path)
            yield path, content
    yield from withdrawn.render(renderer)  # not in the site's map: nobody is to be led there
    yield from _linked_data(directory)
    if directory.base_url:
        yield reference.sitemap(directory.base_url, pages)


def _linked_data(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """Yield the linked data, which needs the context that comes with the standard's files."""
    for version in directory.reference.versions:
        context = version.files.get("context.jsonld")
        if context and version.standard.version == directory.standard.version:
            yield from render_linked_data(directory, json.loads(context)["@context"])

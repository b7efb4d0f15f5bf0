"""The site: every file of the directory, made from a ``Directory`` and nothing else."""

import json
from collections.abc import Iterator

from cpstandard.core.phrase import speaking
from cpstandard.publish import api
from cpstandard.publish.directory import Directory
from cpstandard.publish.in_language import in_language
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
from cpstandard.publish.renderer import File, Renderer

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
    pages: list[str] = []
    for words in directory.languages:
        renderer = Renderer(in_language(directory, words), words)
        for kind in _KINDS:
            for path, content in _said(kind.render(renderer), renderer):
                if path.endswith(".html") and path != "404.html":
                    pages.append(path)
                yield path, content
        # Not in the site's map: nobody is to be led there.
        yield from _said(withdrawn.render(renderer), renderer)
    yield from _linked_data(directory)
    if directory.base_url:
        yield reference.sitemap(directory.base_url, pages)


def _said(files: Iterator[File], renderer: Renderer) -> Iterator[File]:
    """Yield files as they come, each made while the renderer's language is spoken.

    What is no page is the same for all languages, and so is the page for what is not there.
    """
    while True:
        with speaking(renderer.words):
            file = next(files, None)
        if file is None:
            return
        path = file[0]
        if renderer.is_first or (path.endswith(".html") and not path.endswith("404.html")):
            yield file


def _linked_data(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """Yield the linked data, which needs the context that comes with the standard's files."""
    for version in directory.reference.versions:
        context = version.files.get("context.jsonld")
        if context and version.standard.version == directory.standard.version:
            yield from render_linked_data(directory, json.loads(context)["@context"])

"""The site: every file of the directory, made from a ``Directory`` and nothing else."""

import json
from collections.abc import Iterator
from types import ModuleType

from cpstandard.core.phrase import speaking
from cpstandard.publish import api
from cpstandard.publish.contents import Contents
from cpstandard.publish.directory import Directory
from cpstandard.publish.in_language import in_language
from cpstandard.publish.linked import render_linked_data
from cpstandard.publish.pages import (
    base_maps,
    compare,
    coverage,
    data,
    editions,
    evidence,
    findings,
    home,
    initiative,
    links,
    listing,
    look,
    moving_map,
    near,
    organisations,
    places,
    publishers,
    reference,
    search,
    standard,
    terms,
    withdrawn,
    years,
)
from cpstandard.publish.renderer import File, Output, Renderer
from cpstandard.publish.rendering import Rendering, Shelf

_KINDS = (
    search,  # whose index is begun first, for it takes longest
    home,
    listing,
    initiative,
    base_maps,
    terms,
    evidence,
    compare,
    places,
    near,
    coverage,
    years,
    organisations,
    publishers,
    editions,
    data,
    links,
    api,
    moving_map,
    reference,
    standard,
    findings,
    look,
)


def render_site(directory: Directory) -> Iterator[File]:
    """Yield the path, from the site's root, and the content of every file of the site.

    Pure: the same directory gives the same files in the same order; nothing is written, and no
    clock is read. Files come one at a time, so memory never holds the pages.
    """
    for each in plan_site(directory):
        if isinstance(each, tuple):
            yield each
        else:
            yield from each.files()


def plan_site(directory: Directory, contents: Contents | None = None) -> Iterator[Output]:
    """Yield every file of the site, those that cost something as they may be made.

    ``contents`` are the directory's, where they are at hand.
    """
    pages: list[str] = []
    for words in directory.languages:
        renderer = Renderer(in_language(directory, words), words, contents)
        for kind in _kinds_of(directory):
            for each in _said(kind.render(renderer), renderer):
                if directory.base_url:
                    pages += (path for path in _paths(each) if _is_page(path))
                yield each
        # Not in the site's map: nobody is to be led there.
        yield from _said(withdrawn.render(renderer), renderer)
    yield from _linked_data(directory)
    if directory.base_url:
        yield from reference.sitemap(directory.base_url, pages)


def _kinds_of(directory: Directory) -> Iterator[ModuleType]:
    """Yield the modules of all pages but those of the parts that the site does without."""
    for kind in _KINDS:
        if kind.__name__.rpartition(".")[2] not in directory.left_out:
            yield kind


def _paths(each: Output) -> Iterator[str]:
    """Yield the paths of a file or a shelf; of a bundle none, for its files are no pages."""
    if isinstance(each, Shelf):
        yield from each.paths()
    elif isinstance(each, Rendering):
        yield each.path
    elif isinstance(each, tuple):
        yield each[0]


def _is_page(path: str) -> bool:
    return path.endswith(".html") and not path.endswith("404.html")


def _said(files: Iterator[Output], renderer: Renderer) -> Iterator[Output]:
    """Yield files as they come, each made while the renderer's language is spoken.

    What is no page is the same for all languages, and so is the page for what is not there. A shelf
    is left as it is: it has pages of its language, and others with the first one only.
    """
    while True:
        with speaking(renderer.words):
            file = next(files, None)
        if file is None:
            return
        if renderer.is_first or isinstance(file, Shelf) or any(map(_is_page, _paths(file))):
            yield file


def _linked_data(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """Yield the linked data, which needs the context that comes with the standard's files."""
    for version in directory.reference.versions:
        context = version.files.get("context.jsonld")
        if context and version.standard.version == directory.standard.version:
            yield from render_linked_data(directory, json.loads(context)["@context"])

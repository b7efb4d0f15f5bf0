"""The site: every file of the directory, made from a ``Directory`` and nothing else."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
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
from cpstandard.publish.rendering import Last, Planned, Shelf, no_key

_KINDS = (
    home,
    listing,
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
    search,
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
    paths: list[str] = []
    for each in plan_site(directory):
        for file in each.files(paths) if isinstance(each, Last) else each.files():
            paths.append(file[0])
            yield file


def plan_site(directory: Directory, contents: Contents | None = None) -> Iterator[Planned]:
    """Yield what every file of the site is in, what takes longest first.

    ``contents`` are the directory's, where they are at hand.
    """
    renderers = _renderers(directory, contents)
    yield search.index(renderers[0])
    for renderer in renderers:
        renderer.get_ready()
        for kind in (*_kinds_of(directory), withdrawn):
            name = f"{renderer.prefix}{kind.__name__.rpartition('.')[2]}"
            yield Shelf(name, partial(_said, kind.render, renderer), _key_of(kind, renderer))
        yield from initiative.shelves(renderer)
    yield Shelf("linked data", partial(_linked_data, directory))
    if directory.base_url:
        gone = {_path(each) for renderer in renderers for each in withdrawn.render(renderer)}

        def led_to(paths: Sequence[str]) -> Iterator[File]:
            """Yield the map of the site, which leads nobody to what is withdrawn."""
            pages = [path for path in paths if _is_page(path) and path not in gone]
            return reference.sitemap(directory.base_url, pages)

        yield Last(led_to)


def get_ready(directory: Directory) -> None:
    """Compile the templates, for all processes that will be forked from this one.

    Of the directory only its languages and its look matter: there need not be anything in it.
    """
    for renderer in _renderers(directory):
        renderer.get_ready()


def _renderers(directory: Directory, contents: Contents | None = None) -> list[Renderer]:
    return [
        Renderer(in_language(directory, words), words, contents) for words in directory.languages
    ]


def _key_of(kind: ModuleType, renderer: Renderer) -> Callable[[], str]:
    """Return what gives the key of a kind's files together, if it says what they are made of."""
    made_of = getattr(kind, "made_of", None)
    return partial(renderer.key_of, partial(made_of, renderer)) if made_of else no_key


def _kinds_of(directory: Directory) -> Iterator[ModuleType]:
    """Yield the modules of all pages but those of the parts that the site does without."""
    for kind in _KINDS:
        if kind.__name__.rpartition(".")[2] not in directory.left_out:
            yield kind


def _path(each: Output) -> str:
    return each[0] if isinstance(each, tuple) else each.path


def _is_page(path: str) -> bool:
    return path.endswith(".html") and not path.endswith("404.html")


def _said(render: Callable[[Renderer], Iterator[Output]], renderer: Renderer) -> Iterator[Output]:
    """Yield files as they come, each made while the renderer's language is spoken.

    What is no page is the same for all languages, and so is the page for what is not there.
    """
    with speaking(renderer.words):
        files = render(renderer)
    while True:
        with speaking(renderer.words):
            file = next(files, None)
        if file is None:
            return
        if renderer.is_first or _is_page(_path(file)):
            yield file


def _linked_data(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """Yield the linked data, which needs the context that comes with the standard's files."""
    for version in directory.reference.versions:
        context = version.files.get("context.jsonld")
        if context and version.standard.version == directory.standard.version:
            yield from render_linked_data(directory, json.loads(context)["@context"])

"""The static API: plain JSON files that lead from one to the other, and their description."""

from collections.abc import Iterator, Mapping, Sequence

from cpstandard.publish.api.description import description
from cpstandard.publish.api.lists import Catalogue, Kind, lists_of
from cpstandard.publish.api.paths import INDEX, OPENAPI, ROOT, link, record_path
from cpstandard.publish.countries import country_said
from cpstandard.publish.renderer import Inputs, Output, Renderer, json_file

__all__ = ["render"]

# So that pages of other sites may read the files; hosts that do not know the file pass it over.
_HEADERS = """\
/api/*
  Access-Control-Allow-Origin: *
/data/*
  Access-Control-Allow-Origin: *
/editions/*
  Access-Control-Allow-Origin: *
/status.json
  Access-Control-Allow-Origin: *
"""


def made_of(renderer: Renderer) -> Inputs:
    """Return all that the files are made of, together."""
    directory = renderer.directory
    areas = list(directory.areas or ())
    return [renderer.contents.gists, directory.now, areas, directory.data_standard.package]


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the API's index, its lists page by page, its description and the page about it.

    The records themselves come with their pages.
    """
    catalogue = Catalogue(renderer)
    kinds = lists_of(renderer)
    yield json_file(INDEX, _index(renderer, [kind.name for kind in kinds]))
    for kind in kinds:
        yield from catalogue.files(kind)
    yield from catalogue.all_initiatives()
    described = description(renderer.directory, kinds)
    yield json_file(OPENAPI, described)
    yield renderer.page("data/api/", "data/api.html", api=described, kinds=_shown(kinds))
    yield renderer.page("api/", "api.html", examples=_examples(renderer, kinds))
    yield "_headers", _HEADERS.encode()


def _shown(kinds: Sequence[Kind]) -> list[tuple[str, str, int, Mapping[str, str]]]:
    """Return what the page says of each kind: no more, for the initiatives of all would be told.

    It is the name, the description, how many terms there are, and the code and title of the first.
    """
    shown: list[tuple[str, str, int, Mapping[str, str]]] = []
    for kind in kinds:
        first = {"code": kind.terms[0].code, "title": kind.terms[0].title} if kind.terms else {}
        shown.append((kind.name, kind.description, len(kind.terms), first))
    return shown


def _examples(renderer: Renderer, kinds: Sequence[Kind]) -> list[tuple[str, str]]:
    """Return what there is to try, and the path of the file: a record, and the largest lists."""
    entries = renderer.contents.entries
    told = max(entries, key=lambda entry: entry.brief.told, default=None)
    found = [(told.name, record_path(told.id))] if told else []
    for name in ("practices", "places"):
        terms = next(kind.terms for kind in kinds if kind.name == name)
        if terms:
            most = max(terms, key=lambda term: len(term.entries))
            title = country_said(most.code.upper()) if name == "places" else most.title
            found.append((title, f"{ROOT}lists/{name}/{most.code}/1.json"))
    return found


def _index(renderer: Renderer, kinds: list[str]) -> dict[str, object]:
    directory = renderer.directory
    return {
        "title": directory.title,
        "standardVersion": directory.standard.version,
        "dataDate": directory.now,
        "records": len(renderer.contents.entries),
        "terms": "Each record says its own licence, at provenance.licence.",
        "links": {
            "self": link(INDEX, INDEX),
            "description": link(INDEX, OPENAPI),
            "documentation": link(INDEX, "data/api/index.html"),
            "dictionary": link(INDEX, "data/dictionary.json"),
            "licences": link(INDEX, "data/licences.json"),
            "downloads": link(INDEX, "data/datapackage.json"),
            "status": link(INDEX, "status.json"),
            "withdrawn": "withdrawn.json",
            "record": "initiatives/{id}.json",
        },
        "lists": {
            "all": link(INDEX, f"{ROOT}lists/all/1.json"),
            **{kind: link(INDEX, f"{ROOT}lists/{kind}/index.json") for kind in kinds},
        },
    }

"""The API's lists: all initiatives, and those of a place, practice, cluster or publisher."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from cpstandard.core.areas import Areas
from cpstandard.core.slug import slug
from cpstandard.publish.api.paths import INDEX, RECORDS, ROOT, link
from cpstandard.publish.area_names import area_said
from cpstandard.publish.contents import Contents, sort_key
from cpstandard.publish.countries import country_name
from cpstandard.publish.entry import Entries, Entry, Gist
from cpstandard.publish.groups import areas_of, grouped
from cpstandard.publish.renderer import Output, Renderer, json_bytes, json_file

PER_PAGE = 200
"""How many initiatives one page of a list holds: some 100 kB."""

_FOLDERS = (RECORDS, "initiatives/")
"""Where the records are, and the pages."""


@dataclass(frozen=True, slots=True)
class Term:
    """One list of a kind: its code, which is part of its address, and the initiatives in it."""

    code: str
    title: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Kind:
    """What initiatives are listed by; ``example`` is a code that might be one of its terms."""

    name: str
    title: str
    description: str
    example: str
    terms: Sequence[Term]


def lists_of(renderer: Renderer) -> list[Kind]:
    """Return every kind of list with the terms that any record has, in the order of their names."""
    contents = renderer.contents
    publishers = renderer.directory.publishers
    return [
        _kind(
            "places",
            "Countries",
            "Initiatives by country, an ISO 3166-1 code in small letters.",
            "gb",
            {code.lower(): entries for code, entries in contents.by_country.items()},
            lambda code: country_name(code.upper()),
        ),
        _regions(renderer),
        _areas(contents, renderer.directory.areas),
        _kind(
            "practices",
            "Practices",
            "Initiatives by practice, a code of the standard's list.",
            "community-pub",
            contents.by_practice,
            lambda code: renderer.title("practice", code),
        ),
        _kind(
            "clusters",
            "Clusters",
            "Initiatives by cluster, one of the three of community power.",
            "decision-making",
            contents.by_cluster,
            lambda code: renderer.title("cluster", code),
        ),
        _kind(
            "publishers",
            "Publishers",
            "Initiatives by the id of whoever publishes the record.",
            "founding",
            contents.by_publisher,
            lambda code: publishers[code].name,
        ),
    ]


def _kind(  # noqa: PLR0917 - a row of a table
    name: str,
    title: str,
    description: str,
    example: str,
    groups: dict[str, list[Entry]],
    title_of: Callable[[str], str],
) -> Kind:
    terms = [Term(code, title_of(code), entries) for code, entries in groups.items()]
    return Kind(name, title, description, example, _by_name(terms))


def _by_name(terms: Sequence[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: (sort_key(term.title), term.code))


def _regions(renderer: Renderer) -> Kind:
    contents = renderer.contents
    terms = [
        Term(
            f"{country.lower()}-{region.slug}",
            f"{region.name}, {country_name(country)}",
            region.entries,
        )
        for country in sorted(contents.by_country)
        for region in contents.regions(country)
    ]
    words = "Initiatives by region: the country's code and the region's name, in small letters."
    return Kind("regions", "Regions", words, "gb-scotland", _by_name(terms))


def _areas(contents: Contents, areas: Areas | None) -> Kind:
    """List by the official codes of areas, such as a council's; the title is the area's name.

    Where no list is at hand it is the code: a place in an area need not be called as the area is.
    """
    official: dict[str, tuple[str, str]] = {}

    def codes(areas: Iterable[tuple[str, str]]) -> list[str]:
        found = [(slug("-".join(area)), area) for area in areas]
        for code, area in found:
            official.setdefault(code, area)
        return [code for code, _ in found]

    groups = grouped(contents.entries, areas_of, codes)

    def title_of(code: str) -> str:
        return area_said(areas, *official[code])

    words = "Initiatives by the official code of an area, its scheme before it, in small letters."
    return _kind("areas", "Official areas", words, "gss-e09000007", groups, title_of)


class Catalogue:
    """Writes the lists of one directory."""

    def __init__(self, renderer: Renderer) -> None:
        """Take the directory's contents."""
        self._renderer = renderer
        self._contents = renderer.contents
        self._date = renderer.directory.now

    def files(self, kind: Kind) -> Iterator[Output]:
        """Yield the index of a kind, then every page of every list."""
        path = f"{ROOT}lists/{kind.name}/index.json"
        terms = [
            {
                "code": term.code,
                "title": term.title,
                "records": len(term.entries),
                "list": link(path, _page_path(kind.name, term.code, 1)),
            }
            for term in kind.terms
        ]
        links = {"self": link(path, path), "up": link(path, INDEX)}
        about = {"kind": kind.name, "title": kind.title, "description": kind.description}
        yield json_file(path, {**about, "dataDate": self._date, "links": links, "terms": terms})
        for term in kind.terms:
            yield from self._pages(kind.name, term, path)

    def all_initiatives(self) -> Iterator[Output]:
        """Yield the pages of the list of everything."""
        term = Term("", "All initiatives", self._contents.entries)
        yield from self._pages("all", term, INDEX)

    def _pages(self, kind: str, term: Term, up: str) -> Iterator[Output]:
        for number in range(1, _pages_of(term) + 1):
            path = _page_path(kind, term.code, number)
            about = {"kind": kind, "code": term.code, "title": term.title}
            named = {name: value for name, value in about.items() if value}
            told = {**named, "dataDate": self._date, "records": len(term.entries)}
            part = term.entries[(number - 1) * PER_PAGE : number * PER_PAGE]
            make = partial(_page, path, kind, term, number, up)
            yield self._renderer.file_from(path, partial(_shows, told, part), make)


def _shows(told: Mapping[str, Any], part: Sequence[Entry]) -> list[Any]:
    return [told, Entries(part, whole=False)]


def _page(path: str, kind: str, term: Term, number: int, up: str, inputs: Any) -> bytes:  # noqa: PLR0917
    told, part = inputs
    last = _pages_of(term)
    targets = {"self": number, "first": 1, "last": last}
    if number > 1:
        targets["previous"] = number - 1
    if number < last:
        targets["next"] = number + 1
    links = {name: link(path, _page_path(kind, term.code, n)) for name, n in targets.items()}
    records, pages = (link(path, f"{folder}x").removesuffix("x") for folder in _FOLDERS)
    return json_bytes(
        {
            **told,
            "page": number,
            "pages": last,
            "links": {**links, "up": link(path, up)},
            "initiatives": [_item(entry, records, pages) for entry in part],
        }
    )


def _pages_of(term: Term) -> int:
    return max(1, -(-len(term.entries) // PER_PAGE))


def _page_path(kind: str, code: str, number: int) -> str:
    inner = f"{kind}/{code}" if code else kind
    return f"{ROOT}lists/{inner}/{number}.json"


def _item(entry: Gist, records: str, pages: str) -> dict[str, Any]:
    """Return what a list says of an initiative: what is needed to choose, and where to go on."""
    found = {
        "id": entry.id,
        "name": entry.name,
        "publisher": entry.publisher.id,
        "licence": entry.licence,
        "clusters": list(entry.clusters),
        "practices": list(entry.practices),
        "countries": list(entry.countries),
        "place": entry.place,
        "started": entry.started,
        "ended": entry.ended,
        "copyOf": entry.copy.of if entry.copy else None,
        "status": entry.status and entry.status.code,
        "updated": entry.updated,
        "record": f"{records}{entry.id}.json",
        "page": f"{pages}{entry.id}/index.html",
    }
    return {name: value for name, value in found.items() if value}

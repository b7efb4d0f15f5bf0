"""The API's lists: all initiatives, and those of a place, practice, cluster or publisher."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cpstandard.core.licences import licence_of
from cpstandard.core.slug import slug
from cpstandard.publish.api.paths import INDEX, ROOT, link, record_path
from cpstandard.publish.contents import Entry
from cpstandard.publish.countries import country_name
from cpstandard.publish.renderer import File, Renderer, json_file

PER_PAGE = 200
"""How many initiatives one page of a list holds: some 100 kB."""


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
    """Return every kind of list with the terms that any record has, in the order of the codes."""
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
        _areas(contents.entries),
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
    terms = [Term(code, title_of(code), groups[code]) for code in sorted(groups)]
    return Kind(name, title, description, example, terms)


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
    return Kind("regions", "Regions", words, "gb-scotland", sorted(terms, key=lambda t: t.code))


def _areas(entries: Sequence[Entry]) -> Kind:
    """List by the official codes of areas, such as a council's; the title is a place's name."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    titles: dict[str, str] = {}
    for entry in entries:
        for place in entry.initiative.places:
            for area in place.area_codes:
                code = slug(f"{area.scheme}-{area.code}")
                titles.setdefault(code, f"{area.scheme} {area.code}")
                if not groups[code] or groups[code][-1] is not entry:
                    groups[code].append(entry)
    words = "Initiatives by the official code of an area, its scheme before it, in small letters."
    return _kind("areas", "Official areas", words, "gss-e09000007", groups, titles.__getitem__)


class Catalogue:
    """Writes the lists of one directory."""

    def __init__(self, renderer: Renderer) -> None:
        """Take the directory's contents."""
        self._contents = renderer.contents
        self._date = renderer.directory.now

    def files(self, kind: Kind) -> Iterator[File]:
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

    def all_initiatives(self) -> Iterator[File]:
        """Yield the pages of the list of everything."""
        term = Term("", "All initiatives", self._contents.entries)
        yield from self._pages("all", term, INDEX)

    def _pages(self, kind: str, term: Term, up: str) -> Iterator[File]:
        last = max(1, -(-len(term.entries) // PER_PAGE))
        for number in range(1, last + 1):
            path = _page_path(kind, term.code, number)
            part = term.entries[(number - 1) * PER_PAGE : number * PER_PAGE]
            targets = {"self": number, "first": 1, "last": last}
            if number > 1:
                targets["previous"] = number - 1
            if number < last:
                targets["next"] = number + 1
            links = {
                name: link(path, _page_path(kind, term.code, n)) for name, n in targets.items()
            }
            about = {"kind": kind, "code": term.code, "title": term.title}
            yield json_file(
                path,
                {
                    **{name: value for name, value in about.items() if value},
                    "dataDate": self._date,
                    "records": len(term.entries),
                    "page": number,
                    "pages": last,
                    "links": {**links, "up": link(path, up)},
                    "initiatives": [_item(entry, path) for entry in part],
                },
            )


def _page_path(kind: str, code: str, number: int) -> str:
    inner = f"{kind}/{code}" if code else kind
    return f"{ROOT}lists/{inner}/{number}.json"


def _item(entry: Entry, path: str) -> dict[str, Any]:
    """Return what a list says of an initiative: what is needed to choose, and where to go on."""
    initiative = entry.initiative
    found = {
        "id": entry.id,
        "name": entry.name,
        "publisher": entry.publisher.id,
        "licence": licence_of(entry.record, entry.publisher.licence),
        "clusters": list(entry.clusters),
        "practices": list(initiative.practices),
        "countries": list(entry.countries),
        "place": entry.place,
        "started": initiative.started,
        "ended": initiative.ended,
        "copyOf": entry.copy.of if entry.copy else None,
        "status": initiative.status and initiative.status.code,
        "updated": initiative.updated,
        "record": link(path, record_path(entry.id)),
        "page": link(path, f"initiatives/{entry.id}/index.html"),
    }
    return {name: value for name, value in found.items() if value}

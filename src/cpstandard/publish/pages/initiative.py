"""The page of one initiative, and its record in the static API."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from cpstandard.core.links import LinkKind
from cpstandard.publish.api.paths import record_path
from cpstandard.publish.area_names import areas_said
from cpstandard.publish.countries import country_name
from cpstandard.publish.directory import CopyView
from cpstandard.publish.entry import Entries, Entry
from cpstandard.publish.evidence import group_claims, numbered_sources, rival_claims
from cpstandard.publish.extension_fields import extra_parts, used_extensions
from cpstandard.publish.formats import day
from cpstandard.publish.messages import LESSONS
from cpstandard.publish.own_map import own_map
from cpstandard.publish.pages.organisations import shared_bodies
from cpstandard.publish.renderer import Renderer, json_bytes
from cpstandard.publish.rendering import Rendering, Shelf
from cpstandard.publish.side_by_side import COLUMNS, side_by_side
from cpstandard.publish.sums import in_order
from cpstandard.publish.timeline import timeline

_SHELF = 128
"""How many initiatives lie on one shelf, more or less."""


def shelves(renderer: Renderer) -> Iterator[Shelf]:
    """Yield a page for every initiative and, once for all languages, a JSON file."""
    shared = frozenset[str]()
    if "organisations" not in renderer.directory.left_out:
        shared = shared_bodies(renderer.contents)
    for publisher, entries in renderer.contents.by_publisher.items():
        for first, part in _parts(entries):
            name = f"{renderer.prefix}initiatives of {publisher}, from {first}"
            of_all = partial(_shown_of_all, renderer, part, shared)
            key = partial(renderer.key_of, of_all)
            yield Shelf(name, partial(_files, renderer, part, shared), key)


def _parts(entries: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Yield initiatives in parts of some hundred, each with the id that it begins at.

    Where a part begins hangs on that id alone, so that one initiative more or less changes the
    part where it is, and hardly ever more.
    """
    first, part = "", list[Entry]()
    for entry in sorted(entries, key=lambda entry: entry.id):
        if zlib.crc32(entry.id.encode()) % _SHELF == 0:
            if part:
                yield first, part
            first, part = entry.id, []
        part.append(entry)
    if part:
        yield first, part


def _files(
    renderer: Renderer, entries: Sequence[Entry], shared: frozenset[str]
) -> Iterator[Rendering]:
    """Yield the files of a shelf; ``shared`` are the ids of the bodies that have a page."""

    def values(**shown: Any) -> dict[str, Any]:
        return _values(renderer, **shown)

    def package(inputs: Any) -> bytes:
        return json_bytes(package_of_one(renderer, inputs[0]))

    for entry in entries:
        shows = partial(_shows, renderer, entry, shared)
        yield renderer.page_from(f"initiatives/{entry.id}/", "initiative.html", shows, values)
        if renderer.is_first:
            yield renderer.file_from(record_path(entry.id), partial(_listed, entry), package)


def _shown_of_all(
    renderer: Renderer, entries: Sequence[Entry], shared: frozenset[str]
) -> list[Any]:
    """Return all that the files of a shelf are made of: the whole records, and what is beside."""
    beside = ((n, _beside(renderer, entry, shared)) for n, entry in enumerate(entries))
    return [Entries(entries), *(each for each in beside if each[1])]


def _listed(entry: Entry) -> list[Entry]:
    return [entry]


def _shows(renderer: Renderer, entry: Entry, shared: frozenset[str]) -> dict[str, Any]:
    """Return all that the page of an initiative is made of; of others it shows no more than this.

    ``shared`` are the ids of the bodies that have a page.
    """
    return {"entry": entry, **_beside(renderer, entry, shared)}


def _beside(renderer: Renderer, entry: Entry, shared: frozenset[str]) -> dict[str, Any]:
    """Return what the page of an initiative shows that is not in its record.

    Of records of the same initiative a few are shown whole, beside it. Most have nothing of most of
    it, and what there is none of is left out: all of it is asked for with each build.
    """
    contents = renderer.contents
    found: dict[str, Any] = {}
    codes = [area for place in entry.places for area in place.areas]
    if codes:
        found["areas"] = areas_said(renderer.directory.areas, codes)
    if entry.brief.related:
        found["known_ids"] = {each for each in entry.brief.related if each in contents.by_id}
    pages = [body.page if body.page in shared else "" for body in entry.bodies]
    if any(pages):
        found["body_pages"] = pages
    if contents.is_linked(entry.id):
        same = contents.related(entry.id, LinkKind.INITIATIVE)
        joined = {related.entry.id for related in same}
        neighbours = contents.related(entry.id, LinkKind.ORGANISATION)
        found |= {
            "beside": [entry, *(contents.by_id[each] for each in sorted(joined))][:COLUMNS],
            "same": same,
            "same_count": contents.linked(entry.id, LinkKind.INITIATIVE),
            "linked": contents.linked(entry.id, LinkKind.ORGANISATION),
            "neighbours": [related for related in neighbours if related.entry.id not in joined],
        }
    return {name: value for name, value in found.items() if value}


def _nothing(entry: Entry) -> dict[str, Any]:
    """Return what stands for that of which an initiative has none."""
    return {
        "areas": {},
        "known_ids": frozenset[str](),
        "body_pages": [""] * len(entry.bodies),
        "beside": [entry],
        "same": [],
        "same_count": 0,
        "linked": 0,
        "neighbours": [],
    }


def _values(renderer: Renderer, **shown: Any) -> dict[str, Any]:
    entry: Entry = shown["entry"]
    shown = _nothing(entry) | shown
    initiative = entry.initiative
    rivals = rival_claims(initiative.evidence)
    rival = {id(claim) for group in rivals for claim in group}
    licences = renderer.directory.standard.licences
    return dict(
        shown,
        copy=entry.copy,
        map=own_map(entry.places),
        initiative=initiative,
        sources=numbered_sources(initiative),
        rivals=rivals,
        groups=group_claims(claim for claim in initiative.evidence if id(claim) not in rival),
        events=timeline(initiative.milestones),
        sums=in_order(initiative.funding),
        extras=extra_parts(
            entry.record, renderer.directory.standard, renderer.directory.reference.extensions
        ),
        lessons=[
            (kind, [lesson for lesson in initiative.learning if lesson.kind == kind])
            for kind in LESSONS
        ],
        licence=entry.licence,
        terms=licences.find(entry.licence),
        statement=licences.statement(
            entry.publisher.name, entry.licence, entry.publisher.attribution
        ),
        facts=side_by_side(shown["beside"], renderer.title) if shown["same"] else [],
        data=_schema_org(entry),
    )


def package_of_one(renderer: Renderer, entry: Entry) -> dict[str, Any]:
    """Return a record in an envelope of its own: a valid package that says who publishes it."""
    publisher = entry.publisher
    named = {"id": publisher.id, "name": publisher.name}
    optional = {"website": publisher.website, "contact": publisher.contact}
    directory = renderer.directory
    used = used_extensions(entry.record, directory.standard, directory.reference.extensions)
    return {
        "standardVersion": directory.standard.version,
        **({"extensions": used} if used else {}),
        **({"title": _as_copy(entry.copy)} if entry.copy else {}),
        "publisher": named | {key: value for key, value in optional.items() if value},
        "licence": entry.licence,
        "initiatives": [entry.record],
    }


def _as_copy(copy: CopyView) -> str:
    return f"Last good copy, of {day(copy.of)}, shown until {day(copy.until)}"


def _schema_org(entry: Entry) -> dict[str, Any]:
    initiative = entry.initiative
    pairs = {
        "@context": "https://schema.org",
        "@type": "Project",
        "@id": f"urn:cpstandard:{entry.id}",
        "name": initiative.name,
        "alternateName": [other.name for other in initiative.other_names],
        "description": initiative.description,
        "url": initiative.website,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": each.scheme, "value": each.id}
            for each in initiative.identifiers
        ],
        "foundingDate": (initiative.started or "").rstrip("~"),
        "dissolutionDate": (initiative.ended or "").rstrip("~"),
        "keywords": [*initiative.practices, *initiative.topics],
        "location": [
            {
                "@type": "Place",
                "name": place.name,
                "address": {"@type": "PostalAddress", "addressCountry": place.country},
            }
            for place in initiative.places
        ],
        "areaServed": [country_name(code) for code in entry.countries],
        "subjectOf": [source.url for source in initiative.sources if source.url],
    }
    return {key: value for key, value in pairs.items() if value}

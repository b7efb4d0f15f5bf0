"""The page of one initiative, and its record in the static API."""

from collections.abc import Iterator
from typing import Any

from cpstandard.core.licences import licence_of
from cpstandard.core.links import LinkKind
from cpstandard.publish.contents import Entry
from cpstandard.publish.countries import country_name
from cpstandard.publish.directory import CopyView
from cpstandard.publish.evidence import group_claims, numbered_sources, rival_claims
from cpstandard.publish.extension_fields import extra_parts, used_extensions
from cpstandard.publish.formats import day
from cpstandard.publish.messages import LESSONS
from cpstandard.publish.renderer import File, Renderer, json_file
from cpstandard.publish.side_by_side import COLUMNS, side_by_side
from cpstandard.publish.sums import in_order
from cpstandard.publish.timeline import timeline


def render(renderer: Renderer) -> Iterator[File]:
    """Yield a page and a JSON file for every initiative."""
    for entry in renderer.contents.entries:
        yield _page(renderer, entry)
        yield json_file(f"api/v1/initiatives/{entry.id}.json", package_of_one(renderer, entry))


def _page(renderer: Renderer, entry: Entry) -> File:
    initiative = entry.initiative
    same = renderer.contents.related(entry.id, LinkKind.INITIATIVE)
    rivals = rival_claims(initiative.evidence)
    rival = {id(claim) for group in rivals for claim in group}
    known = {related.entry.id for related in same}
    beside = [entry, *(related.entry for related in same)][:COLUMNS]
    licences = renderer.directory.standard.licences
    licence = licence_of(entry.record, entry.publisher.licence)
    shared = renderer.contents.related(entry.id, LinkKind.ORGANISATION)
    return renderer.page(
        f"initiatives/{entry.id}/",
        "initiative.html",
        entry=entry,
        copy=entry.copy,
        initiative=initiative,
        sources=numbered_sources(initiative),
        rivals=rivals,
        groups=group_claims(claim for claim in initiative.evidence if id(claim) not in rival),
        events=timeline(initiative.milestones),
        sums=in_order(initiative.funding),
        extras=extra_parts(
            entry.record, renderer.directory.standard, renderer.directory.reference.extensions
        ),
        known_ids=renderer.contents.by_id,
        lessons=[
            (kind, [lesson for lesson in initiative.learning if lesson.kind == kind])
            for kind in LESSONS
        ],
        licence=licence,
        terms=licences.find(licence),
        statement=licences.statement(entry.publisher.name, licence, entry.publisher.attribution),
        same=same,
        same_count=renderer.contents.linked(entry.id, LinkKind.INITIATIVE),
        beside=beside,
        facts=side_by_side(beside, renderer.title) if same else [],
        linked=renderer.contents.linked(entry.id, LinkKind.ORGANISATION),
        neighbours=[related for related in shared if related.entry.id not in known],
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
        "licence": licence_of(entry.record, publisher.licence),
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

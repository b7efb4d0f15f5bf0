"""What lists, maps and neighbours say of an initiative: all of it that memory has to hold."""

import hashlib
from collections.abc import Sequence
from sys import intern
from typing import Any, NamedTuple

from cpstandard.core.initiative import Initiative, Organisation
from cpstandard.core.json_codec import kept_json
from cpstandard.core.record import Record
from cpstandard.core.slug import slug
from cpstandard.publish.formats import shorten

TEASER = 220
"""How many characters of a description a list shows."""


class Spot(NamedTuple):
    """One place: its name and region, its country's code, and its point in degrees (WGS 84).

    ``areas`` are official codes, each a scheme and a code.
    """

    name: str
    region: str | None
    country: str
    longitude: float | None
    latitude: float | None
    precision: str | None
    areas: tuple[tuple[str, str], ...]


class Body(NamedTuple):
    """An organisation that takes part, with its first official number; both parts may be empty.

    ``page`` is the part of an address that is its own.
    """

    name: str
    roles: tuple[str, ...]
    scheme: str
    number: str
    page: str


class ClaimKind(NamedTuple):
    """What a claim is about and how it turned out, without its words."""

    benefit: str | None
    direction: str
    basis: str | None
    kind: str | None


class State(NamedTuple):
    """A status: its code, and the day as of which it holds."""

    code: str
    as_of: str


class InLanguage(NamedTuple):
    """The name and the beginning of the description in one other language, if it has them."""

    language: str
    name: str | None
    teaser: str


class Brief(NamedTuple):
    """One initiative as lists know it; the fields are those of the standard.

    ``told`` counts the claims and lessons that cite a source, ``by_hand`` says whether a person
    vouches for the record, ``related`` are the ids of its relations, ``licence`` is its own or
    empty, ``public_role`` how much the public's word weighs or empty. ``digest`` tells the whole
    record from any other, ``gist`` what is short in it and its claims.
    """

    id: str
    name: str
    language: str | None
    teaser: str
    translations: tuple[InLanguage, ...]
    clusters: tuple[str, ...]
    practices: tuple[str, ...]
    places: tuple[Spot, ...]
    bodies: tuple[Body, ...]
    claims: tuple[ClaimKind, ...]
    started: str | None
    ended: str | None
    updated: str | None
    status: State | None
    related: tuple[str, ...]
    licence: str
    public_role: str
    told: int
    by_hand: bool
    digest: str
    gist: str


def brief_of(record: Record) -> Brief:
    """Return the brief of a valid record."""
    initiative = Initiative.model_validate(record, extra="ignore")
    origin = initiative.provenance
    cited = [claim.sources for claim in initiative.evidence]
    cited += [lesson.sources for lesson in initiative.learning]
    status = initiative.status
    brief = Brief(
        id=initiative.id,
        name=initiative.name,
        language=initiative.language,
        teaser=shorten(initiative.description or "", TEASER),
        translations=tuple(
            InLanguage(each.language, each.name, shorten(each.description or "", TEASER))
            for each in initiative.translations
        ),
        clusters=tuple(initiative.clusters),
        practices=tuple(initiative.practices),
        places=tuple(
            Spot(
                place.name,
                place.region,
                place.country,
                place.longitude,
                place.latitude,
                place.precision,
                tuple((area.scheme, area.code) for area in place.area_codes),
            )
            for place in initiative.places
        ),
        bodies=tuple(map(_body, initiative.organisations)),
        claims=tuple(
            ClaimKind(claim.benefit, claim.direction, claim.basis, claim.kind)
            for claim in initiative.evidence
        ),
        started=initiative.started,
        ended=initiative.ended,
        updated=initiative.updated,
        status=State(status.code, status.as_of) if status else None,
        related=tuple(each.initiative for each in initiative.relations if each.initiative),
        licence=(origin and origin.licence) or "",
        public_role=(initiative.power and initiative.power.public_role) or "",
        told=sum(map(bool, cited)),
        by_hand=bool(origin and origin.asserted_by == "person"),
        digest=hashlib.sha256(kept_json(record)).hexdigest(),
        gist="",
    )
    names = [(each.language, each.name) for each in brief.translations]
    short = brief._replace(teaser="", translations=(), digest="")
    gist = kept_json([short, names, record.get("evidence")])
    return brief._replace(gist=hashlib.blake2b(gist, digest_size=16).hexdigest())


def _body(organisation: Organisation) -> Body:
    first = organisation.identifiers[0] if organisation.identifiers else None
    scheme, number = (first.scheme, first.id) if first else ("", "")
    page = slug(f"{scheme}-{number}") if number else slug(organisation.name)
    return Body(organisation.name, tuple(organisation.roles), scheme, number, page)


class Reader:
    """Makes briefs of what JSON kept of them; what many have in common is held once."""

    def __init__(self) -> None:
        """Begin with nothing in common."""
        # One for each kind: a named tuple equals any tuple of the same values.
        self._known: dict[Any, Any] = {}
        self._bodies: dict[Any, Body] = {}
        self._claims: dict[Any, tuple[ClaimKind, ...]] = {}
        self._states: dict[Any, State] = {}

    def brief(self, kept: Sequence[Any]) -> Brief:
        """Return the brief that was written as a JSON array."""
        # There may be a hundred thousand: what is known already is not made again.
        found = Brief(*kept)
        same = self._known.setdefault
        return Brief(
            found.id,
            found.name,
            same(found.language, found.language),
            found.teaser,
            tuple([InLanguage(*each) for each in found.translations]),
            self._codes(found.clusters),
            self._codes(found.practices),
            tuple(map(self._spot, found.places)),
            tuple([self._body(*each) for each in found.bodies]),
            self._claims_of(found.claims),
            same(found.started, found.started),
            found.ended,
            same(found.updated, found.updated),
            self._state(found.status) if found.status else None,
            tuple(found.related),
            same(found.licence, found.licence),
            same(found.public_role, found.public_role),
            found.told,
            found.by_hand,
            found.digest,
            found.gist,
        )

    def _codes(self, kept: Sequence[str]) -> tuple[str, ...]:
        codes = tuple(kept)
        found = self._known.get(codes)
        if found is None:
            found = self._known[codes] = tuple(map(intern, codes))
        return found

    def _spot(self, kept: Sequence[Any]) -> Spot:
        name, region, country, longitude, latitude, precision, areas = kept
        same = self._known.setdefault
        return Spot(
            same(name, name),
            same(region, region),
            same(country, country),
            longitude,
            latitude,
            same(precision, precision),
            tuple([same(each, each) for each in map(tuple, areas)]),
        )

    def _body(self, name: str, roles: Sequence[str], scheme: str, number: str, page: str) -> Body:
        body = (name, tuple(roles), scheme, number, page)
        return self._bodies.get(body) or self._bodies.setdefault(body, Body(*body))

    def _claims_of(self, kept: Sequence[Sequence[Any]]) -> tuple[ClaimKind, ...]:
        claims = tuple(map(tuple, kept))
        found = self._claims.get(claims)
        if found is None:
            found = self._claims[claims] = tuple([ClaimKind(*each) for each in claims])
        return found

    def _state(self, kept: Sequence[str]) -> State:
        state = State(*kept)
        return self._states.setdefault(state, state)

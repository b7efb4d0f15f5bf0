"""An initiative as Python sees it: a typed view of one record of standard 1.0.

The JSON Schema is normative; ``tests/schema`` proves that these models say the same. Amounts are
in units of their currency, points in degrees (WGS 84), dates as the standard writes them.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Model(BaseModel):
    """Base of the standard's models: camelCase in data, snake_case in Python, nothing unknown."""

    model_config = ConfigDict(
        alias_generator=to_camel, validate_by_name=True, validate_by_alias=True, extra="forbid"
    )


class Identifier(Model):
    """A number in an official register."""

    scheme: str
    id: str
    uri: str | None = None


class OtherName(Model):
    """A further name of the initiative."""

    name: str
    language: str | None = None
    kind: str | None = None


class Translation(Model):
    """The name and description in one other language."""

    language: str
    name: str | None = None
    description: str | None = None


class Link(Model):
    """A page worth a visit."""

    url: str
    title: str | None = None
    kind: str | None = None


class Image(Model):
    """A picture that may be shown."""

    url: str
    alternative: str
    licence: str
    credit: str | None = None


class LegalBasis(Model):
    """A law, decree, by-law or agreement."""

    title: str
    date: str | None = None
    url: str | None = None
    note: str | None = None
    sources: list[str] = Field(default_factory=list)


class AreaCode(Model):
    """The code of an area in one scheme."""

    scheme: str
    code: str
    as_of: str | None = None


class Place(Model):
    """A place where the initiative is."""

    name: str
    country: str
    region: str | None = None
    subdivision: str | None = None
    area_codes: list[AreaCode] = Field(default_factory=list)
    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None
    outline: str | None = None


class Organisation(Model):
    """An organisation that takes part."""

    name: str
    roles: list[str] = Field(default_factory=list)
    kind: str | None = None
    identifiers: list[Identifier] = Field(default_factory=list)
    website: str | None = None
    start: str | None = None
    end: str | None = None
    note: str | None = None


class Milestone(Model):
    """An event, dated where the date is known."""

    kind: str
    date: str | None = None
    title: str | None = None
    note: str | None = None
    sources: list[str] = Field(default_factory=list)


class Edition(Model):
    """One round of something that is repeated."""

    name: str
    start: str | None = None
    end: str | None = None
    topic: str | None = None
    budget: float | None = None
    currency: str | None = None
    participants: float | None = None
    participants_note: str | None = None
    turnout: float | None = None
    note: str | None = None
    sources: list[str] = Field(default_factory=list)


class Relation(Model):
    """A tie to another initiative."""

    kind: str
    name: str
    initiative: str | None = None
    url: str | None = None
    note: str | None = None
    sources: list[str] = Field(default_factory=list)


class Asset(Model):
    """Something of lasting worth that the community owns, runs or uses."""

    name: str
    kind: str | None = None
    tenure: str | None = None
    tenure_note: str | None = None
    acquired_by: str | None = None
    acquired: str | None = None
    value: float | None = None
    currency: str | None = None
    value_note: str | None = None
    fate: str | None = None
    fate_date: str | None = None
    description: str | None = None
    sources: list[str] = Field(default_factory=list)


class Funding(Model):
    """One sum of money, or one funder whose sum is not known."""

    id: str | None = None
    kind: str | None = None
    stage: str | None = None
    funder: str | None = None
    amount: float | None = None
    currency: str | None = None
    bound: str | None = None
    start: str | None = None
    end: str | None = None
    identifier: str | None = None
    part_of: str | None = None
    note: str | None = None
    sources: list[str] = Field(default_factory=list)


class Participation(Model):
    """How many people took part in one way."""

    counted: str
    value: float
    bound: str | None = None
    date: str | None = None
    edition: str | None = None
    note: str | None = None
    sources: list[str] = Field(default_factory=list)


class Claim(Model):
    """One thing that somebody says came of the initiative."""

    claim: str
    direction: str
    id: str | None = None
    benefit: str | None = None
    topic: str | None = None
    basis: str | None = None
    kind: str | None = None
    claimed_by: str | None = None
    tie: str | None = None
    figure: str | None = None
    measure: str | None = None
    value: float | None = None
    unit: str | None = None
    bound: str | None = None
    start: str | None = None
    end: str | None = None
    baseline: str | None = None
    comparator: str | None = None
    about: str | None = None
    about_note: str | None = None
    limits: str | None = None
    disputed_by: str | None = None
    rival_of: list[str] = Field(default_factory=list)
    date: str | None = None
    note: str | None = None
    sources: list[str] = Field(default_factory=list)


class Response(Model):
    """What a body did with what it was asked."""

    body: str
    proposal: str | None = None
    answer: str | None = None
    date: str | None = None
    count: float | None = None
    note: str | None = None
    sources: list[str] = Field(default_factory=list)


class Lesson(Model):
    """One thing that was learnt."""

    kind: str
    text: str
    shift: str | None = None
    sources: list[str] = Field(default_factory=list)


class Source(Model):
    """A page or document that states facts of this record."""

    id: str
    title: str
    url: str | None = None
    archive: str | None = None
    author: str | None = None
    date: str | None = None
    accessed: str | None = None
    language: str | None = None
    says: str | None = None


class Derivation(Model):
    """A field that a rule filled in."""

    field: str
    rule: str
    confidence: float | None = None


class Community(Model):
    """The community that the initiative belongs to or serves."""

    kinds: list[str] = Field(default_factory=list)
    description: str | None = None
    size: float | None = None
    size_note: str | None = None
    left_out: str | None = None
    inclusion: str | None = None


class Power(Model):
    """Who holds the power to decide, and how people come to share in it."""

    taken_on_by: list[str] = Field(default_factory=list)
    controlled_by: list[str] = Field(default_factory=list)
    control_note: str | None = None
    entry: list[str] = Field(default_factory=list)
    entry_note: str | None = None
    public_role: str | None = None
    public_role_note: str | None = None
    payment: str | None = None
    payment_note: str | None = None
    sources: list[str] = Field(default_factory=list)


class Status(Model):
    """How the initiative stood on a given day."""

    code: str
    as_of: str
    reason: str | None = None
    note: str | None = None
    sources: list[str] = Field(default_factory=list)


class Provenance(Model):
    """How this record came to be."""

    asserted_by: str
    register_: str | None = Field(default=None, alias="register")
    register_record_id: str | None = None
    register_url: str | None = None
    retrieved_at: str | None = None
    importer: str | None = None
    licence: str | None = None
    derived: list[Derivation] = Field(default_factory=list)


class Initiative(Model):
    """A community power initiative."""

    id: str
    name: str
    sources: list[Source]
    other_names: list[OtherName] = Field(default_factory=list)
    description: str | None = None
    language: str | None = None
    translations: list[Translation] = Field(default_factory=list)
    website: str | None = None
    links: list[Link] = Field(default_factory=list)
    images: list[Image] = Field(default_factory=list)
    identifiers: list[Identifier] = Field(default_factory=list)
    clusters: list[str] = Field(default_factory=list)
    practices: list[str] = Field(default_factory=list)
    topics: list[str] = Field(default_factory=list)
    scope: str | None = None
    legal_basis: list[LegalBasis] = Field(default_factory=list)
    community: Community | None = None
    initiated_by: list[str] = Field(default_factory=list)
    power: Power | None = None
    places: list[Place] = Field(default_factory=list)
    organisations: list[Organisation] = Field(default_factory=list)
    started: str | None = None
    ended: str | None = None
    time_limited: bool | None = None
    status: Status | None = None
    milestones: list[Milestone] = Field(default_factory=list)
    editions: list[Edition] = Field(default_factory=list)
    relations: list[Relation] = Field(default_factory=list)
    assets: list[Asset] = Field(default_factory=list)
    funding: list[Funding] = Field(default_factory=list)
    participation: list[Participation] = Field(default_factory=list)
    evidence: list[Claim] = Field(default_factory=list)
    responses: list[Response] = Field(default_factory=list)
    learning: list[Lesson] = Field(default_factory=list)
    provenance: Provenance | None = None
    updated: str | None = None

    def to_record(self) -> dict[str, Any]:
        """Return the record in the standard's JSON shape, fields without a value left out."""
        return self.model_dump(by_alias=True, exclude_defaults=True)

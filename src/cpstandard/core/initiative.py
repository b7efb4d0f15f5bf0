"""An initiative as Python sees it: a typed view of one record of standard 0.1.

The JSON Schema is normative; ``tests/schema`` proves that these models say the same.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Model(BaseModel):
    """Base of the standard's models: camelCase in data, snake_case in Python, nothing unknown."""

    model_config = ConfigDict(
        alias_generator=to_camel, validate_by_name=True, validate_by_alias=True, extra="forbid"
    )


class Community(Model):
    """The community that the initiative belongs to or serves."""

    kinds: list[str] = Field(default=[])
    description: str | None = None


class Place(Model):
    """A place where the initiative is; ``latitude`` and ``longitude`` in degrees, WGS 84."""

    name: str
    country: str
    region: str | None = None
    official_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None


class Organisation(Model):
    """An organisation that takes part."""

    name: str
    roles: list[str] = Field(default=[])
    kind: str | None = None
    identifiers: list[str] = Field(default=[])
    website: str | None = None


class Status(Model):
    """How the initiative stood, and when that was known."""

    code: str
    as_of: str
    note: str | None = None


class Asset(Model):
    """Something of lasting worth that the community owns, runs or uses."""

    name: str
    kind: str | None = None
    tenure: str | None = None
    description: str | None = None
    sources: list[str] = Field(default=[])


class Funding(Model):
    """One sum of money, or one funder whose sum is not known."""

    kind: str | None = None
    funder: str | None = None
    amount: float | None = None
    currency: str | None = None
    start: str | None = None
    end: str | None = None
    identifier: str | None = None
    note: str | None = None
    sources: list[str] = Field(default=[])


class Claim(Model):
    """One thing that somebody says came of the initiative."""

    claim: str
    direction: str
    benefit: str | None = None
    basis: str | None = None
    kind: str | None = None
    claimed_by: str | None = None
    figure: str | None = None
    note: str | None = None
    sources: list[str] = Field(default=[])


class Lesson(Model):
    """One thing that was learnt."""

    kind: str
    text: str
    sources: list[str] = Field(default=[])


class Source(Model):
    """A page or document that states facts of the record."""

    id: str
    title: str
    url: str | None = None
    says: str | None = None


class Derivation(Model):
    """A field that a rule filled in; ``confidence`` runs from 0 to 1."""

    field: str
    rule: str
    confidence: float | None = None


class Provenance(Model):
    """How a record came to be."""

    asserted_by: str
    register_: str | None = Field(default=None, alias="register")
    register_record_id: str | None = None
    register_url: str | None = None
    retrieved_at: str | None = None
    importer: str | None = None
    licence: str | None = None
    derived: list[Derivation] = Field(default=[])


class Initiative(Model):
    """A community power initiative."""

    id: str
    name: str
    other_names: list[str] = Field(default=[])
    description: str | None = None
    website: str | None = None
    identifiers: list[str] = Field(default=[])
    clusters: list[str] = Field(default=[])
    practices: list[str] = Field(default=[])
    topics: list[str] = Field(default=[])
    scope: str | None = None
    community: Community | None = None
    initiated_by: list[str] = Field(default=[])
    places: list[Place] = Field(default=[])
    organisations: list[Organisation] = Field(default=[])
    started: str | None = None
    ended: str | None = None
    status: Status | None = None
    assets: list[Asset] = Field(default=[])
    funding: list[Funding] = Field(default=[])
    evidence: list[Claim] = Field(default=[])
    learning: list[Lesson] = Field(default=[])
    sources: list[Source]
    provenance: Provenance | None = None
    updated: str | None = None

    def to_record(self) -> dict[str, Any]:
        """Return the record in the standard's JSON shape, fields without a value left out."""
        return self.model_dump(by_alias=True, exclude_defaults=True)

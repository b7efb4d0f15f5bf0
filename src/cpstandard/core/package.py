"""A package's envelope as Python sees it (standard 0.1)."""

from pydantic import Field

from cpstandard.core.initiative import Initiative, Model


class Publisher(Model):
    """The organisation that publishes a package and answers for it."""

    id: str
    name: str
    website: str | None = None
    contact: str | None = None
    identifiers: list[str] = Field(default=[])


class Envelope(Model):
    """A package without its initiatives."""

    standard_version: str
    title: str | None = None
    aggregate: bool | None = None
    publisher: Publisher
    licence: str
    published: str | None = None
    language: str | None = None


class Package(Envelope):
    """A whole package."""

    initiatives: list[Initiative]

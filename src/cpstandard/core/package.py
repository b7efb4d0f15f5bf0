"""A package's envelope as Python sees it (standard 1.0)."""

from pydantic import Field

from cpstandard.core.initiative import Identifier, Initiative, Model


class Publisher(Model):
    """The organisation that publishes a package and answers for it."""

    id: str
    name: str
    website: str | None = None
    contact: str | None = None
    identifiers: list[Identifier] = Field(default=[])


class Envelope(Model):
    """A package without its initiatives."""

    standard_version: str
    extensions: list[str] = Field(default=[])
    title: str | None = None
    aggregate: bool | None = None
    publisher: Publisher
    licence: str
    published: str | None = None
    language: str | None = None


class Package(Envelope):
    """A whole package."""

    initiatives: list[Initiative]

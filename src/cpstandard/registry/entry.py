"""An entry of the registry: a publisher, on what terms it publishes, and its sources."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from cpstandard.registry.feeds import FeedPages
from cpstandard.registry.site_settings import EMAIL, Copies, WebAddress
from cpstandard.registry.strict_model import FULL_DATE, Strict, in_one_place

Kebab = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Member = Annotated[str, Field(min_length=1, max_length=300)]


class Identifier(Strict):
    """A number in an official register, by the scheme's org-id.guide prefix."""

    scheme: str = Field(pattern=r"^[A-Z]{2}-[A-Z0-9_]+$", description="Such as GB-CHC.")
    id: str = Field(min_length=1, description="The number, in quotes so that no zero is lost.")


class Span(Strict):
    """How many records a source is expected to give."""

    min: int = Field(default=0, ge=0, description="Fewer than this is a failure.")
    max: int | None = Field(default=None, ge=0, description="More than this is a failure.")


class Expectation(Strict):
    """What a source gives on an ordinary day."""

    records: Span = Field(default=Span(), description="How many records.")
    fewer_since: str | None = Field(
        default=None,
        pattern=FULL_DATE,
        description="The day, such as 2026-01-31, since when it is right that there are fewer: "
        "a drop by more than half is then taken, once, against a copy of that day or before.",
    )


class SourceStatus(Strict):
    """Whether the source is to be read."""

    state: Literal["active", "paused", "ended"] = Field(description="active, paused or ended.")
    since: str | None = Field(
        default=None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="A date in quotes."
    )
    reason: str | None = Field(default=None, description="Why it is not read.")


class Source(Strict):
    """One file, folder or address of a publisher's, and how it is to be read."""

    id: Kebab = Field(description="A short name for the source, unlike the publisher's others.")
    url: WebAddress | None = Field(default=None, description="Its address, for --online builds.")
    path: str | None = Field(
        default=None, min_length=1, description="Its place below the registry folder, if embedded."
    )
    pages: FeedPages | None = Field(
        default=None, description="How one page of its feed leads to the next."
    )
    member: Member | Annotated[list[Member], Field(min_length=1)] | None = Field(
        default=None,
        description="What of its zip is read: a file's name, or several; * stands for any letters.",
    )
    importer: Kebab = Field(description="The importer that reads it; see  cpstandard plugins.")
    options: dict[str, Any] = Field(default={}, description="Options of that importer.")
    licence: str | None = Field(
        default=None, min_length=1, description="Its licence, where it is not the publisher's."
    )
    expect: Expectation = Field(default=Expectation(), description="What it gives as a rule.")
    frequency: Literal["daily", "weekly", "monthly", "quarterly", "yearly", "irregular"] | None = (
        Field(default=None, description="How often it is renewed, for whoever times the builds.")
    )
    deadline: int = Field(
        default=600,
        ge=1,
        le=86_400,
        description="Seconds after which a fetch is given up; so long may an importer of another "
        "distribution work then.",
    )
    copies: Copies | None = Field(
        default=None, description="How long its last good copy is shown, if not as in site.yaml."
    )
    status: SourceStatus = Field(
        default=SourceStatus(state="active"), description="Whether it is to be read."
    )

    @model_validator(mode="after")
    def _one_place(self) -> "Source":
        if self.pages is not None and self.url is None:
            raise ValueError("pages are of a feed, which has a url")
        if self.pages is not None and self.member is not None:
            raise ValueError("give either pages or member, not both")
        in_one_place(self.url, self.path)
        return self

    @property
    def members(self) -> tuple[str, ...]:
        """The names of what is read of its zip; empty where it is read as it is."""
        named = self.member or ()
        return (named,) if isinstance(named, str) else tuple(named)


class Entry(Strict):
    """One publisher: who they are, on what terms they publish, and their sources."""

    name: str = Field(min_length=1, max_length=300, description="The publisher's name.")
    identifiers: list[Identifier] = Field(default=[], description="Their official numbers.")
    website: WebAddress | None = Field(default=None, description="Their home page.")
    contact: str | None = Field(
        default=None,
        pattern=EMAIL,
        description="An address for corrections that belongs to a role, never to a person.",
    )
    licence: str = Field(
        pattern=r"^([A-Za-z0-9][A-Za-z0-9.+-]*|https?://\S+)$",
        description="SPDX id or address of the licence of all that they publish.",
    )
    attribution: str | None = Field(
        default=None,
        min_length=1,
        max_length=500,
        description="How they want to be named where their data is used, if not in the words that "
        "the licence has for it.",
    )
    sources: list[Source] = Field(min_length=1, description="What they publish.")

    @model_validator(mode="after")
    def _distinct_sources(self) -> "Entry":
        ids = [source.id for source in self.sources]
        for repeated in sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"two sources have the id {repeated}; give each its own")
        return self

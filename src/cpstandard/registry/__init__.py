"""The registry: which publishers there are, what each gives out, and where it lies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError, model_validator

from cpstandard.core.errors import UnusableInput
from cpstandard.core.links import Decision
from cpstandard.core.scoreboard import Scoreboard
from cpstandard.registry.feeds import FeedPages
from cpstandard.registry.links import FILE as LINKS
from cpstandard.registry.links import ReviewedLinks, contradictions
from cpstandard.registry.logo import read_logo
from cpstandard.registry.look import templates_of
from cpstandard.registry.mistakes import mistakes_of
from cpstandard.registry.site_settings import EMAIL, Copies, SiteSettings, WebAddress
from cpstandard.registry.strict_model import FULL_DATE, Strict
from cpstandard.registry.strict_yaml import parse_yaml
from cpstandard.registry.withdrawn import TakeDown, Withdrawn

T = TypeVar("T", bound=BaseModel)
P = TypeVar("P", "Source", "Reference")
REFERENCE = "reference"
"""The folder of reference data, beside those of the countries."""
SCOREBOARD = "reliability.json"
"""What was measured of the software, beside ``site.yaml``."""
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
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


def _in_one_place(placed: P) -> P:
    if (placed.url is None) == (placed.path is None):
        raise ValueError("give either url or path, not both and not neither")
    return placed


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
        return _in_one_place(self)

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


class Columns(Strict):
    """What the columns of a table of areas are called."""

    code: str = Field(min_length=1, description="The area's code, such as E06000023.")
    name: str = Field(min_length=1, description="Its name.")
    current_code: str = Field(default="", description="The code of the area that holds it today.")
    current_name: str = Field(default="", description="The name of that area.")
    region: str = Field(default="", description="The name of its region.")
    other_names: str = Field(default="", description="Further spellings, parted by commas.")


class LinkColumns(Strict):
    """What the columns are called that hold two numbers of one body, such as GB-CHC-1234567."""

    number: str = Field(min_length=1, description="The number in one register, with its prefix.")
    same_as: str = Field(min_length=1, description="The same body's number in another.")


class Reference(Strict):
    """Reference data: a table of areas, which completes places, or of links between registers."""

    title: str = Field(min_length=1, max_length=200, description="What the table holds.")
    url: WebAddress | None = Field(default=None, description="Its address, for --online builds.")
    path: str | None = Field(
        default=None, min_length=1, description="Its place below the registry folder, if embedded."
    )
    licence: str = Field(min_length=1, description="SPDX id or address of its licence.")
    columns: Columns | None = Field(
        default=None, description="What the columns of a table of areas are called."
    )
    links: LinkColumns | None = Field(
        default=None, description="What the columns of a table of links are called."
    )

    @model_validator(mode="after")
    def _one_place(self) -> "Reference":
        if (self.columns is None) == (self.links is None):
            raise ValueError("give either columns (of areas) or links (between registers)")
        return _in_one_place(self)


@dataclass(frozen=True, slots=True)
class Publisher:
    """An entry with what its file's place says: the id and the country."""

    id: str
    country: str
    file: Path
    entry: Entry


@dataclass(frozen=True, slots=True)
class Registry:
    """All publishers, by id, the settings of the site, and reference data by the file's name.

    ``withdrawn`` are the take-downs, by date and what they are about; ``decisions`` are what people
    decided on links. ``scoreboard`` is what ``reliability.json`` says of the software, if it is there.
    """

    folder: Path
    publishers: tuple[Publisher, ...]
    site: SiteSettings
    references: Mapping[str, Reference] = field(default_factory=dict)
    withdrawn: tuple[TakeDown, ...] = ()
    decisions: tuple[Decision, ...] = ()
    scoreboard: Scoreboard | None = None

    def embedded(self, source: Source | Reference) -> Path:
        """Return where an embedded source, or table of reference data, lies.

        Raises ``UnusableInput`` for a path that leads out of the registry's folder, or that no
        system could have: entries come from strangers.
        """
        root = self.folder.resolve()
        try:
            path = (root / (source.path or "")).resolve()
        except (OSError, ValueError, RuntimeError) as error:
            raise UnusableInput(
                f"path {source.path!r:.80} cannot be the path of a file."
            ) from error
        if not path.is_relative_to(root):
            raise UnusableInput(f"path {source.path!r} leads out of the registry; keep it inside.")
        return path


def read_registry(folder: Path) -> Registry:
    """Return the registry in ``folder``; raises ``UnusableInput`` naming every mistake in it."""
    if not folder.is_dir():
        raise UnusableInput(
            f"There is no registry at {folder}; name one with --registry, or begin one with  "
            "cpstandard registry add URL."
        )
    publishers, mistakes = [], []
    for path in sorted(folder.glob("*/*.yaml")):
        if path.parent.name in ("data", REFERENCE):
            continue
        try:
            publishers.append(_read_publisher(path))
        except UnusableInput as error:
            mistakes.append(str(error))
    mistakes += _repeated(publishers)
    references: dict[str, Reference] = {}
    for path in sorted(folder.glob(f"{REFERENCE}/*.yaml")):
        try:
            references[path.stem] = read_yaml(path, Reference)
        except UnusableInput as error:
            mistakes.append(str(error))
    withdrawn: tuple[TakeDown, ...] = ()
    try:
        withdrawn = _read_withdrawn(folder / "withdrawn.yaml")
    except UnusableInput as error:
        mistakes.append(str(error))
    gone = [each.publisher for each in withdrawn if each.publisher]
    decisions, wrong = _read_decisions(
        folder / LINKS, [*gone, *(publisher.id for publisher in publishers)]
    )
    mistakes += wrong
    scoreboard = None
    try:
        scoreboard = _read_scoreboard(folder / SCOREBOARD)
    except UnusableInput as error:
        mistakes.append(str(error))
    if mistakes:
        raise UnusableInput("\n".join(mistakes))
    if not publishers:
        raise UnusableInput(
            f"The registry {folder} lists no publisher; add one as {folder}/gb/<publisher-id>.yaml."
        )
    publishers.sort(key=lambda publisher: publisher.id)
    site = read_site(folder)
    return Registry(folder, tuple(publishers), site, references, withdrawn, decisions, scoreboard)


def _read_publisher(path: Path) -> Publisher:
    if not KEBAB.fullmatch(path.stem):
        raise UnusableInput(f"{path}: name the file as the publisher's id: lower-case-words.yaml.")
    if not re.fullmatch(r"[a-z]{2}", path.parent.name):
        raise UnusableInput(f"{path}: put it in a folder named by a country code, such as gb/.")
    return Publisher(path.stem, path.parent.name.upper(), path, read_yaml(path, Entry))


def _read_decisions(path: Path, publishers: list[str]) -> tuple[tuple[Decision, ...], list[str]]:
    """Return what people decided of records that may be the same, and what is wrong in it."""
    if not path.is_file():
        return (), []
    try:
        links = read_yaml(path, ReviewedLinks)
    except UnusableInput as error:
        return (), [str(error)]
    return links.decided(), list(contradictions(links, publishers, path))


def _repeated(publishers: list[Publisher]) -> list[str]:
    first: dict[str, Path] = {}
    return [
        f"{p.file}: the publisher id {p.id} is taken by {first[p.id]}; rename one of the files."
        for p in publishers
        if first.setdefault(p.id, p.file) != p.file
    ]


def read_site(folder: Path) -> SiteSettings:
    """Return the settings of the site; the usual ones where the registry has no ``site.yaml``."""
    path = folder / "site.yaml"
    site = read_yaml(path, SiteSettings) if path.is_file() else SiteSettings()
    if site.logo:
        read_logo(folder, site.logo)
    if site.templates:
        templates_of(folder, site.templates)
    return site


def _read_withdrawn(path: Path) -> tuple[TakeDown, ...]:
    listed = read_yaml(path, Withdrawn).withdrawn if path.is_file() else []
    return tuple(sorted(listed, key=lambda each: (each.date, each.id or "", each.publisher or "")))


def _read_scoreboard(path: Path) -> Scoreboard | None:
    return read_yaml(path, Scoreboard) if path.is_file() else None  # JSON is YAML too


def read_yaml(path: Path, model: type[T]) -> T:
    """Return the YAML file ``path`` as a ``model``; each mistake names file, key and remedy."""
    try:
        text = path.read_bytes()
        data = parse_yaml(text, str(path))
    except OSError as error:
        raise UnusableInput(f"{path} cannot be read: {error.strerror or error}.") from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise UnusableInput("\n".join(mistakes_of(path, text, model, error))) from error

"""The registry: which publishers there are, what each gives out, and where it lies."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from cpstandard.core.errors import UnusableInput
from cpstandard.core.links import Decision
from cpstandard.core.scoreboard import Scoreboard
from cpstandard.registry.entry import Entry, Source
from cpstandard.registry.links import FILE as LINKS
from cpstandard.registry.links import ReviewedLinks, contradictions
from cpstandard.registry.logo import read_logo
from cpstandard.registry.look import templates_of
from cpstandard.registry.mistakes import mistakes_of
from cpstandard.registry.reference import Reference
from cpstandard.registry.site_settings import SiteSettings
from cpstandard.registry.strict_yaml import parse_yaml
from cpstandard.registry.withdrawn import TakeDown, Withdrawn

__all__ = [
    "KEBAB",
    "Entry",
    "Publisher",
    "Reference",
    "Registry",
    "SiteSettings",
    "Source",
    "read_registry",
    "read_site",
    "read_yaml",
]

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)
REFERENCE = "reference"
"""The folder of reference data, beside those of the countries."""
SCOREBOARD = "reliability.json"
"""What was measured of the software, beside ``site.yaml``."""
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


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
    decided on links. ``scoreboard`` is what ``reliability.json`` says of the software, where it is.
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


class _Mistakes(list[str]):
    """What is wrong in the files of a registry, which are read to the last all the same."""

    def reading(self, read: Callable[[Path], T], path: Path) -> T | None:
        """Return what a file holds; ``None`` where it cannot be used, which is then noted."""
        try:
            return read(path)
        except UnusableInput as error:
            self.append(str(error))
            return None


def read_registry(folder: Path) -> Registry:
    """Return the registry in ``folder``; raises ``UnusableInput`` naming every mistake in it."""
    if not folder.is_dir():
        raise UnusableInput(
            f"There is no registry at {folder}; name one with --registry, or begin one with  "
            "cpstandard registry add URL."
        )
    mistakes = _Mistakes()
    entries = [p for p in folder.glob("*/*.yaml") if p.parent.name not in ("data", REFERENCE)]
    read = [mistakes.reading(_read_publisher, path) for path in sorted(entries)]
    publishers = [publisher for publisher in read if publisher]
    mistakes += _repeated(publishers)
    tables = sorted(folder.glob(f"{REFERENCE}/*.yaml"))
    references = {path.stem: mistakes.reading(_read_reference, path) for path in tables}
    withdrawn = mistakes.reading(_read_withdrawn, folder / "withdrawn.yaml") or ()
    gone = [each.publisher for each in withdrawn if each.publisher]
    decisions, wrong = _read_decisions(
        folder / LINKS, [*gone, *(publisher.id for publisher in publishers)]
    )
    mistakes += wrong
    scoreboard = mistakes.reading(_read_scoreboard, folder / SCOREBOARD)
    if mistakes:
        raise UnusableInput("\n".join(mistakes))
    if not publishers:
        raise UnusableInput(
            f"The registry {folder} lists no publisher; add one as {folder}/gb/<publisher-id>.yaml."
        )
    publishers.sort(key=lambda publisher: publisher.id)
    return Registry(
        folder,
        tuple(publishers),
        read_site(folder),
        {name: table for name, table in references.items() if table},
        withdrawn,
        decisions,
        scoreboard,
    )


def _read_publisher(path: Path) -> Publisher:
    if not KEBAB.fullmatch(path.stem):
        raise UnusableInput(f"{path}: name the file as the publisher's id: lower-case-words.yaml.")
    if not re.fullmatch(r"[a-z]{2}", path.parent.name):
        raise UnusableInput(f"{path}: put it in a folder named by a country code, such as gb/.")
    return Publisher(path.stem, path.parent.name.upper(), path, read_yaml(path, Entry))


def _read_reference(path: Path) -> Reference:
    return read_yaml(path, Reference)


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


def read_yaml(path: Path, model: type[M]) -> M:
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

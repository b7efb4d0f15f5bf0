"""What the pipeline gives to the publish stage: everything that the site is made of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cpstandard.core.areas import Areas
from cpstandard.core.links import LinkSet
from cpstandard.core.phrase import ENGLISH, Words
from cpstandard.core.record import Record
from cpstandard.core.scoreboard import Scoreboard
from cpstandard.core.site_parts import FACETS
from cpstandard.core.standard import Standard
from cpstandard.core.status import Moment
from cpstandard.publish.brief import Brief
from cpstandard.publish.look import Look
from cpstandard.publish.reference_input import FindingEntry, Reference

STATES = ("published", "stale", "nothing-shown", "failed", "not-tried")
"""How a publisher or one of its sources fared in a build, best first."""


@dataclass(frozen=True, slots=True)
class CopyView:
    """An older copy that is shown because newer data could not be had; days in ISO 8601.

    It is ``of`` one day and shown ``until`` another, which ``ends_soon``, or is past (``expired``);
    ``why`` is a sentence on what went wrong.
    """

    of: str
    until: str
    ends_soon: bool = False
    expired: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each of some things was, the most frequent first: no more than a page has room for.

    ``more`` counts the things that are left out.
    """

    first: Sequence[tuple[str, int]] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class ImportView:
    """What became of a document's rows and fields, as far as its publisher would act on it.

    ``rows`` were read and ``used_rows`` went into records; ``skipped`` counts the others by the
    reason. ``unreadable`` has, by field, the values that could not be read. ``unread`` are fields
    that nobody took, ``withheld`` those that were kept back, ``notes`` other things worth knowing.
    """

    rows: int = 0
    used_rows: int = 0
    skipped: Tally = field(default_factory=Tally)
    unreadable: Sequence[tuple[str, Tally]] = ()
    unreadable_more: int = 0
    unread: Tally = field(default_factory=Tally)
    withheld: Tally = field(default_factory=Tally)
    notes: Tally = field(default_factory=Tally)

    @property
    def is_telling(self) -> bool:
        """Whether there is anything to say but that all went well."""
        tallies = (self.skipped, self.unread, self.withheld, self.notes)
        return bool(self.unreadable or any(each.first for each in tallies))


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source of a publisher and how it fared.

    ``address`` is where it is fetched from, or a path for an embedded one. ``retrieved_at`` is
    UTC in ISO 8601, or empty. ``records_in`` counts what was read, ``records_out`` what is shown,
    ``withdrawn`` what was left out for good.
    ``remarks`` are sentences on what its publisher would want to know, ``imported`` is what became
    of its rows and fields.
    """

    id: str
    address: str = ""
    importer: str = ""
    state: str = "published"
    reason: str = ""
    retrieved_at: str = ""
    records_in: int = 0
    records_out: int = 0
    remarks: Sequence[str] = ()
    copy: CopyView | None = None
    withdrawn: int = 0
    imported: ImportView = field(default_factory=ImportView)


@dataclass(frozen=True, slots=True)
class PublisherView:
    """A publisher as its page shows it.

    ``state`` is one of ``STATES``; ``reason`` says in words why it is not ``published``.
    ``findings`` counts the validator's findings by code; ``errors`` are the first of those that
    keep records from being shown, as the JSON report holds them. ``remarks`` are its sources'.
    ``attribution`` is how the publisher wants to be named, if not in the words of the licence.
    ``records_in`` counts what was read, ``records`` what is shown. ``changed`` is the day since
    when its data is what it is, or empty; ``history`` tells how it fared, oldest first.
    """

    id: str
    name: str
    licence: str
    website: str = ""
    contact: str = ""
    records: int = 0
    state: str = "published"
    reason: str = ""
    sources: Sequence[SourceView] = ()
    findings: Mapping[str, int] = field(default_factory=dict)
    errors: Sequence[Mapping[str, Any]] = ()
    remarks: Sequence[str] = ()
    attribution: str = ""
    records_in: int = 0
    changed: str = ""
    history: Sequence[Moment] = ()


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stands where a record, or all of a publisher, was withdrawn: when and why.

    One of ``id`` and ``publisher`` is empty; ``date`` is a day in ISO 8601.
    """

    id: str
    publisher: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the edition; ``path`` runs from the site's root, ``size`` is in bytes.

    ``title`` is that of its form, ``purpose`` says in a sentence whom the form serves. A single
    table has its headings in ``columns``; ``sha256`` is the file's digest in hex.
    """

    path: str
    title: str
    media_type: str
    size: int
    purpose: str = ""
    columns: Sequence[str] = ()
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A form, by its title, in which a dataset could not be given, and why, in words."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many records one publisher gives to a dataset under one licence.

    ``publisher`` is the id, ``statement`` the words in which the publisher is to be named.
    """

    publisher: str
    name: str
    licence: str
    records: int
    statement: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """Records that may stand in one file, in every form; ``folder`` runs from the site's root.

    ``publisher`` is the id of the one whose records they are, or empty for those of all. ``group``
    is the licence for which they stand apart from others, or empty.
    """

    folder: str
    title: str
    publisher: str = ""
    group: str = ""
    shares: Sequence[Share] = ()
    downloads: Sequence[Download] = ()
    missing: Sequence[Missing] = ()

    @property
    def records(self) -> int:
        """How many records are in it."""
        return sum(share.records for share in self.shares)

    @property
    def licences(self) -> list[str]:
        """The licences of its records, each once, in order."""
        return sorted({share.licence for share in self.shares})


@dataclass(frozen=True, slots=True)
class EditionView:
    """What one edition changed against the one before it; ``published`` is a day in ISO 8601.

    ``counts`` say how many records were added, changed and removed; there are none of the first
    edition. ``first`` holds the first ids of each, ``fields`` the fields that changed, of those
    records of which it is known. ``changes`` is the path of the whole lists, empty where they were
    lost. ``of_day`` says which of its day it was, from 1; it is 0 where there was no other.
    """

    id: str
    published: str
    records: int
    counts: Mapping[str, int] = field(default_factory=dict)
    first: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    changes: str = ""
    of_day: int = 0


@dataclass(frozen=True, slots=True)
class Outcodes:
    """Where postcode districts are: latitude and longitude (WGS 84) by district.

    ``year`` is that of the postcodes; both are empty where none are at hand.
    """

    points: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    year: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a run of the reliability tests measured, and whether it was of this very software."""

    scoreboard: Scoreboard
    is_this_software: bool


@dataclass(frozen=True)
class Directory:
    """All that is shown. Records are normalised, valid, and each has an ``id`` of its own.

    ``now`` is the day of the data (ISO 8601), never of the build. ``base_url``, where it is known,
    is the address of the site's root; ``contact`` an address of the people who run the directory.
    ``copies`` are, by record, the older copies that records are shown from.
    Without a ``reference`` or ``findings`` the site has no pages on them. ``extended`` is the
    standard with the fields of the extensions that the records use, if they use any.
    ``languages`` are those of the pages, the one of the site's root first.
    ``briefs`` are those of the records, in the same order, where they are at hand: then a record is
    only read where all of it is needed. ``made_by`` tells the software from any other version. What
    is worked out of each record is kept in the folder ``kept_in``, where there is one.
    A list has up to ``list_pages`` pages.
    ``areas`` is the list of official areas, where one is at hand.
    ``left_out`` names the parts of the site that it does without, ``facets`` those of the search.
    ``leaflet`` are the files of Leaflet by name, where the map of results may be moved and zoomed.
    ``look`` is what the site has of its own, ``issues`` the address where it takes reports.
    Without what was ``measured`` the site has no page on how reliable the software is.
    ``editions`` are those that have a page on what they changed, the newest first, and
    ``older_editions`` counts those before them.
    """

    title: str
    now: str
    standard: Standard
    records: Sequence[Record]
    publisher_of: Mapping[str, str]
    publishers: Mapping[str, PublisherView]
    links: Sequence[LinkSet] = ()
    datasets: Sequence[Dataset] = ()
    status: Mapping[str, Any] = field(default_factory=dict)
    base_url: str = ""
    contact: str = ""
    withdrawn: Sequence[Tombstone] = ()
    copies: Mapping[str, CopyView] = field(default_factory=dict)
    reference: Reference = field(default_factory=Reference)
    findings: Sequence[FindingEntry] = ()
    extended: Standard | None = None
    outcodes: Outcodes = field(default_factory=Outcodes)
    languages: Sequence[Words] = (ENGLISH,)
    briefs: Sequence[Brief] = ()
    made_by: str = ""
    kept_in: Path | None = None
    list_pages: int = 20
    look: Look = field(default_factory=Look)
    issues: str = ""
    measured: Measured | None = None
    areas: Areas | None = None
    left_out: Collection[str] = ()
    facets: Sequence[str] = FACETS
    editions: Sequence[EditionView] = ()
    older_editions: int = 0
    leaflet: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def data_standard(self) -> Standard:
        """The standard with all the fields that the downloads have."""
        return self.extended or self.standard

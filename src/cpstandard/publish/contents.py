"""The directory's contents, sorted out once: which initiatives every page is about."""

import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cpstandard.core.initiative import Initiative, Translation
from cpstandard.core.links import Evidence, LinkKind, LinkSet
from cpstandard.core.phrase import say
from cpstandard.core.record import Record
from cpstandard.core.slug import slug
from cpstandard.publish.countries import country_said
from cpstandard.publish.directory import CopyView, Directory, PublisherView
from cpstandard.publish.formats import shorten

NEIGHBOURS = 10
"""How many linked records a page names for each link set."""

TEASER = 220
"""How many characters of a description a list shows."""


@dataclass(frozen=True, eq=False)
class Entry:
    """One initiative with what the lists say of it; ``copy`` is the older one it is shown from.

    ``language`` is the reader's.
    """

    initiative: Initiative
    record: Record
    clusters: tuple[str, ...]
    publisher: PublisherView
    copy: CopyView | None = None
    language: str = "en"

    @property
    def id(self) -> str:
        """The initiative's permanent id."""
        return self.initiative.id

    @cached_property
    def _translation(self) -> Translation | None:
        """What is to be shown first: the record in the reader's language, if it is in another."""
        own = _base(self.initiative.language or "")
        if own == self.language:
            return None
        found = (t for t in self.initiative.translations if _base(t.language) == self.language)
        return next(found, None)

    @property
    def name(self) -> str:
        """The initiative's name, in the reader's language if it has one in it."""
        there = self._translation
        return (there.name if there else None) or self.initiative.name

    @property
    def name_language(self) -> str:
        """The tag of the language of ``name``, where it is known."""
        there = self._translation
        return (there.language if there and there.name else self.initiative.language) or ""

    @property
    def description(self) -> str:
        """The description, in the reader's language if there is one in it."""
        there = self._translation
        return (there.description if there else None) or self.initiative.description or ""

    @property
    def description_language(self) -> str:
        """The tag of the language of ``description``, where it is known."""
        there = self._translation
        return (there.language if there and there.description else self.initiative.language) or ""

    @property
    def in_other_languages(self) -> list[Translation]:
        """The names and descriptions that are not shown first, the record's own before others."""
        initiative, there = self.initiative, self._translation
        others = [each for each in initiative.translations if each is not there]
        if there is None:
            return others
        own = Translation(
            language=initiative.language or "und",
            name=initiative.name if there.name else None,
            description=initiative.description if there.description else None,
        )
        return [own, *others]

    @cached_property
    def teaser(self) -> str:
        """The beginning of the description."""
        return shorten(self.description, TEASER)

    @cached_property
    def place(self) -> str:
        """The first place in words, with the number of others; empty where there is none."""
        places = self.initiative.places
        if not places:
            return ""
        first = places[0]
        country = country_said(first.country)
        parts = [first.name]
        for wider in (first.region, country):
            if wider and wider.casefold() not in parts[-1].casefold():
                parts.append(wider)
        named = ", ".join(parts)
        if len(places) == 1:
            return named
        return say("{places} and {number} more", places=named, number=len(places) - 1)

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The codes of the countries, each once, in the record's order."""
        return tuple(dict.fromkeys(place.country for place in self.initiative.places))

    @cached_property
    def benefits(self) -> tuple[str, ...]:
        """The benefits that claims are made about, whatever their direction."""
        found = (claim.benefit for claim in self.initiative.evidence)
        return tuple(dict.fromkeys(benefit for benefit in found if benefit))

    @cached_property
    def directions(self) -> Counter[str]:
        """How many claims there are of each direction."""
        return Counter(claim.direction for claim in self.initiative.evidence)


@dataclass(frozen=True)
class Region:
    """A part of a country, with the initiatives that lie in it."""

    country: str
    slug: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Related:
    """Another record that is held to be of the same initiative, or to share an organisation.

    ``evidence`` is why, the surest first; it is empty where only others of the set join the two.
    """

    entry: Entry
    evidence: tuple[Evidence, ...]


class Contents:
    """The initiatives of a directory in the order of their names, and by every term."""

    def __init__(self, directory: Directory, language: str = "en") -> None:
        """Read every record once; the directory's records are valid. Readers read ``language``."""
        self.directory = directory
        self._language = language
        practices = directory.standard.codelists["practice"]
        cluster_of = {code.code: code.extra.get("Cluster", "") for code in practices}
        entries = (self._entry(record, cluster_of) for record in directory.records)
        self.entries: Sequence[Entry] = sorted(entries, key=lambda e: (sort_key(e.name), e.id))
        self.by_id = {entry.id: entry for entry in self.entries}
        self.by_cluster = self._group(lambda e: e.clusters)
        self.by_practice = self._group(lambda e: e.initiative.practices)
        self.by_benefit = self._group(lambda e: e.benefits)
        self.by_country = self._group(lambda e: e.countries)
        self.by_publisher = self._group(lambda e: [e.publisher.id])
        self._links: dict[str, list[LinkSet]] = defaultdict(list)
        for link in directory.links:
            for identifier in link.ids:
                self._links[identifier].append(link)

    def _entry(self, record: Record, cluster_of: dict[str, str]) -> Entry:
        # Fields of extensions are none of the model's; pages take them from the record itself.
        initiative = Initiative.model_validate(record, extra="ignore")
        implied = [cluster_of.get(practice, "") for practice in initiative.practices]
        clusters = initiative.clusters or [cluster for cluster in implied if cluster]
        publisher = self.directory.publisher_of[initiative.id]
        view = self.directory.publishers[publisher]
        copy = self.directory.copies.get(initiative.id)
        return Entry(initiative, record, tuple(dict.fromkeys(clusters)), view, copy, self._language)

    def _group(self, terms: Callable[[Entry], Iterable[str]]) -> dict[str, list[Entry]]:
        groups: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for term in dict.fromkeys(terms(entry)):
                groups[term].append(entry)
        return dict(sorted(groups.items()))

    def regions(self, country: str) -> list[Region]:
        """Return the regions of a country that any record names, by name."""
        found: dict[str, list[Entry]] = defaultdict(list)
        names: dict[str, Counter[str]] = defaultdict(Counter)
        for entry in self.by_country.get(country, ()):
            for place in entry.initiative.places:
                if place.country == country and place.region:
                    key = slug(place.region)
                    names[key][place.region] += 1
                    if not found[key] or found[key][-1] is not entry:
                        found[key].append(entry)
        regions = [
            Region(country, key, min(names[key], key=lambda n: (-names[key][n], n)), tuple(entries))
            for key, entries in found.items()
        ]
        return sorted(regions, key=lambda region: sort_key(region.name))

    def related(self, identifier: str, kind: LinkKind) -> list[Related]:
        """Return other records that link sets of ``kind`` join to this one, a few for each set.

        A funder may join ten thousand records. Each then names those that come after it, so that
        every record is named somewhere and no page grows with the set.
        """
        found: dict[str, Related] = {}
        for link in self._links.get(identifier, ()):
            if link.kind != kind:
                continue
            start = bisect_left(link.ids, identifier)  # a set's ids are in order
            for step in range(1, min(NEIGHBOURS + 1, len(link.ids))):
                other = link.ids[(start + step) % len(link.ids)]
                entry = self.by_id.get(other)
                if entry and other != identifier:
                    found.setdefault(other, Related(entry, link.between(identifier, other)))
        return [found[key] for key in sorted(found)]

    def linked(self, identifier: str, kind: LinkKind) -> int:
        """Return how many other records link sets of ``kind`` join to this one, set by set."""
        return sum(
            len(link.ids) - 1 for link in self._links.get(identifier, ()) if link.kind == kind
        )


def _base(tag: str) -> str:
    """Return the language of a tag without its region or script."""
    return tag.split("-", maxsplit=1)[0].lower()


def sort_key(name: str) -> str:
    """Return the text by which a name is sorted: no case, no accents, no leading article."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in folded if not unicodedata.combining(c)).lstrip("\u2018'\"\u201c ")
    return plain.removeprefix("the ")

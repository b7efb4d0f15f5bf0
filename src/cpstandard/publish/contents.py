"""The directory's contents, sorted out once: which initiatives every page is about."""

import hashlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter

from cpstandard.core.links import Between, Evidence, LinkKind, LinkSet
from cpstandard.core.slug import slug, unaccented
from cpstandard.publish.brief import Brief, brief_of
from cpstandard.publish.countries import is_whole
from cpstandard.publish.directory import CopyView, Directory
from cpstandard.publish.entry import Entries, Entry, Neighbour, PublisherName
from cpstandard.publish.groups import areas_of, grouped
from cpstandard.publish.tallies import Tallies
from cpstandard.publish.whole import Whole

NEIGHBOURS = 10
"""How many linked records a page names for each link set."""

_MANY = 8
"""Pieces of evidence from which they are sorted out once for all records of a link set."""

_PRACTICES, _CLAIMS = attrgetter("brief.practices"), attrgetter("brief.claims")
_BENEFIT = attrgetter("benefit")

_AT_HAND = 64
"""How many whole initiatives are held, of those that were read last."""


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

    entry: Neighbour
    evidence: tuple[Evidence, ...]


class Contents:
    """The initiatives of a directory in the order of their names, and by every term.

    Held are their briefs; whoever needs a whole record asks its entry, which reads it anew.
    """

    def __init__(self, directory: Directory, language: str = "en") -> None:
        """Sort out the briefs; the directory's records are valid. Readers read ``language``."""
        self.directory = directory
        self.language = language
        practices = directory.standard.codelists["practice"]
        self._cluster_of = {code.code: code.extra.get("Cluster", "") for code in practices}
        self._names = {key: PublisherName.of(view) for key, view in directory.publishers.items()}
        self._read = lru_cache(_AT_HAND)(self._whole)
        self._shown_by = lru_cache(None)(_digest)
        self._clusters = lru_cache(None)(self._clusters_of)
        self._others_of = lru_cache(None)(self._others)
        briefs = directory.briefs or map(brief_of, directory.records)
        entries = [self._entry(position, brief) for position, brief in enumerate(briefs)]
        entries.sort(key=lambda entry: (sort_key(entry.name), entry.id))
        self.entries: Sequence[Entry] = entries
        self.tallies = Tallies(entries)
        self.by_id = {entry.brief.id: entry for entry in entries}
        self.by_cluster = grouped(entries, attrgetter("clusters"))
        self.by_practice = grouped(entries, _PRACTICES)
        self.by_benefit = grouped(entries, _CLAIMS, lambda has: filter(None, map(_BENEFIT, has)))
        self.by_country = grouped(entries, lambda e: tuple([p.country for p in e.brief.places]))
        self.by_publisher = grouped(entries, lambda e: (e.publisher.id,))
        self._regions: dict[str, list[Region]] = {}
        self._links: dict[str, list[LinkSet]] = defaultdict(list)
        self._between: dict[int, Between] = {}
        self._set_of: dict[str, str] = {}
        for link in directory.links:
            for identifier in link.ids:
                self._links[identifier].append(link)
                if link.kind == LinkKind.INITIATIVE:
                    self._set_of.setdefault(identifier, link.ids[0])

    def _entry(self, position: int, brief: Brief) -> Entry:
        publisher = self._names[self.directory.publisher_of[brief.id]]
        copy = self.directory.copies.get(brief.id)
        return Entry(
            brief,
            self._clusters(brief.clusters, brief.practices),
            publisher,
            copy,
            position,
            self._read,
            self.language,
            self._shown_by(publisher, copy),
        )

    def _clusters_of(self, clusters: Sequence[str], practices: Sequence[str]) -> tuple[str, ...]:
        """Return the clusters of a record, or those of its practices where it names none."""
        implied = (self._cluster_of.get(practice, "") for practice in practices)
        return tuple(dict.fromkeys(clusters or filter(None, implied)))

    def _whole(self, position: int) -> Whole:
        return Whole(self.directory.records[position])

    @cached_property
    def gists(self) -> str:
        """What tells all gists, in their order, from what they are after any change of one."""
        return Entries(self.entries, whole=False).key

    def by_area(self) -> dict[tuple[str, str], list[Entry]]:
        """Return the initiatives by the official areas of their places: a scheme and a code."""
        return grouped(self.entries, areas_of)

    def regions(self, country: str) -> list[Region]:
        """Return the regions of a country that any record names, by name."""
        if country not in self._regions:
            self._regions[country] = self._regions_of(country)
        return self._regions[country]

    def _regions_of(self, country: str) -> list[Region]:
        found: dict[str, list[Entry]] = defaultdict(list)
        names: dict[str, Counter[str]] = defaultdict(Counter)
        key_of, whole = lru_cache(None)(slug), lru_cache(None)(is_whole)
        for entry in self.by_country.get(country, ()):
            for place in entry.places:
                if place.country == country and place.region:
                    if whole(country, place.region):
                        continue
                    key = key_of(place.region)
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
        beside = self._beside(identifier, kind)
        links = {id(link): link for _, link in beside}
        between = {key: self._between_in(link) for key, link in links.items()}
        return [Related(e.named, between[id(link)].of(identifier, e.id)) for e, link in beside]

    def _beside(self, identifier: str, kind: LinkKind) -> list[tuple[Entry, LinkSet]]:
        """Return the records that ``related`` names, in the order of their ids, with the set."""
        found: dict[str, tuple[Entry, LinkSet]] = {}
        for link in self._links.get(identifier, ()):
            if link.kind != kind:
                continue
            start = bisect_left(link.ids, identifier)  # a set's ids are in order
            for step in range(1, min(NEIGHBOURS + 1, len(link.ids))):
                other = link.ids[(start + step) % len(link.ids)]
                entry = self.by_id.get(other)
                if entry and other != identifier and other not in found:
                    found[other] = entry, link
        return [found[key] for key in sorted(found)]

    def _between_in(self, link: LinkSet) -> Between:
        """Return what tells the evidence in a set of the directory's; of large ones it is held."""
        known = self._between.get(id(link))
        if known is None:
            known = Between(link)
            if len(link.evidence) >= _MANY:
                self._between[id(link)] = known
        return known

    def initiatives(self, entries: Iterable[Entry]) -> int:
        """Return how many initiatives records tell of: those held to be of one count once."""
        found = frozenset(entries)
        several = self._held_with_others & found
        return len(found) - len(several) + len({self._initiative_of(each) for each in several})

    def by_practices(self, entries: Iterable[Entry]) -> Counter[str]:
        """Return how many initiatives follow each practice, as ``initiatives`` counts them."""
        entries = list(entries)
        counts: Counter[str] = Counter()
        for practices, records in Counter(map(_PRACTICES, entries)).items():  # many have the same
            counts.update(dict.fromkeys(practices, records))
        again: dict[str, set[str]] = defaultdict(set)
        for entry in filter(self._held_with_others.__contains__, entries):
            told = self._initiative_of(entry)
            for practice in dict.fromkeys(entry.practices):
                counts[practice] -= told in again[practice]
                again[practice].add(told)
        return counts

    @cached_property
    def _held_with_others(self) -> frozenset[Entry]:
        """The records that are held to be of the same initiative as others."""
        return frozenset(self.by_id[each] for each in self._set_of if each in self.by_id)

    def each_once(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield the records without those of an initiative that one before them tells of."""
        told: set[str] = set()
        for entry in entries:
            initiative = self._initiative_of(entry)
            if initiative not in told:
                told.add(initiative)
                yield entry

    def _initiative_of(self, entry: Entry) -> str:
        """Return what is the same for all records of one initiative: the id of its first one."""
        return self._set_of.get(entry.id, entry.id)

    def also_told(self, entries: Iterable[Entry]) -> dict[str, tuple[Neighbour, ...]]:
        """Return the other records of the same initiatives, by the id of those that have any."""
        told = [entry.id for entry in filter(self._held_with_others.__contains__, entries)]
        return {each: others for each in told if (others := self._others_of(each))}

    def _others(self, identifier: str) -> tuple[Neighbour, ...]:
        """Return the other records of an initiative, which each list that it is in names."""
        return tuple(entry.named for entry, _ in self._beside(identifier, LinkKind.INITIATIVE))

    def is_linked(self, identifier: str) -> bool:
        """Return whether a link set of any kind joins this record to others."""
        return identifier in self._links

    def linked(self, identifier: str, kind: LinkKind) -> int:
        """Return how many other records link sets of ``kind`` join to this one, set by set."""
        return sum(
            len(link.ids) - 1 for link in self._links.get(identifier, ()) if link.kind == kind
        )


def _digest(publisher: PublisherName, copy: CopyView | None) -> str:
    said = repr((publisher, copy)).encode("utf-8", "backslashreplace")
    return hashlib.blake2b(said, digest_size=16).hexdigest()


def sort_key(name: str) -> str:
    """Return the text by which a name is sorted: no case, no accents, no leading article."""
    plain = unaccented(name).lstrip("\u2018'\"\u201c ")
    return plain.removeprefix("the ")

"""The history of the editions: what each added, changed and removed, as JSON and as a feed.

It lies in the site itself and is carried from one edition to the next, so that it outlives the
editions that it tells of. ``docs/editions.md`` describes its files.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from cpstandard.core.kept_file import KeptFile
from cpstandard.core.record import Record
from cpstandard.publish import plain_csv
from cpstandard.publish.atom import Entry, feed
from cpstandard.publish.changes import LISTS, changed_fields, changes
from cpstandard.publish.edition_before import FOLDER, INDEX, RECORDS, Before, Past
from cpstandard.publish.term_feeds import Terms, changes_by_term, term_feeds, told_by_term

FEED = f"{FOLDER}feed.atom"
_IN_FEED = 50
FIRST = 100
"""How many records of each list have a place on the page of an edition, and in its fields."""


File = tuple[str, bytes | KeptFile]
"""A path from the site's root, and what is in the file."""


@dataclass(slots=True)
class Told:
    """What is told of one edition: its ``entry`` in the index, and its ``lists`` of ids.

    There are no lists of the first edition, nor where they were lost. Those that are ``kept`` lie
    finished in the edition before.
    """

    entry: dict[str, Any]
    lists: dict[str, Any] = field(default_factory=dict)
    kept: bytes | KeptFile | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Makes the history's files of one edition, with those of the edition before at hand.

    ``records`` are the digests of the new edition by id; ``day`` is that of its publication.
    ``is_withdrawn`` says of which ids nothing may be kept. ``terms`` are those that have pages,
    known when the first file is asked for.
    """

    title: str
    day: str
    records: Mapping[str, str]
    base_url: str = ""
    is_withdrawn: Callable[[str], bool] = lambda _id: False
    terms: Terms = field(default_factory=Terms)
    _begun: dict[str, Before | None] = field(default_factory=dict, init=False)
    _told: dict[str, tuple[Past, list[Told]]] = field(default_factory=dict, init=False)
    _made: dict[str, list[File]] = field(default_factory=dict, init=False)

    def begin(self, edition: str, before: Before | None) -> None:
        """Take in how the edition is called that is made, and the one before it, if any."""
        self._begun.setdefault(edition, before)

    def _told_of(self, edition: str) -> tuple[Past, list[Told]]:
        """Return what is told of each edition, the newest first, and what the last one said.

        It is found out once, when it is asked for. What is damaged in the edition before is left
        out: of an edition whose list of changes is gone, the numbers stay.
        """
        if edition not in self._told:
            past = Past.of(self._begun[edition])
            told = self._all(past, edition)
            lists = [told[0].lists.get(name, ()) for name in ("changed", "removed")]
            # The rest of the old records would be in the way while the pages are made.
            self._told[edition] = past.only(chain(*lists)), told
        return self._told[edition]

    @property
    def told(self) -> list[Told]:
        """What is told of each edition and may be shown, the newest first; nothing before one."""
        if not self._begun:
            return []
        newest, *older = self._told_of(next(reversed(self._begun)))[1]
        return [Told(newest.entry, self._public(newest.lists)), *older]

    def _all(self, past: Past, edition: str) -> list[Told]:
        found = [self._carried(past, entry) for entry in past.listed]
        if found and found[0].entry["id"].partition("-")[0] == edition:
            return found  # it is made again, as it was damaged
        known = {each.entry["id"] for each in found}
        named = (edition, *(f"{edition}-{n}" for n in range(2, len(known) + 2)))
        name = next(each for each in named if each not in known)  # what was so before may come back
        entry: dict[str, Any] = {"id": name, "published": self.day, "records": len(self.records)}
        new = Told(entry)
        if past.records is not None:
            entry |= {"before": found[0].entry["id"], "changes": f"{FOLDER}{name}.json"}
            differing = changes(past.records, self.records)
            new.lists = {**entry, **differing.lists()}
            entry |= differing.counts()
        return [new, *found]

    def compare(self, records_of: Callable[[Collection[str]], Mapping[str, Record]]) -> None:
        """Find out which fields of changed records did, where the edition before has them.

        ``records_of`` gives the new records of some ids. Of many, the first hundred are looked at.
        """
        for past, (newest, *_) in map(self._told_of, self._begun):
            if not newest.lists or newest.kept is not None:
                continue
            now = records_of(set(self._kept(newest.lists["changed"])[:FIRST]))
            old = {identifier: past.record(identifier) for identifier in sorted(now)}
            fields = {key: changed_fields(was, now[key]) for key, was in old.items() if was}
            if fields:
                newest.lists["fields"] = fields

    def make(self) -> None:
        """Make what ``files`` gives of the edition begun last; the terms are known."""
        for edition in list(self._begun)[-1:]:
            self._made[edition] = list(self._files(edition))

    def files(self, edition: str, before: Before | None) -> Iterator[File]:
        """Yield the files of the history of the edition called ``edition``; see ``begin``."""
        self.begin(edition, before)
        yield from self._made[edition] if edition in self._made else self._files(edition)

    def _files(self, edition: str) -> Iterator[File]:
        past, told = self._told_of(edition)
        for each in told:
            if each.lists and each.kept is None:
                if self.terms.names:
                    lists = {name: each.lists[name] for name in LISTS}
                    by_term = changes_by_term(lists, past.terms, self.terms.of)
                    each.lists["terms"] = told_by_term(by_term)
                each.lists = self._public(each.lists)
                each.kept = _json(each.lists)
            if each.kept is not None:
                yield each.entry["changes"], each.kept
        listed = [each.entry for each in told]
        yield INDEX, _json({"editions": listed})
        yield FEED, self._feed(listed)
        yield RECORDS, _table(self.records, self.terms)
        all_lists = [each.lists for each in told if each.lists]
        yield from term_feeds(self.terms, all_lists, self.title, self.base_url)

    def _carried(self, past: Past, entry: Mapping[str, Any]) -> Told:
        """Return what an older edition is told to be, without what was withdrawn since."""
        kept = past.file(entry.get("changes", ""))
        if kept is None:
            return Told({name: value for name, value in entry.items() if name != "changes"})
        lists = json.loads(kept.path.read_bytes())
        public = self._public(lists)
        return Told(dict(entry), public, kept if lists == public else _json(public))

    def _public(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is told of an edition, without the ids that were withdrawn."""
        public = {**told, **{name: self._kept(told[name]) for name in LISTS if name in told}}
        if "fields" in told:
            public["fields"] = {id_: told["fields"][id_] for id_ in self._kept(told["fields"])}
        if "terms" in told:
            public["terms"] = {
                term: {**counts, "among": self._kept(counts["among"])}
                for term, counts in told["terms"].items()
            }
        return public

    def _kept(self, ids: Iterable[str]) -> list[str]:
        return [each for each in ids if not self.is_withdrawn(each)]

    def _feed(self, listed: list[Any]) -> bytes:
        base = self.base_url.rstrip("/")
        root = base or f"urn:sha256:{hashlib.sha256(self.title.encode()).hexdigest()}"
        entries = [
            Entry(
                f"{root}/{FOLDER}{each['id']}" if base else f"{root}:{each['id']}",
                _sentence(each),
                each["published"],
                _summary(each),
                f"{base}/{each['changes']}" if base and "changes" in each else "",
            )
            for each in listed[:_IN_FEED]
        ]
        own = f"{base}/{FEED}" if base else ""
        newest = listed[0]["published"]
        title = f"{self.title}: what changed"
        return feed(own or root, title, newest, entries, author=self.title, own=own)


def _sentence(told: Mapping[str, Any]) -> str:
    if "added" not in told:
        return f"The first edition: {told['records']:,} initiatives"
    return (
        f"{told['added']:,} added, {told['changed']:,} changed, {told['removed']:,} removed: "
        f"{told['records']:,} initiatives"
    )


def _summary(told: Mapping[str, Any]) -> str:
    listed = f" What changed is listed in {told['changes']}." if "changes" in told else ""
    return f"Edition {told['id']} of {told['published']}. {_sentence(told)}.{listed}"


def _table(records: Mapping[str, str], terms: Terms) -> bytes:
    rows = [("id", "sha256"), *sorted(records.items())]
    if not terms.names:
        return plain_csv.written(rows)
    said = {each: " ".join(each) for each in set(terms.of.values())}  # many have the same
    told = (said.get(terms.of.get(identifier, ()), "") for identifier, _ in rows[1:])
    return plain_csv.written(
        (*row, more) for row, more in zip(rows, chain(("terms",), told), strict=True)
    )


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=1, ensure_ascii=False).encode() + b"\n"

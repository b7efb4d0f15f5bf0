"""The history of the editions: what each added, changed and removed, as JSON and as a feed.

It lies in the site itself and is carried from one edition to the next, so that it outlives the
editions that it tells of. ``docs/editions.md`` describes its files.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cpstandard.core.kept_file import KeptFile
from cpstandard.core.record import Record
from cpstandard.publish.atom import Entry, feed
from cpstandard.publish.manifest import Facts, read_manifest
from cpstandard.publish.term_feeds import Terms, changes_by_term, term_feeds, told_by_term

FOLDER = "editions/"
INDEX, FEED, RECORDS = f"{FOLDER}index.json", f"{FOLDER}feed.atom", f"{FOLDER}records.csv"
_IN_FEED = 50
_LISTS = ("added", "changed", "removed")


def record_digest(record: Record) -> str:
    """Return a digest of what a record says; when and by what it was read is no part of that."""
    provenance = record.get("provenance")
    if provenance:
        left_out = ("retrievedAt", "importer")
        kept = {name: value for name, value in provenance.items() if name not in left_out}
        record = {**record, "provenance": kept}
    text = json.dumps(record, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids that one edition added, changed and removed against the one before, sorted."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many of each."""
        return {name: len(ids) for name, ids in self.lists().items()}

    def lists(self) -> dict[str, list[str]]:
        """Return the ids by what happened to them."""
        return {"added": self.added, "changed": self.changed, "removed": self.removed}


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> Changes:
    """Return what makes the records ``now`` out of those ``before``: digests by id."""
    return Changes(
        sorted(now.keys() - before.keys()),
        sorted(i for i in now.keys() & before.keys() if now[i] != before[i]),
        sorted(before.keys() - now.keys()),
    )


@dataclass(frozen=True, slots=True)
class Before:
    """The edition before: its folder, and what its manifest says of the files of the history."""

    folder: Path
    facts: Mapping[str, Facts]

    @classmethod
    def at(cls, folder: Path) -> "Before | None":
        """Return the edition in a folder; ``None`` where it has no sound manifest."""
        manifest = read_manifest(folder)
        if manifest is None:
            return None
        files = manifest["files"].items()
        return cls(folder, {path: facts for path, facts in files if path.startswith(FOLDER)})


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

    def files(self, edition: str, before: Before | None) -> Iterator[tuple[str, bytes | KeptFile]]:
        """Yield the files of the history of the edition called ``edition``.

        ``before`` is the edition before, if there is one. What is damaged in it is left
        out: of an edition whose list of changes is gone, the numbers stay.
        """
        past = _Past.of(before)
        listed, lists = [], []
        for told in past.listed:
            kept, whole = self._carried(past, told.get("changes", ""))
            if kept is not None:
                yield told["changes"], kept
                lists.append(whole)
            lost = kept is None
            listed.append({n: v for n, v in told.items() if not (lost and n == "changes")})
        if not listed or listed[0]["id"] != edition:  # else it is made again, as it was damaged
            told = {"id": edition, "published": self.day, "records": len(self.records)}
            if past.records is not None:
                told |= {"before": listed[0]["id"], "changes": f"{FOLDER}{edition}.json"}
                found = changes(past.records, self.records)
                by_term = changes_by_term(found.lists(), past.terms, self.terms.of)
                by_term_told = {"terms": told_by_term(by_term)} if self.terms.names else {}
                whole = self._public({**told, **found.lists(), **by_term_told})
                yield told["changes"], _json(whole)
                lists.insert(0, whole)
                told |= found.counts()
            listed.insert(0, told)
        yield INDEX, _json({"editions": listed})
        yield FEED, self._feed(listed)
        yield RECORDS, _table(self.records, self.terms)
        yield from term_feeds(self.terms, lists, self.title, self.base_url)

    def _carried(self, past: "_Past", path: str) -> tuple[bytes | KeptFile | None, dict[str, Any]]:
        """Return an old list of changes, without what was withdrawn since, and what it says.

        The file is ``None`` if it is lost.
        """
        kept = past.file(path)
        if kept is None:
            return None, {}
        told = json.loads(kept.path.read_bytes())
        public = self._public(told)
        return kept if told == public else _json(public), public

    def _public(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is told of an edition, without the ids that were withdrawn."""
        public = {**told, **{name: self._kept(told[name]) for name in _LISTS}}
        if "terms" in told:
            public["terms"] = {
                term: {**counts, "among": self._kept(counts["among"])}
                for term, counts in told["terms"].items()
            }
        return public

    def _kept(self, ids: Sequence[str]) -> list[str]:
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


@dataclass(frozen=True, slots=True)
class _Past:
    """What the edition before told of itself and of those before it; empty where that is lost.

    ``records`` are its digests by id, ``None`` where they cannot be had; ``terms`` the addresses of
    the terms of each, where it told them.
    """

    folder: Path = Path()
    facts: Mapping[str, Facts] = field(default_factory=dict)
    listed: list[dict[str, Any]] = field(default_factory=list)
    records: Mapping[str, str] | None = None
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, before: Before | None) -> "_Past":
        """Read it from the edition before."""
        if before is None:
            return cls()
        past = cls(before.folder, before.facts)
        index, table = past.file(INDEX), past.file(RECORDS)
        if index is None:
            return cls()
        listed = json.loads(index.path.read_bytes())["editions"]
        told = _read_table(table.path) if table else ()
        return cls(past.folder, past.facts, listed, *told)

    def file(self, path: str) -> KeptFile | None:
        """Return a file of that edition, if it is whole."""
        facts = self.facts.get(path)
        if facts is None:
            return None
        kept = KeptFile(self.folder / path, facts["sha256"], facts["bytes"])
        return kept if kept.is_whole() else None


def _read_table(path: Path) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the digests and the terms of the records; an edition without pages tells no terms."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        records, terms = {}, {}
        for identifier, digest, *more in rows:
            records[identifier] = digest
            if more:
                terms[identifier] = tuple(more[0].split())
        return records, terms


def _table(records: Mapping[str, str], terms: Terms) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    told = bool(terms.names)
    rows.writerow(["id", "sha256", "terms"] if told else ["id", "sha256"])
    for identifier, digest in sorted(records.items()):
        more = [" ".join(terms.of.get(identifier, ()))] if told else []
        rows.writerow([identifier, digest, *more])
    return out.getvalue().encode()


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=1, ensure_ascii=False).encode() + b"\n"

"""The history of the editions: what each added, changed and removed, as JSON and as a feed.

It lies in the site itself and is carried from one edition to the next, so that it outlives the
editions that it tells of. ``docs/editions.md`` describes its files.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cpstandard.core.kept_file import KeptFile
from cpstandard.core.record import Record
from cpstandard.publish.atom import Entry, feed
from cpstandard.publish.manifest import Facts, read_manifest

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
class History:
    """Makes the history's files of one edition, with those of the edition before at hand.

    ``records`` are the digests of the new edition by id; ``day`` is that of its publication.
    ``is_withdrawn`` says of which ids nothing may be kept.
    """

    title: str
    day: str
    records: Mapping[str, str]
    base_url: str = ""
    is_withdrawn: Callable[[str], bool] = lambda _id: False

    def files(self, edition: str, before: Path | None) -> Iterator[tuple[str, bytes | KeptFile]]:
        """Yield the files of the history of the edition called ``edition``.

        ``before`` is the folder of the edition before, if there is one. What is damaged in it is
        left out: of an edition whose list of changes is gone, the numbers stay.
        """
        past = _Past.of(before)
        listed = []
        for told in past.listed:
            kept = self._carried(past, told.get("changes", ""))
            if kept is not None:
                yield told["changes"], kept
            lost = kept is None
            listed.append({n: v for n, v in told.items() if not (lost and n == "changes")})
        if not listed or listed[0]["id"] != edition:  # else it is made again, as it was damaged
            told = {"id": edition, "published": self.day, "records": len(self.records)}
            if past.records is not None:
                told |= {"before": listed[0]["id"], "changes": f"{FOLDER}{edition}.json"}
                found = changes(past.records, self.records)
                yield told["changes"], _json({**told, **self._public(found.lists())})
                told |= found.counts()
            listed.insert(0, told)
        yield INDEX, _json({"editions": listed})
        yield FEED, self._feed(listed)
        yield RECORDS, _table(self.records)

    def _carried(self, past: "_Past", path: str) -> bytes | KeptFile | None:
        """Return an old list of changes, without what was withdrawn since; ``None`` if lost."""
        kept = past.file(path)
        if kept is None:
            return None
        told = json.loads(kept.path.read_bytes())
        public = self._public({name: told[name] for name in _LISTS})
        return kept if all(told[name] == public[name] for name in public) else _json(told | public)

    def _public(self, lists: Mapping[str, list[str]]) -> dict[str, list[str]]:
        return {
            name: [each for each in ids if not self.is_withdrawn(each)]
            for name, ids in lists.items()
        }

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

    ``records`` are its digests by id, ``None`` where they cannot be had.
    """

    folder: Path = Path()
    facts: Mapping[str, Facts] = field(default_factory=dict)
    listed: list[dict[str, Any]] = field(default_factory=list)
    records: Mapping[str, str] | None = None

    @classmethod
    def of(cls, folder: Path | None) -> "_Past":
        """Read it from the folder of the edition before."""
        manifest = read_manifest(folder) if folder else None
        if folder is None or manifest is None:
            return cls()
        past = cls(folder, manifest["files"])
        index, table = past.file(INDEX), past.file(RECORDS)
        if index is None:
            return cls()
        listed = json.loads(index.path.read_bytes())["editions"]
        return cls(folder, past.facts, listed, _read_table(table.path) if table else None)

    def file(self, path: str) -> KeptFile | None:
        """Return a file of that edition, if it is whole."""
        facts = self.facts.get(path)
        if facts is None:
            return None
        kept = KeptFile(self.folder / path, facts["sha256"], facts["bytes"])
        return kept if kept.is_whole() else None


def _read_table(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        return {row[0]: row[1] for row in rows}


def _table(records: Mapping[str, str]) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["id", "sha256"])
    rows.writerows(sorted(records.items()))
    return out.getvalue().encode()


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=1, ensure_ascii=False).encode() + b"\n"

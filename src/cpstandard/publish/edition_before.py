"""What an edition told of itself and of those before it, read by the one that comes next."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cpstandard.core.kept_file import KeptFile
from cpstandard.core.record import Record
from cpstandard.publish import plain_csv
from cpstandard.publish.api.paths import record_path
from cpstandard.publish.changes import record_digest
from cpstandard.publish.manifest import Facts, skim_manifest

FOLDER = "editions/"
INDEX, RECORDS = f"{FOLDER}index.json", f"{FOLDER}records.csv"


@dataclass(frozen=True, slots=True)
class Before:
    """The edition before: its folder, and what its manifest says of the files of the history."""

    folder: Path
    facts: Mapping[str, Facts]

    @classmethod
    def at(cls, folder: Path) -> "Before | None":
        """Return the edition in a folder; ``None`` where it has no sound manifest."""
        manifest = skim_manifest(folder, FOLDER)
        return cls(folder, manifest["files"]) if manifest else None


@dataclass(frozen=True, slots=True)
class Past:
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
    def of(cls, before: Before | None) -> "Past":
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

    def only(self, identifiers: Iterable[str]) -> "Past":
        """Return it with no more than these of its records in memory."""
        wanted = set(identifiers)
        records = {key: value for key, value in (self.records or {}).items() if key in wanted}
        terms = {key: value for key, value in self.terms.items() if key in wanted}
        return replace(self, records=records, terms=terms)

    def file(self, path: str) -> KeptFile | None:
        """Return a file of that edition, if it is whole."""
        facts = self.facts.get(path)
        if facts is None:
            return None
        kept = KeptFile(self.folder / path, facts["sha256"], facts["bytes"])
        return kept if kept.is_whole() else None

    def record(self, identifier: str) -> Record | None:
        """Return a record as that edition had it, if it has pages and this one is whole."""
        try:
            package = json.loads((self.folder / record_path(identifier)).read_bytes())
            record: Record = package["initiatives"][0]
            same = record_digest(record) == (self.records or {}).get(identifier)
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return None
        return record if same else None


def ids_shown(site: Path, wanted: Collection[str]) -> set[str]:
    """Return those of the ``wanted`` ids that the edition at ``site``, or one before it, has shown.

    One before it is known by what was removed since. What is damaged tells nothing.
    """
    past = Past.of(Before.at(site))
    found = set(past.records or ()).intersection(wanted)
    for entry in past.listed:
        kept = past.file(entry.get("changes", ""))
        if kept is not None:
            found.update(set(json.loads(kept.path.read_bytes())["removed"]).intersection(wanted))
    return found


def _read_table(path: Path) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the digests and the terms of the records; an edition without pages tells no terms."""
    rows = plain_csv.read(path.read_bytes())
    next(rows)
    records, terms = {}, {}
    held: dict[str, tuple[str, ...]] = {}  # many initiatives have the same terms
    for identifier, digest, *more in rows:
        records[identifier] = digest
        for text in more[:1]:
            if text not in held:
                held[text] = tuple(text.split())
            terms[identifier] = held[text]
    return records, terms

"""What makes the records of one edition out of those of another."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from cpstandard.core.record import Record

LISTS = ("added", "changed", "removed")
"""What may have happened to a record, in the order in which it is told."""


def record_digest(record: Record) -> str:
    """Return a digest of what a record says; when and by what it was read is no part of that."""
    text = json.dumps(_said(record), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def changed_fields(before: Record, now: Record) -> list[str]:
    """Return the names of a record's own fields that say something else than before, sorted."""
    old, new = _said(before), _said(now)
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def _said(record: Record) -> Record:
    provenance = record.get("provenance")
    if not provenance:
        return record
    left_out = ("retrievedAt", "importer")
    kept = {name: value for name, value in provenance.items() if name not in left_out}
    return {**record, "provenance": kept}


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

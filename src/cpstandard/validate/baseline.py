"""The baseline: findings that are known and accepted for now, so that only new ones count.

A finding is known by what it is about, never by its line: moving rows changes nothing. Where the
same thing is found several times, the baseline says how often, and one more is new.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import PurePath
from typing import Any, NamedTuple

from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Finding
from cpstandard.core.phrase import phrase

_VERSION = 1
_DIGITS = 16
_PLACES = frozenset({"cell", "row", "line"})  # parameters that move with the rows


class Entry(NamedTuple):
    """What a finding is known by: its code, record, pointer, and a digest of the value.

    ``record`` is empty for what is found outside any record; ``file``, the file's name without
    its folder, then stands in for it.
    """

    code: str
    file: str
    record: str
    pointer: str
    digest: str

    @property
    def identity(self) -> tuple[str, ...]:
        """What has to agree: a record may move to another file, what has no record may not."""
        return (self.code, self.record or f"\0{self.file}", self.pointer, self.digest)


def entry_for(finding: Finding) -> Entry:
    """Return what ``finding`` is known by."""
    where = finding.location
    # A missing field has no value: the sentence's parameters then say which one it is.
    about: Any = finding.value
    if about is None:
        about = {k: v for k, v in finding.parameters.items() if k not in _PLACES}
    text = json.dumps(about, sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
    return Entry(
        finding.code, PurePath(where.file).name, finding.record_id or "", where.pointer, digest
    )


class Baseline:
    """Known findings, and which of them were met in this run."""

    def __init__(self, entries: Mapping[Entry, int] | None = None) -> None:
        """Know ``entries``, each so many times."""
        self._entries = Counter(entries or {})
        self._left = Counter[tuple[str, ...]]()
        for entry, count in self._entries.items():
            self._left[entry.identity] += count

    def __len__(self) -> int:
        """Return how many findings are known."""
        return self._entries.total()

    def knows(self, finding: Finding) -> bool:
        """Return whether ``finding`` is known; each known one is met once."""
        identity = entry_for(finding).identity
        if self._left[identity] <= 0:
            return False
        self._left[identity] -= 1
        return True

    def learn(self, finding: Finding) -> bool:
        """Add ``finding`` to what is known, and return true: it is known from now on."""
        self._entries[entry_for(finding)] += 1
        return True

    def stale(self, files: Collection[str], ignored: Collection[str] = ()) -> int:
        """Return how many known findings of ``files`` were not met: somebody has mended them.

        What is known of files that were not checked, or of ``ignored`` codes, may still be there.
        """
        names = {PurePath(file).name for file in files}
        left, count = Counter(self._left), 0
        for entry, times in self._entries.items():
            if entry.file in names and entry.code not in ignored:
                gone = min(times, left[entry.identity])
                left[entry.identity] -= gone
                count += gone
        return count

    def to_text(self) -> str:
        """Return the baseline as its file holds it: a line a finding, sorted."""
        lines = []
        for entry, count in sorted(self._entries.items()):
            held = {name: value for name, value in entry._asdict().items() if value}
            held |= {"count": count} if count > 1 else {}
            lines.append("    " + json.dumps(held, ensure_ascii=False))
        listed = "[\n" + ",\n".join(lines) + "\n  ]" if lines else "[]"
        return f'{{\n  "baseline": {_VERSION},\n  "findings": {listed}\n}}\n'


def read_baseline(text: str, name: str) -> Baseline:
    """Return the baseline in ``text``; raises ``UnusableInput`` where it is none."""
    try:
        held = json.loads(text)
        if held["baseline"] != _VERSION:
            raise UnusableInput(
                phrase(
                    "{name} is a baseline of another version of cpstandard: write it again with "
                    "--write-baseline.",
                    name=name,
                )
            )
        return Baseline(dict(map(_counted, held["findings"])))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise UnusableInput(
            phrase("{name} is not a baseline: write one with --write-baseline.", name=name)
        ) from None


def _counted(held: dict[str, Any]) -> tuple[Entry, int]:
    fields = [held.get(field, "") for field in Entry._fields]
    count = held.get("count", 1)
    if not all(isinstance(field, str) for field in fields) or not isinstance(count, int):
        raise TypeError
    return Entry(*fields), count

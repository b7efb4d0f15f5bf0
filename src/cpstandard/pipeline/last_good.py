"""Remembers the last build of each source that went well, for the day on which it does not."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from cpstandard.pipeline.outcome import SourceOutcome
from cpstandard.pipeline.take_down import TakeDowns, without_values
from cpstandard.registry import Publisher, Source
from cpstandard.workspace import StageOutput, Workspace, content_key


@dataclass(frozen=True, slots=True)
class GoodNote:
    """What is remembered of a source's last good build.

    ``ingest`` is the key of its records in the workspace, ``records`` how many of them were shown,
    ``good_at`` the day of the build (ISO 8601), ``retrieved_at`` when the document was fetched
    (UTC, ISO 8601; empty for an embedded one), ``document`` its digest.
    """

    ingest: str
    records: int
    good_at: str
    retrieved_at: str = ""
    document: str = ""

    @property
    def of(self) -> str:
        """The day of the data: that of the fetch, or of the build for an embedded file."""
        return (self.retrieved_at or self.good_at)[:10]


class LastGood:
    """Notes in the workspace, one a source: which of its stored outputs was shown last."""

    def __init__(self, workspace: Workspace, today: str) -> None:
        """Use the workspace's folder ``good``; ``today`` is written beside what is kept."""
        self._workspace = workspace
        self._today = today

    def take_down(self, take_downs: TakeDowns) -> None:
        """Take what is withdrawn out of all copies; of a copy that is left empty, nothing stays."""
        for path in sorted((self._workspace.root / "good").glob("*/*.json")):
            note = None if path.parent.name in take_downs.publishers else _read(path)
            stored = self.records(note) if note else None
            left = self._without(note, stored, take_downs) if note and stored else None
            if left is None:
                path.unlink()
            else:
                self._write(path, left)
            if stored is not None:
                self._workspace.delete(stored)

    def _without(
        self, note: GoodNote, stored: StageOutput, take_downs: TakeDowns
    ) -> GoodNote | None:
        account = Counter[str]()
        report = stored.summary()
        key = content_key(note.ingest, take_downs.key)
        lines = _left(stored, take_downs, account, report)
        left = sum(1 for _ in self._workspace.store("ingest", key, lines, report).lines())
        # Of those that are gone some may have had errors, so were not among the records shown.
        return replace(note, ingest=key, records=min(note.records, left)) if left else None

    def keep(self, outcome: SourceOutcome) -> None:
        """Remember an outcome of which records are shown; forget what one without any follows."""
        path = self._path(outcome.publisher, outcome.source)
        if outcome.stored is None or not outcome.records_out:
            path.unlink(missing_ok=True)
            return
        note = GoodNote(
            outcome.stored.folder.name,
            outcome.records_out,
            self._today,
            outcome.retrieved_at,
            outcome.document,
        )
        self._write(path, note)

    def note(self, publisher: Publisher, source: Source) -> GoodNote | None:
        """Return what is remembered of a source; ``None`` where it is nothing, or damaged."""
        return _read(self._path(publisher, source))

    def records(self, note: GoodNote) -> StageOutput | None:
        """Return the records that ``note`` speaks of, if they are still there and whole."""
        return self._workspace.find("ingest", note.ingest)

    def _path(self, publisher: Publisher, source: Source) -> Path:
        return self._workspace.root / "good" / publisher.id / f"{source.id}.json"

    def _write(self, path: Path, note: GoodNote) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(asdict(note)), encoding="utf-8")
        part.replace(path)


def _left(
    stored: StageOutput, take_downs: TakeDowns, account: Counter[str], report: dict[str, Any]
) -> Iterator[Any]:
    """Yield what may be kept of stored records; ``account`` and ``report`` are true at the end."""
    for record, location in stored.lines():
        left = take_downs.left_of(record, account)
        if left is not None:
            yield left, location
    without_values(report, account)


def _read(path: Path) -> GoodNote | None:
    try:
        note = GoodNote(**json.loads(path.read_bytes()))
        date.fromisoformat(note.of)
        usable = note.records > 0 and "/" not in note.ingest
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return note if usable else None

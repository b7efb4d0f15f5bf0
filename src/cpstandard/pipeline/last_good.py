"""Remembers the last build of each source that went well, for the day on which it does not."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from cpstandard.pipeline.outcome import SourceOutcome
from cpstandard.registry import Publisher, Source
from cpstandard.workspace import StageOutput, Workspace


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
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(asdict(note)), encoding="utf-8")
        part.replace(path)

    def note(self, publisher: Publisher, source: Source) -> GoodNote | None:
        """Return what is remembered of a source; ``None`` where it is nothing, or damaged."""
        try:
            note = GoodNote(**json.loads(self._path(publisher, source).read_bytes()))
            date.fromisoformat(note.of)
            usable = note.records > 0 and "/" not in note.ingest
        except (OSError, ValueError, TypeError, AttributeError):
            return None
        return note if usable else None

    def records(self, note: GoodNote) -> StageOutput | None:
        """Return the records that ``note`` speaks of, if they are still there and whole."""
        return self._workspace.find("ingest", note.ingest)

    def _path(self, publisher: Publisher, source: Source) -> Path:
        return self._workspace.root / "good" / publisher.id / f"{source.id}.json"

"""Remembers the last build of each source that went well, for the day on which it does not."""

import json
from pathlib import Path
from typing import Any

from cpstandard.pipeline.outcome import SourceOutcome, State
from cpstandard.registry import Publisher, Source
from cpstandard.workspace import Workspace


class LastGood:
    """Notes in the workspace, one a source: which of its stored outputs was shown last."""

    def __init__(self, workspace: Workspace) -> None:
        """Use the workspace's folder ``good``."""
        self._workspace = workspace

    def keep(self, outcome: SourceOutcome) -> None:
        """Remember an outcome of which records are shown."""
        if outcome.stored is None or not outcome.records_out:
            return
        path = self._path(outcome.publisher, outcome.source)
        note = {
            "ingest": outcome.stored.folder.name,
            "retrievedAt": outcome.retrieved_at,
            "records": outcome.records_in,
            "unsound": sorted(outcome.unsound),
            "findings": outcome.findings,
            "errors": outcome.errors,
            "licence": outcome.licence,
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(note), encoding="utf-8")
        part.replace(path)

    def find(self, publisher: Publisher, source: Source, failure: str) -> SourceOutcome | None:
        """Return what was shown last of a source that failed today, if it is still there."""
        try:
            note: dict[str, Any] = json.loads(self._path(publisher, source).read_bytes())
            stored = self._workspace.find("ingest", note["ingest"])
            if stored is None:
                return None
            return SourceOutcome(
                publisher,
                source,
                State.STALE,
                f"{failure} Shown is the last good copy.",
                key=f"{note['ingest']} {failure}",
                retrieved_at=note["retrievedAt"],
                records_in=note["records"],
                unsound=frozenset(note["unsound"]),
                report=stored.summary(),
                findings=note["findings"],
                errors=note["errors"],
                stored=stored,
                licence=note["licence"],
                failure=failure,
            )
        except (OSError, ValueError, LookupError, TypeError):
            return None  # there is none, or it was damaged

    def _path(self, publisher: Publisher, source: Source) -> Path:
        return self._workspace.root / "good" / publisher.id / f"{source.id}.json"

"""The workspace: finished work of earlier builds, under keys made of all that it depends on."""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cpstandard.core.errors import UnusableInput

_LINES, _SUMMARY = "lines.jsonl", "summary.json"


def content_key(*parts: Any) -> str:
    """Return a digest of ``parts`` (anything JSON can hold); equal parts give equal keys."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class StageOutput:
    """What one stage made of one source: lines of JSON, and a summary."""

    folder: Path

    def summary(self) -> dict[str, Any]:
        """Return what was stored beside the lines."""
        stored: dict[str, Any] = json.loads((self.folder / _SUMMARY).read_bytes())["summary"]
        return stored

    def is_whole(self) -> bool:
        """Return whether all that was stored is there; a power cut can empty a file."""
        try:
            stored = json.loads((self.folder / _SUMMARY).read_bytes())
            with (self.folder / _LINES).open("rb") as handle:
                digest = hashlib.file_digest(handle, "sha256").hexdigest()
        except (OSError, ValueError):
            return False
        return isinstance(stored, dict) and stored.get("lines") == digest

    def lines(self) -> Iterator[Any]:
        """Yield what was stored, one JSON value at a time."""
        with (self.folder / _LINES).open("rb") as handle:
            for line in handle:
                yield json.loads(line)


class Workspace:
    """A folder of stage outputs; safe to delete at any time, never half written.

    Layout: ``stages/<stage>/<key>/`` with ``lines.jsonl`` and ``summary.json``; ``lock`` keeps two
    builds apart; ``documents/`` is the fetch stage's own.
    """

    def __init__(self, root: Path) -> None:
        """Use ``root``, made when first written to."""
        self.root = root
        self._used: set[Path] = set()

    @property
    def documents(self) -> Path:
        """Where fetched documents lie."""
        return self.root / "documents"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other builds out; one that sweeps would delete what another is reading.

        Raises ``UnusableInput`` where another build is at work here.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise UnusableInput(
                    f"Another build is using the workspace {self.root}; wait for it, or name "
                    "another with --workspace."
                ) from error
            yield

    def find(self, stage: str, key: str) -> StageOutput | None:
        """Return the output of ``stage`` under ``key``, if an earlier build finished it."""
        folder = self._folder(stage, key)
        found = StageOutput(folder)
        if not found.is_whole():
            return None
        self._used.add(folder)
        return found

    def store(
        self, stage: str, key: str, lines: Iterable[Any], summary: "dict[str, Any] | None" = None
    ) -> StageOutput:
        """Write the output of ``stage`` and return it.

        ``lines`` is read to its end before ``summary`` is written, so a caller may fill in the
        summary while it yields. A crash leaves nothing that ``find`` would take for whole.
        """
        folder = self._folder(stage, key)
        part = folder.with_name(f".part-{os.getpid()}-{key}")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        try:
            digest = hashlib.sha256()
            with (part / _LINES).open("wb") as out:
                for line in lines:
                    text = json.dumps(line, ensure_ascii=True).encode() + b"\n"
                    digest.update(text)
                    out.write(text)
            stored = {"lines": digest.hexdigest(), "summary": summary or {}}
            (part / _SUMMARY).write_text(json.dumps(stored), encoding="utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            part.replace(folder)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        self._used.add(folder)
        return StageOutput(folder)

    def sweep(self) -> None:
        """Delete the outputs that this build neither found nor stored."""
        for folder in sorted((self.root / "stages").glob("*/*")):
            if folder not in self._used:
                shutil.rmtree(folder, ignore_errors=True)

    def _folder(self, stage: str, key: str) -> Path:
        return self.root / "stages" / stage / key

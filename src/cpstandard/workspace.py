"""The workspace: finished work of earlier builds, under keys made of all that it depends on."""

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from cpstandard.core.errors import UnusableInput
from cpstandard.core.json_codec import kept_json, read_json
from cpstandard.core.kept_file import KeptFile, Lines, digests_of
from cpstandard.core.temporary import temporary_in

_CONTENT, _SUMMARY = "content", "summary.json"
_PART = ".part-"
TEMPORARY = "temporary"
"""The folder in a workspace for the temporary files of a build, as long as it is at work."""
_LASTING = "ingest"
_FINISHED = ("stages", "documents")
"""Folders of the workspace in which every file comes to its place whole and then stays as it is."""


def content_key(*parts: Any) -> str:
    """Return a digest of ``parts`` (anything JSON can hold); equal parts give equal keys."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class StageOutput:
    """What one stage made of one source: a file, of which most hold a JSON value a line.

    ``folder`` is named by its key.
    """

    folder: Path

    def summary(self) -> dict[str, Any]:
        """Return what was stored beside the content."""
        stored: dict[str, Any] = self._stored()["summary"]
        return stored

    def file(self) -> KeptFile:
        """Return the content as a finished file."""
        return self._file(self._stored())

    def is_whole(self) -> bool:
        """Return whether all that was stored is there; a power cut can empty a file."""
        try:
            stored = self._stored()
            return stored["digest"] == _digest(stored) and self._file(stored).is_whole()
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return False

    def _stored(self) -> Any:
        return json.loads((self.folder / _SUMMARY).read_bytes())

    def _file(self, stored: Mapping[str, Any]) -> KeptFile:
        # One that an older version stored has a single digest, and that version reads ours.
        quick = stored.get("blake3", "")
        return KeptFile(self.folder / _CONTENT, stored["sha256"], stored["bytes"], quick)

    def lines(self) -> Iterator[Any]:
        """Yield what was stored, one JSON value at a time."""
        return (value for _, value in self.placed())

    def placed(self) -> Iterator[tuple[int, Any]]:
        """Yield each value with where it begins, in bytes."""
        begin = 0
        with (self.folder / _CONTENT).open("rb") as handle:
            for line in handle:
                yield begin, read_json(line)
                begin += len(line)

    def opened(self) -> Lines:
        """Open the content to read single values of it, as JSON, by where they begin."""
        return Lines(self.folder / _CONTENT)


def _digest(stored: dict[str, Any]) -> str:
    """Return what shows that a summary is as it was written."""
    return content_key([stored["sha256"], stored["bytes"], stored["summary"]])


class Seen(NamedTuple):
    """The outputs that a process found whole or made, by their folders, and those that it made."""

    used: frozenset[Path]
    made: tuple[Path, ...]

    def after(self, before: "Seen") -> "Seen":
        """Return what was seen since, in the same process."""
        return Seen(self.used - before.used, self.made[len(before.made) :])


class Workspace:
    """A folder of stage outputs; safe to delete at any time, never half written.

    Layout: ``stages/<stage>/<key>/`` with ``content`` and ``summary.json``; ``lock`` keeps two
    builds apart; ``temporary`` is there while one is at work; ``documents/`` is the fetch stage's
    own. What is finished is never written to again, so that an edition may share a file with it.
    """

    def __init__(self, root: Path) -> None:
        """Use ``root``, made when first written to."""
        self.root = root
        self._used: set[Path] = set()
        self._made: list[Path] = []

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
            for left in (self.root / "stages").glob(f"*/{_PART}*"):
                shutil.rmtree(left, ignore_errors=True)  # of a build that was killed
            try:
                with temporary_in(self.root / TEMPORARY):
                    yield
            except OSError as error:
                if error.errno in (errno.ENOSPC, errno.EDQUOT):
                    self._give_back()
                raise

    def copy_to(self, target: Path) -> None:
        """Copy all that is here to the folder ``target``, which is not there yet.

        What is finished is never written to again, so that a second name for it is enough where
        the disk can give one. Raises ``UnusableInput`` where a build is at work here.
        """
        if not self.root.is_dir():
            return

        def copied(source: str, copy: str) -> None:
            place = Path(source).relative_to(self.root)
            if place.parts[0] in _FINISHED:
                with contextlib.suppress(OSError):
                    Path(copy).hardlink_to(source)
                    return
            shutil.copy2(source, copy)

        with self.locked():
            shutil.copytree(self.root, target, copy_function=copied)

    def find(self, stage: str, key: str) -> StageOutput | None:
        """Return the output of ``stage`` under ``key``, if an earlier build finished it."""
        folder = self._folder(stage, key)
        found = StageOutput(folder)
        # What this build looked at already, or made, need not be read from end to end again.
        if folder not in self._used and not found.is_whole():
            return None
        self._used.add(folder)
        return found

    def has(self, stage: str, key: str) -> bool:
        """Return whether there is an output under ``key``, whole or not."""
        return self._folder(stage, key).is_dir()

    def store(
        self, stage: str, key: str, lines: Iterable[Any], summary: "dict[str, Any] | None" = None
    ) -> StageOutput:
        """Write the output of ``stage``, a JSON value a line, and return it.

        ``lines`` is read to its end before ``summary`` is written, so a caller may fill in the
        summary while it yields. A crash leaves nothing that ``find`` would take for whole.
        """

        def write(out: BinaryIO) -> None:
            out.writelines(kept_json(line) + b"\n" for line in lines)

        return self._write(stage, key, write, summary if summary is not None else {})

    def file(self, stage: str, key: str, write: Callable[[BinaryIO], None]) -> KeptFile:
        """Return the file of ``stage`` under ``key``; ``write`` makes it where it is not there."""
        found = self.find(stage, key) or self._write(stage, key, write, {})
        return found.file()

    def _write(
        self, stage: str, key: str, write: Callable[[BinaryIO], None], summary: dict[str, Any]
    ) -> StageOutput:
        folder = self._folder(stage, key)
        part = folder.with_name(f"{_PART}{os.getpid()}-{key}")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        content = part / _CONTENT
        try:
            with content.open("wb") as out:
                write(out)
            facts = {**digests_of(content)._asdict(), "bytes": content.stat().st_size}
            stored = {**facts, "summary": summary}
            text = json.dumps({**stored, "digest": _digest(stored)})
            (part / _SUMMARY).write_text(text, encoding="utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            part.replace(folder)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        self._used.add(folder)
        self._made.append(folder)
        return StageOutput(folder)

    def seen(self) -> Seen:
        """Return what this process knows of the outputs, to be told to the one that began it."""
        return Seen(frozenset(self._used), tuple(self._made))

    def learn(self, seen: Seen) -> None:
        """Take over what another process of this build saw: it need not be read again."""
        self._used |= seen.used
        self._made += [folder for folder in seen.made if folder not in self._made]

    def _give_back(self) -> None:
        """Delete what this build stored on a disk that is full; it is made again later.

        What was imported stays: last good copies may speak of it already.
        """
        for folder in self._made:
            if folder.parent.name != _LASTING:
                shutil.rmtree(folder, ignore_errors=True)

    def delete(self, output: StageOutput) -> None:
        """Delete an output, which may be made again in the same build."""
        self._used.discard(output.folder)
        shutil.rmtree(output.folder)

    def sweep(self) -> None:
        """Delete the outputs that this build neither found nor stored."""
        for folder in sorted((self.root / "stages").glob("*/*")):
            if folder not in self._used:
                shutil.rmtree(folder, ignore_errors=True)

    def _folder(self, stage: str, key: str) -> Path:
        return self.root / "stages" / stage / key

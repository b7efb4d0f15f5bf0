"""Puts a site in place in one step: built aside, checked, then switched to."""

import contextlib
import fcntl
import hashlib
import itertools
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cpstandard.core.errors import UnusableInput

MANIFEST = "manifest.json"

Content = bytes | Callable[[BinaryIO], None]
"""What is in a file: its bytes, or what writes them where they may be too many to hold."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One published state of the site; ``changed`` is false where nothing had to be done."""

    folder: Path
    files: int
    changed: bool


class Editions:
    """The editions of the site at ``out``.

    ``out`` is a link to the current edition. The editions lie beside it in ``<out>.editions/`` and
    the lock that keeps two builds apart is ``<out>.lock``.
    """

    def __init__(self, out: Path, keep: int = 2) -> None:
        """Publish at ``out``, keeping the current edition and ``keep - 1`` before it."""
        self.out = out
        self._keep = max(keep, 1)
        self._folder = out.with_name(f"{out.name}.editions")

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock while a build runs; raises ``UnusableInput`` if another build holds it."""
        if self.out.exists() and not self.out.is_symlink():
            raise UnusableInput(
                f"{self.out} is there already and is not a site of ours; name another with --out."
            )
        path = self.out.with_name(f"{self.out.name}.lock")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                lock.seek(0)
                raise UnusableInput(
                    f"Another build of {self.out} is running ({lock.read().strip()}); wait for it."
                ) from error
            lock.truncate(0)
            lock.write(f"process {os.getpid()}\n")
            lock.flush()
            yield

    def current(self, inputs: str) -> Edition | None:
        """Return the current edition if it was made from ``inputs`` and its files are all there."""
        manifest = read_manifest(self.out)
        if manifest is None or manifest["inputs"] != inputs:
            return None
        if any(_size(self.out / path) != f["bytes"] for path, f in manifest["files"].items()):
            return None
        return Edition(self.out.resolve(), len(manifest["files"]), changed=False)

    def publish(self, inputs: str, files: Iterable[tuple[str, Content]]) -> Edition:
        """Write ``files`` (path and content) as a new edition and switch to it.

        Each file is written before the next is asked for.

        ``inputs`` is a digest of all that the site was made from. Must be called under the lock.
        Raises ``OSError`` where the disk fails; the site then stands as it was.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        for left in self._folder.glob(".building-*"):
            shutil.rmtree(left, ignore_errors=True)
        building = self._folder / f".building-{os.getpid()}"
        try:
            building.mkdir()
            written = _write_all(building, files)
            manifest = {"inputs": inputs, "files": written}
            _write(building / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True).encode())
            _read_back(building, written)
            folder = self._unused(inputs[:16])
            building.replace(folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        self._switch(folder)
        self._prune(folder)
        return Edition(folder, len(written), changed=True)

    def _unused(self, name: str) -> Path:
        """Return a folder for the edition; one of the same inputs may be there, and damaged."""
        names = itertools.chain([name], (f"{name}-{n}" for n in itertools.count(2)))
        return next(f for f in (self._folder / n for n in names) if not f.exists())

    def _switch(self, folder: Path) -> None:
        link = self._folder / ".building-link"
        link.unlink(missing_ok=True)
        link.symlink_to(os.path.relpath(folder, self.out.parent.resolve()))
        link.replace(self.out)

    def _prune(self, current: Path) -> None:
        others = [p for p in self._folder.iterdir() if p != current and not p.name.startswith(".")]
        others.sort(key=lambda p: p.stat().st_mtime_ns, reverse=True)
        for old in [*others[self._keep - 1 :], *self._folder.glob(".building-*")]:
            shutil.rmtree(old, ignore_errors=True)


def read_manifest(site: Path) -> dict[str, Any] | None:
    """Return the manifest of the edition at ``site``; ``None`` where there is none to be read."""
    try:
        manifest: dict[str, Any] = json.loads((site / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return None
    return manifest


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _write_all(folder: Path, files: Iterable[tuple[str, Content]]) -> dict[str, dict[str, Any]]:
    written: dict[str, dict[str, Any]] = {}
    for path, content in files:
        target = folder / path
        if not target.resolve().is_relative_to(folder.resolve()) or path in written:
            raise ValueError(f"the site cannot hold the path {path!r}")  # a bug of ours
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, content)
        written[path] = {"sha256": _digest(target, content), "bytes": target.stat().st_size}
    return written


def _write(path: Path, content: Content) -> None:
    with path.open("wb") as out:
        if callable(content):
            content(out)
        else:
            out.write(content)


def _digest(path: Path, content: Content) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    return _digest_of_file(path)


def _digest_of_file(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _read_back(folder: Path, written: dict[str, dict[str, Any]]) -> None:
    os.sync()
    for path, facts in written.items():
        if _digest_of_file(folder / path) != facts["sha256"]:
            raise OSError(f"the disk gave back other bytes than were written to {path}")

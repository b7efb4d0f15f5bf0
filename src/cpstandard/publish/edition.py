"""Puts a site in place in one step: built aside, checked, then switched to."""

import contextlib
import fcntl
import itertools
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cpstandard.core.errors import UnusableInput
from cpstandard.publish.edition_before import FOLDER, Before
from cpstandard.publish.edition_files import (
    Batch,
    Content,
    read_back,
    sync_folder,
    write_files,
    write_through,
)
from cpstandard.publish.edition_folder import EditionFolder, lay_out
from cpstandard.publish.history import History
from cpstandard.publish.manifest import (
    MANIFEST,
    damage_in,
    manifest_text,
    read_manifest,
    skim_manifest,
)
from cpstandard.publish.processes import Beside, can_fork

_MANY = 5_000
"""Files from which the folder for the next edition is laid out where no edition is to go."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One published state of the site; ``changed`` is false where nothing had to be done."""

    folder: Path
    files: int
    changed: bool


class Editions:
    """The editions of the site at ``out``.

    ``out`` is a link to the current edition. The editions lie beside it in ``<out>.editions/`` and
    the lock that keeps two builds apart is ``<out>.lock``. A file of an edition is never written to
    again: editions may share it under two names. A folder may be that of another edition later; of
    a large site ``.next`` is laid out there for the one to come, until there are as many as kept.
    """

    def __init__(self, out: Path, keep: int = 2, jobs: int = 1) -> None:
        """Publish at ``out``, keeping the current edition and ``keep - 1`` before it.

        ``jobs`` is how many processes may read at once.
        """
        self.out = out
        self._jobs = jobs
        self._keep = max(keep, 1)
        self._folder = out.with_name(f"{out.name}.editions")
        self._next = self._folder / ".next"
        self._looked_at: Before | None = None

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
            self._tidy()
            yield

    def current(self, inputs: str) -> Edition | None:
        """Return the current edition if it was made from ``inputs`` and is whole to the byte."""
        glimpse = skim_manifest(self.out, FOLDER)
        if glimpse is None:
            return None
        self._looked_at = Before(self.out.resolve(), glimpse["files"])
        manifest = read_manifest(self.out) if glimpse["inputs"] == inputs else None
        if manifest is None or any(damage_in(self.out, manifest, self._jobs)):
            return None
        return Edition(self.out.resolve(), len(manifest["files"]), changed=False)

    def publish(
        self,
        inputs: str,
        files: Iterable[tuple[str, Content] | Batch],
        history: History | None = None,
    ) -> Edition:
        """Write ``files`` (path and content, or many at once) as a new edition and switch to it.

        ``inputs`` is a digest of all that the site was made from; ``history`` adds what changed.
        Each file is written before the next is asked for. Must be called under the lock. Raises
        ``OSError`` where the disk fails; the site then stands as it was and the room is given back.
        ``settle`` is to be called next.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        self._tidy()
        building = self._folder / f".building-{os.getpid()}"
        name = inputs[:16]
        before = self._before()
        if history:
            history.begin(name, before)  # the pages tell of it, and come first
        more = history.files(name, before) if history else ()
        try:
            place = EditionFolder.at(building, self._spare(before), self._jobs)
            with contextlib.closing(place):
                # What comes before the first file is done while the folder is looked into.
                every = map(place.when_ready, itertools.chain(files, more))
                written = write_files(building, every, before.folder if before else None)
            with self._laying_out_next(building, list(written)) as laid_out:
                read_back(
                    building,
                    written.values(),
                    self._jobs,
                    waiting=lambda: place.clear(written),
                    reading=lambda: write_through(
                        building / MANIFEST, manifest_text(inputs, written.values())
                    ),
                )
            folder = self._unused(name)
            building.replace(folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        sync_folder(self._folder)
        self._switch(folder)
        with contextlib.suppress(OSError):
            if laid_out.is_dir():
                laid_out.replace(self._next)
        return Edition(folder, len(written), changed=True)

    def settle(self, current: Edition) -> None:
        """See that the switch to ``current`` lasts, and delete the editions beyond those kept.

        Raises ``OSError`` where the disk fails; the site is switched to by then.
        """
        sync_folder(self.out.parent)
        for old in self._beyond(current.folder):
            shutil.rmtree(old, ignore_errors=True)

    def _spare(self, before: Before | None) -> Path | None:
        """Return the folder to build in: of an edition that is to go when there is another, if any.

        Not the one before, nor the current one where that is another: files are taken from them.
        """
        if before is None:
            return None
        needed = (before.folder.resolve(), self.out.resolve())
        spare = (p for p in (*self._beyond(), self._next) if p.is_dir() and not p.is_symlink())
        return next((p for p in spare if p.resolve() not in needed), None)

    @contextlib.contextmanager
    def _laying_out_next(self, newest: Path, files: list[str]) -> Iterator[Path]:
        """Lay out the folder for the next edition, if that will find no old one to be built in.

        Else the second build of a large directory gave all files their names while pages wait. The
        room is that of the folders of an edition, which there will be then. It is no more than a
        help: where the disk has no room for it, there is nothing at the path that is given. Another
        process does it, if it can, while this one waits for the disk.
        """
        shutil.rmtree(self._next, ignore_errors=True)
        part, done = self._folder / ".building-next", False

        def give_back() -> None:
            if not done:
                shutil.rmtree(part, ignore_errors=True)

        wanted = len(files) >= _MANY and len(self._newest_first()) + 1 < self._keep
        work: Callable[[], None] = partial(lay_out, part, newest, files)
        with contextlib.ExitStack() as stack:
            stack.callback(give_back)
            if wanted and self._jobs > 1 and can_fork():
                work = stack.enter_context(contextlib.closing(Beside(work))).result
            yield part
            if wanted:
                with contextlib.suppress(OSError):
                    work()
                    done = True

    def _beyond(self, newest: Path | None = None) -> list[Path]:
        """Return the editions beyond those kept beside the ``newest``, or beside one to come."""
        return [p for p in self._newest_first() if p != newest][self._keep - 1 :]

    def _before(self) -> Before | None:
        """Return the newest edition with a manifest: the current one, where it has one.

        The manifest is not read again where it was looked at for this build.
        """
        known, self._looked_at = self._looked_at, None
        if known and known.folder == self.out.resolve():
            return known
        candidates = [self.out.resolve(), *self._newest_first()]
        return next(filter(None, map(Before.at, candidates)), None)

    def drop(self, is_kept: Callable[[Path], bool]) -> int:
        """Delete each edition that is not the current one, nor ``is_kept``; return how many.

        What a build that was killed left half written goes too. Raises ``OSError`` where one could
        not be deleted.
        """
        current = self.out.resolve()
        gone = [p for p in self._folder.glob("*") if p != current and not is_kept(p)]
        for folder in gone:
            shutil.rmtree(folder)
        return sum(not folder.name.startswith(".") for folder in gone)

    def _unused(self, name: str) -> Path:
        """Return a folder for the edition; one of the same inputs may be there, and damaged."""
        names = itertools.chain([name], (f"{name}-{n}" for n in itertools.count(2)))
        return next(f for f in (self._folder / n for n in names) if not f.exists())

    def _switch(self, folder: Path) -> None:
        link = self._folder / ".building-link"
        link.symlink_to(os.path.relpath(folder, self.out.parent.resolve()))
        link.replace(self.out)

    def _newest_first(self) -> list[Path]:
        kept = [p for p in self._folder.glob("*") if not p.name.startswith(".")]
        return sorted(kept, key=lambda p: p.stat().st_mtime_ns, reverse=True)

    def _tidy(self) -> None:
        """Delete what a build that was killed left half written, and give its room back."""
        for left in self._folder.glob(".building-*"):
            if left.is_symlink():
                left.unlink()
            else:
                shutil.rmtree(left, ignore_errors=True)

"""Looks whether the pages of the edition before are whole, while other work is done."""

import contextlib
import hashlib
import os
import stat
from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from cpstandard.publish.edition_files import Written
from cpstandard.publish.kept_pages import Kept, KeptPages
from cpstandard.publish.manifest import is_path_of_a_site
from cpstandard.publish.processes import Beside, can_fork

_WORTH = 1 << 20
"""From how many bytes of kept rows, of some 5,000 pages, another process is of use."""

_PLAINLY = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
"""How a file is opened: through no link, and without waiting for somebody to write it."""


@dataclass
class Looked:
    """The pages of the edition before, which another process looks at.

    It is no more than a help. What it says nothing of is looked at when its turn comes, as is all
    of it where no other process may be begun (``jobs``), or where that one was stopped.
    """

    known: KeptPages
    jobs: int = 1
    _beside: Beside[list[str]] | None = field(default=None, init=False)

    def write(self, folder: Path, before: Path | None) -> Generator[Written, None, None]:
        """Begin; no file is written. What is in ``folder`` already may be of an old edition.

        Pages of that go, where those of the edition before are other files. Nobody looks into an
        empty folder, for no page is in its place there.
        """
        if not before or self.known.size() < _WORTH or not any(folder.iterdir()):
            return
        if self.jobs > 1 and can_fork():
            self._beside = Beside(partial(_all_sound, self.known, folder, before))
        yield from ()  # it is a batch that has no files

    def sound(self) -> Collection[str]:
        """Return by what names pages are kept that are whole, and in their places already."""
        if self._beside is None:
            return ()
        try:
            return frozenset(self._beside.result())
        except OSError:
            return ()

    def close(self) -> None:
        """Stop looking, if nobody asked for what was found."""
        if self._beside is not None:
            self._beside.close()


def _all_sound(known: KeptPages, folder: Path, before: Path) -> list[str]:
    """Return the names of shelves of which each page is whole, and one file in both folders."""
    found: list[str] = []
    with _opened(folder) as here, _opened(before) as there:
        for name, shelf in known.all():
            pages = shelf.rows()
            if all(_is_sound(each, here, there) for each in pages):
                found.append(name)
            for each in pages:  # that come after one that is not sound
                with contextlib.suppress(OSError):
                    _is_in_place(each.path, os.lstat(each.path, dir_fd=there), here)
    return found


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[int]:
    """Give a folder's handle: from there, the way to each of many files is shorter."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)


def _is_sound(page: Kept, folder: int, before: int) -> bool:
    """Return whether a page is whole and in its place."""
    try:
        handle = os.open(page.path, _PLAINLY, dir_fd=before)
        try:
            there = os.fstat(handle)
            # To ask for all of its bytes at once is cheapest.
            content = os.read(handle, page.size + 1) if there.st_size == page.size else b""
        finally:
            os.close(handle)
        return (
            _is_in_place(page.path, there, folder)
            and stat.S_ISREG(there.st_mode)
            and hashlib.sha256(content).hexdigest() == page.sha256
        )
    except OSError:
        return False


def _is_in_place(path: str, there: os.stat_result, folder: int) -> bool:
    """Return whether a page is in its place; what an older edition has there instead goes.

    It would go when the page gets its place. A disk that takes its time to give back the room keeps
    nobody waiting now.
    """
    in_place = os.path.samestat(there, os.lstat(path, dir_fd=folder))
    if not in_place and is_path_of_a_site(path):  # what is kept may be no work of ours
        os.unlink(path, dir_fd=folder)
    return in_place

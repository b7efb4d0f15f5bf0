"""Looks whether the pages of the edition before are whole, while other work is done ahead."""

import contextlib
import hashlib
import os
import stat
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cpstandard.publish.edition_files import Written
from cpstandard.publish.kept_pages import KeptPages
from cpstandard.publish.kept_shelf import KeptShelf, Together
from cpstandard.publish.manifest import is_path_of_a_site

_WORTH = 1 << 20
"""From how many bytes of kept rows, of some 5,000 pages, other processes are of use."""

_STEP = 16
"""How many shelves are looked at in one go: the less at a time, the sooner all are done at once."""

_PLAINLY = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
"""How a file is opened: through no link, and without waiting for somebody to write it."""


@dataclass
class Looked:
    """The pages of the edition before, which other processes look at.

    It is no more than a help: what they say nothing of is looked at when its turn comes, as is all
    of it where nobody does the ``work``.
    """

    known: KeptPages
    _folders: tuple[Path, Path] | None = field(default=None, init=False)
    _found: dict[str, str] = field(default_factory=dict, init=False)

    def write(self, folder: Path, before: Path | None) -> Generator[Sequence[Written], None, None]:
        """Learn where to look; no file is written. ``folder`` may hold what an old edition has.

        Nobody looks into an empty one, for no page is in its place there.
        """
        if before and self.known.size() >= _WORTH and any(folder.iterdir()):
            self._folders = folder, before
        yield from ()  # it is a batch that has no files

    def work(self) -> list["Look"]:
        """Return what may be done ahead, in any order and by any process.

        Pages of an older edition go, where those of the edition before are other files.
        """
        if self._folders is None:
            return []
        shelves = self.known.shelves()
        shares = (range(first, min(first + _STEP, shelves)) for first in range(0, shelves, _STEP))
        return [Look(self.known, *self._folders, share, self._found) for share in shares]

    def sound(self) -> Mapping[str, str]:
        """Return by what names pages are kept that are whole, and in their places already.

        With each name comes the digest of its pages together.
        """
        return self._found


@dataclass(frozen=True, slots=True)
class Look:
    """A look at the pages of some shelves, by their positions."""

    known: KeptPages
    folder: Path
    before: Path
    share: range
    found: dict[str, str]

    def __call__(self) -> dict[str, str]:
        """Return what is sound among them, as ``Looked`` says it."""
        return _all_sound(self.known.glances(self.share), self.folder, self.before)

    def hear(self, found: Mapping[str, str]) -> None:
        """Take over what another process found."""
        self.found.update(found)


def _all_sound(
    shelves: Iterable[tuple[str, KeptShelf]], folder: Path, before: Path
) -> dict[str, str]:
    """Return the names of shelves of which each page is whole, and one file in both folders.

    Beside each stands the digest of its pages together.
    """
    found: dict[str, str] = {}
    with _opened(folder) as here, _opened(before) as there:
        for name, shelf in shelves:
            pages = iter(shelf.files())
            together = _together(pages, here, there, each_alone=not shelf.together)
            if together and together == (shelf.together or together):
                found[name] = together
            for path, *_ in pages:  # that come after one that is not sound
                with contextlib.suppress(OSError):
                    _is_in_place(path, os.lstat(path, dir_fd=there), here)
    return found


def _together(
    pages: Iterable[tuple[str, str, int]], folder: int, before: int, *, each_alone: bool
) -> str:
    """Return the digest of pages together; none where one has another size or place.

    ``each_alone`` holds each to its own digest, which takes four times as long to find.
    """
    together = Together()
    for path, sha256, size in pages:
        content = _content(path, size, folder, before)
        if content is None:
            return ""
        if each_alone and hashlib.sha256(content).hexdigest() != sha256:
            return ""
        together.add(content)
    return together.hexdigest()


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[int]:
    """Give a folder's handle: from there, the way to each of many files is shorter."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)


def _content(path: str, size: int, folder: int, before: int) -> bytes | None:
    """Return what is in a page, if that has its size, and the page is in its place."""
    try:
        handle = os.open(path, _PLAINLY, dir_fd=before)
        try:
            there = os.fstat(handle)
            # To ask for all of its bytes at once is cheapest.
            content = os.read(handle, size + 1) if there.st_size == size else b""
        finally:
            os.close(handle)
        in_place = _is_in_place(path, there, folder)
        fits = stat.S_ISREG(there.st_mode) and there.st_size == size == len(content)
    except OSError:
        return None
    return content if in_place and fits else None


def _is_in_place(path: str, there: os.stat_result, folder: int) -> bool:
    """Return whether a page is in its place; what an older edition has there instead goes.

    It would go when the page gets its place. A disk that takes its time to give back the room keeps
    nobody waiting now.
    """
    in_place = os.path.samestat(there, os.lstat(path, dir_fd=folder))
    if not in_place and is_path_of_a_site(path):  # what is kept may be no work of ours
        os.unlink(path, dir_fd=folder)
    return in_place

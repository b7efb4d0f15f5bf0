"""Writes the files of an edition, makes sure that the disk has them, and reads them back."""

import contextlib
import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol, TypeVar

from cpstandard.core.kept_file import KeptFile, digest_of
from cpstandard.publish.edition_folder import make_way
from cpstandard.publish.manifest import MANIFEST, is_path_of_a_site
from cpstandard.publish.processes import Beside, can_fork, in_shares

T = TypeVar("T")

Content = bytes | KeptFile | Callable[[BinaryIO], None]
"""What is in a file: its bytes, a finished file, or what writes it where it may be too large."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
"""Makes a file that is not there, and writes into none that is."""

_CANNOT_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)
"""What file systems answer that know no such thing for a folder."""

_STEP = 256
"""How many files a process reads back at a time."""

_WORTH = 5_000
"""Files from which several processes have sooner read them than one."""


def _nothing() -> None:
    pass


class Written(NamedTuple):
    """A file of an edition: its path, its digest in hex and its size in bytes.

    ``seen`` is true of one whose bytes this build held to those of a finished file.
    """

    path: str
    sha256: str
    size: int
    seen: bool = False


_PATH_OF = attrgetter("path")


class Batch(Protocol):
    """Many files, which are put into the edition's folder by whoever makes them."""

    def write(self, folder: Path, before: Path | None) -> Generator[Sequence[Written], None, None]:
        """Put each into ``folder``; ``before`` is the folder of the edition before.

        What is there is told some files at a time: most are as they were, and go by quickly.
        """


def write_files(
    folder: Path, files: Iterable[tuple[str, Content] | Batch], before: Path | None = None
) -> dict[str, Written]:
    """Write ``files`` (path and content) into ``folder``, and return them by their paths.

    Each file is written before the next is asked for. Raises ``OSError`` where the disk fails.
    """
    found: dict[str, Written] = {}
    for each in files:
        if isinstance(each, tuple):
            _once([each[0]], found)
            found[each[0]] = write_file(folder, *each)
        else:
            with contextlib.closing(each.write(folder, before)) as batch:
                for several in batch:
                    paths = list(map(_PATH_OF, several))
                    _once(paths, found)
                    found.update(zip(paths, several, strict=True))
        del each  # a batch holds all that it was made of, and may be the last
    return found


def _once(paths: Sequence[str], found: Mapping[str, Written]) -> None:
    if len(set(paths)) == len(paths) and found.keys().isdisjoint(paths):
        return
    twice = next(path for path in paths if path in found or paths.count(path) > 1)
    raise ValueError(f"the site has the path {twice!r} twice")  # a bug of ours


def write_file(folder: Path, path: str, content: Content) -> Written:
    """Write one file of an edition; raises ``OSError`` where the disk fails.

    What an old edition has there is replaced, and never written into: it may have other names.
    """
    if not is_path_of_a_site(path) or path == MANIFEST:
        raise ValueError(f"the site cannot hold the path {path!r}")  # a bug of ours
    # A text, and no ``Path``: there may be some hundred thousand, and nearly all are there already.
    target = f"{folder}/{path}"
    if isinstance(content, KeptFile):
        return Written(path, content.sha256, content.size, _link(folder, content.path, target))
    if isinstance(content, bytes):
        _within(folder, target, lambda: _write(target, content))
        return Written(path, hashlib.sha256(content).hexdigest(), len(content))
    with _within(folder, target, lambda: Path(target).open("xb")) as out:
        content(out)
    return Written(path, digest_of(target), Path(target).stat().st_size)


def _write(target: str, content: bytes) -> None:
    """Write a new file in one go."""
    handle = os.open(target, _NEW, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


def _link(folder: Path, source: Path, target: str) -> bool:
    """Give a finished file a second name, which takes no room; a copy where that cannot be.

    Return whether it is the same file.
    """
    if _is_the_same(source, target):
        return True
    try:
        _within(folder, target, lambda: os.link(source, target))
    except OSError:
        make_way(folder, Path(target))
        shutil.copyfile(source, target)
        return False
    return True


def _is_the_same(source: Path, target: str) -> bool:
    """Return whether there is one file under both names already."""
    try:
        there = os.lstat(target)
        return stat.S_ISREG(there.st_mode) and os.path.samestat(there, os.lstat(source))
    except OSError:
        return False


def _within(folder: Path, target: str, make: Callable[[], T]) -> T:
    """Return what ``make`` gives, which makes ``target``, with all that it needs for that.

    Most files come into a folder that is there, at a place that is free: to try is cheaper than to
    ask.
    """
    try:
        return make()
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120 - so many
    except (FileExistsError, NotADirectoryError):
        make_way(folder, Path(target))
    return make()


def read_back(
    folder: Path,
    files: Iterable[Written],
    jobs: int = 1,
    *,
    waiting: Callable[[], object] = _nothing,
    reading: Callable[[], object] = _nothing,
) -> None:
    """Hold what the disk has to what was written; raises ``OSError`` where it differs.

    What was read to its end when it was put in place is not read again. While the disk is waited
    for, this process does what ``waiting`` is, and ``reading`` while others read, if they can.
    """
    with contextlib.ExitStack() as stack:
        if jobs > 1 and can_fork():
            with contextlib.suppress(OSError):  # there is no room for one more process
                stack.enter_context(contextlib.closing(Beside(os.sync)))
        waiting()
        os.sync()  # what the other began, it waits for
    reading = cache(reading)
    unseen = [each for each in files if not each.seen]

    def differing(share: range) -> list[str]:
        few = unseen[share.start : share.stop]
        return [each.path for each in few if digest_of(f"{folder}/{each.path}") != each.sha256]

    for paths in in_shares(
        differing, len(unseen), jobs, step=_STEP, worth=_WORTH, meanwhile=reading
    ):
        for path in paths:
            raise OSError(f"the disk gave back other bytes than were written to {path}")
    reading()


def write_through(path: Path, content: bytes) -> None:
    """Write a new file, and wait until the disk has it; raises ``OSError`` where it fails."""
    with path.open("xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make sure that the names in ``folder`` outlast a power cut, where the file system can do so.

    Raises ``OSError`` where the disk fails.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(handle)

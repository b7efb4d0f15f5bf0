"""The folder in which an edition is built: a new one, one laid out, or that of an old edition.

Of some hundred thousand files nearly all are those of the edition before. To give each a second
name in a new folder, and to delete as many of the oldest edition, took longer than all else. In the
folder of that oldest edition most of them have their place already.
"""

import contextlib
import errno
import os
import shutil
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cpstandard.publish.manifest import MANIFEST
from cpstandard.publish.processes import in_shares

_MADE_WAY = (FileNotFoundError, NotADirectoryError, IsADirectoryError)
"""What tells that something else of the new edition is where a file was."""

_STEP = 512
"""How many folders a process looks into at a time."""

_WORTH = 5_000
"""Folders from which several processes have sooner looked into them than one."""

_NOT_EMPTY = (errno.ENOTEMPTY, errno.EEXIST)


@dataclass(frozen=True, slots=True)
class EditionFolder:
    """A folder at ``path``, and what is left in it of an old edition: paths, each ended by NUL.

    Whatever is left may be damaged or a stranger's. It stays only where it is the very file that is
    wanted there (``write_file``); the others are replaced, or go in the end (``clear``).
    """

    path: Path
    _left: str = ""

    @classmethod
    def at(cls, path: Path, old: Path | None = None, jobs: int = 1) -> "EditionFolder":
        """Make the folder ``path``, of the one at ``old`` where that can be had.

        From here on ``old`` is no edition: it has another name and no manifest. Up to ``jobs``
        processes look at what is in it. Raises ``OSError`` where the disk fails.
        """
        if old is not None:
            try:
                old.replace(path)
                (path / MANIFEST).unlink(missing_ok=True)
                return cls(path, _left_in(path, jobs))
            except OSError:
                shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        return cls(path)

    def clear(self, wanted: Container[str]) -> None:
        """Delete what is left of the old edition and is none of the paths ``wanted``."""
        for path in self._left.split("\0")[:-1]:
            if path not in wanted:
                self._delete(self.path / path)

    def _delete(self, file: Path) -> None:
        """Delete a file, unless it is gone, and its folders that are then empty."""
        with contextlib.suppress(*_MADE_WAY):
            file.unlink(missing_ok=True)
            folder = file.parent
            while folder != self.path and _is_removed(folder):
                folder = folder.parent


def _is_removed(folder: Path) -> bool:
    """Remove a folder if it is empty; return whether it was.

    To look first would be to list a hundred thousand others for each record that is gone.
    """
    try:
        folder.rmdir()
    except OSError as error:
        if error.errno not in _NOT_EMPTY:
            raise
        return False
    return True


def lay_out(path: Path, edition: Path, files: Sequence[str]) -> None:
    """Make the folder ``path`` with the ``files`` of an edition in it, each by a second name.

    Whatever is in ``path`` goes. Raises ``OSError`` where the disk fails, or knows no second names.
    """
    shutil.rmtree(path, ignore_errors=True)
    for file in files:
        source, target = f"{edition}/{file}", f"{path}/{file}"
        try:
            os.link(source, target)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120 - so many
            os.link(source, target)


def make_way(folder: Path, target: Path) -> None:
    """Take away what an old edition has in ``folder`` where the file ``target`` is to be.

    That may be a file of this name, a folder, or a file where one of its folders has to be.
    """
    with contextlib.suppress(OSError):  # nearly always it is a file of this name
        target.unlink()
        return
    for above in reversed(target.parents):
        if folder in above.parents and not above.is_dir():
            with contextlib.suppress(IsADirectoryError):  # another process was first
                above.unlink(missing_ok=True)
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)


def _left_in(root: Path, jobs: int) -> str:
    """Return the paths of the files in a folder, each ended by NUL; level by level."""
    found, level = [], [""]
    while level:
        size, work = len(level), partial(_look_into, root, level)
        level = []
        for files, folders in in_shares(work, size, jobs, step=_STEP, worth=_WORTH):
            found.append(files)
            level += folders
    return "".join(found)


def _look_into(root: Path, folders: Sequence[str], share: range) -> tuple[str, list[str]]:
    """Return the files in some folders, and the folders; delete what an edition does not have.

    Through a link to a folder, files elsewhere would be replaced.
    """
    files, below = list[str](), list[str]()
    for above in folders[share.start : share.stop]:
        empty = True
        with os.scandir(f"{root}/{above}") as entries:
            for each in entries:
                if each.is_dir(follow_symlinks=False):
                    below.append(f"{above}{each.name}/")
                elif each.is_file(follow_symlinks=False):
                    files.append(f"{above}{each.name}\0")
                else:
                    Path(each.path).unlink()
                    continue
                empty = False
        if empty and above:
            (root / above).rmdir()
    return "".join(files), below

"""The folder in which an edition is built: a new one, one laid out, or that of an old edition.

Of some hundred thousand files nearly all are those of the edition before. To give each a second
name in a new folder, and to delete as many of the oldest edition, took longer than all else. In the
folder of that oldest edition most of them have their place already.
"""

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from cpstandard.publish.manifest import MANIFEST
from cpstandard.publish.processes import Beside, can_fork

T = TypeVar("T")

_MADE_WAY = (FileNotFoundError, NotADirectoryError, IsADirectoryError)
"""What tells that something else of the new edition is where a file was."""

_NOT_EMPTY = (errno.ENOTEMPTY, errno.EEXIST)


@dataclass(slots=True)
class EditionFolder:
    """A folder at ``path``, in which there may be what is left of an old edition.

    Whatever is left may be damaged or a stranger's. It stays only where it is the very file that is
    wanted there (``write_file``); the others are replaced, or go in the end (``clear``). Before
    ``when_ready``, nobody may write into it or delete in it: there may be a way out of it.
    """

    path: Path
    _look: Callable[[], str] | None = None
    _beside: Beside[str] | None = None
    _left: str = ""

    @classmethod
    def at(cls, path: Path, old: Path | None = None, jobs: int = 1) -> "EditionFolder":
        """Make the folder ``path``, of the one at ``old`` where that can be had.

        From here on ``old`` is no edition: it has another name and no manifest. Where there are
        several ``jobs``, another process looks at what is in it, until ``close``. Raises
        ``OSError`` where the disk fails.
        """
        if old is not None:
            try:
                old.replace(path)
                (path / MANIFEST).unlink(missing_ok=True)
            except OSError:
                shutil.rmtree(path, ignore_errors=True)
            else:
                look = partial(_left_in, path)
                if jobs > 1 and can_fork():
                    with contextlib.suppress(OSError):  # there is no room for one more process
                        beside = Beside(look)
                        return cls(path, beside.result, beside)
                return cls(path, look)
        path.mkdir()
        return cls(path)

    def when_ready(self, given: T) -> T:
        """Return what is given as soon as the folder is ready.

        What cannot be looked at is thrown away. Raises ``OSError`` where the disk fails.
        """
        look, self._look = self._look, None
        if look is not None:
            try:
                self._left = look()
            except OSError:
                shutil.rmtree(self.path, ignore_errors=True)
                self.path.mkdir()
        return given

    def close(self) -> None:
        """Stop the process that looks, if it is still at work."""
        if self._beside is not None:
            self._beside.close()

    def clear(self, wanted: Iterable[str]) -> None:
        """Delete what is left of the old edition and is none of the paths ``wanted``."""
        self.when_ready(None)
        for path in sorted(set(self._left.split("\0")[:-1]).difference(wanted)):
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


def _left_in(root: Path) -> str:
    """Return the paths of the files in a folder, each ended by NUL.

    Deletes what no edition has: through a link to a folder, files elsewhere would be replaced.
    """
    files, folders = list[str](), [""]
    for above in folders:  # to which come those that are found in them
        empty = True
        with os.scandir(f"{root}/{above}") as entries:
            for each in entries:
                if each.is_dir(follow_symlinks=False):
                    folders.append(f"{above}{each.name}/")
                elif each.is_file(follow_symlinks=False):
                    files.append(f"{above}{each.name}\0")
                else:
                    Path(each.path).unlink()
                    continue
                empty = False
        if empty and above:
            (root / above).rmdir()
    return "".join(files)

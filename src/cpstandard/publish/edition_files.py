"""Writes the files of an edition, makes sure that the disk has them, and reads them back."""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from cpstandard.core.kept_file import KeptFile, digest_of
from cpstandard.publish.manifest import MANIFEST, Facts

Content = bytes | KeptFile | Callable[[BinaryIO], None]
"""What is in a file: its bytes, a finished file, or what writes it where it may be too large."""


def write_files(folder: Path, files: Iterable[tuple[str, Content]]) -> dict[str, Facts]:
    """Write ``files`` (path and content) into ``folder`` and return what the manifest says of them.

    Each file is written before the next is asked for. Raises ``OSError`` where the disk fails.
    """
    written: dict[str, Facts] = {}
    for path, content in files:
        target = folder / path
        inside = target.resolve().is_relative_to(folder.resolve())
        if not inside or path in written or path == MANIFEST:
            raise ValueError(f"the site cannot hold the path {path!r}")  # a bug of ours
        target.parent.mkdir(parents=True, exist_ok=True)
        written[path] = _write(target, content)
    return written


def _write(target: Path, content: Content) -> Facts:
    if isinstance(content, KeptFile):
        _link(content.path, target)
        return {"sha256": content.sha256, "bytes": content.size}
    with target.open("wb") as out:
        if callable(content):
            content(out)
        else:
            out.write(content)
    digest = digest_of(target) if callable(content) else hashlib.sha256(content).hexdigest()
    return {"sha256": digest, "bytes": target.stat().st_size}


def _link(source: Path, target: Path) -> None:
    """Give a finished file a second name, which takes no room; a copy where that cannot be."""
    try:
        target.hardlink_to(source)
    except OSError:
        target.unlink(missing_ok=True)
        shutil.copyfile(source, target)


def read_back(folder: Path, written: dict[str, Facts]) -> None:
    """Hold what the disk has to what was written; raises ``OSError`` where it differs."""
    os.sync()
    for path, facts in written.items():
        if digest_of(folder / path) != facts["sha256"]:
            raise OSError(f"the disk gave back other bytes than were written to {path}")


def sync_folder(folder: Path) -> None:
    """Make sure that the names in ``folder`` outlast a power cut, where the system can do so."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some file systems cannot
            os.fsync(handle)
    finally:
        os.close(handle)

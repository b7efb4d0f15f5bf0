"""A file that lies finished on this machine, with what shows that it is whole."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from blake3 import blake3

_CHUNK = 1 << 16
_LINE = 1 << 13  # nearly all records are shorter

_AT_REST = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Opens no link, and waits for nobody who might write into a pipe; Windows knows neither."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A finished file at ``path``, of ``size`` bytes; ``sha256`` is its digest in hex.

    ``blake3`` is another, where it is known: it tells as much in a quarter of the time.
    """

    path: Path
    sha256: str
    size: int
    blake3: str = ""

    def is_whole(self) -> bool:
        """Return whether the file is there and holds what it did when it was finished.

        A link is no such file, wherever it leads, nor is anything that is not at rest.
        """
        try:
            handle = os.open(self.path, _AT_REST)
            try:
                found = os.fstat(handle)
                fits = stat.S_ISREG(found.st_mode) and found.st_size == self.size
                return fits and self._is_told_of(handle)
            finally:
                os.close(handle)
        except OSError:
            return False

    def _is_told_of(self, handle: int) -> bool:
        if not self.blake3:
            return _digest(handle) == self.sha256
        quick = blake3()
        for chunk in _read(handle):
            quick.update(chunk)
        return quick.hexdigest() == self.blake3

    def content(self) -> bytes | None:
        """Return what is in the file; ``None`` where it is not whole."""
        try:
            found = self.path.read_bytes() if self.path.stat().st_size == self.size else b""
        except OSError:
            return None
        return found if hashlib.sha256(found).hexdigest() == self.sha256 else None


class Digests(NamedTuple):
    """The digests of a file, both in hex."""

    sha256: str
    blake3: str


class Lines:
    """The lines of a finished file, each read by where it begins; the file stays open.

    Processes that are forked from this one may read on in it: no place in it is theirs in common.
    """

    def __init__(self, path: Path) -> None:
        """Open the file; raises ``OSError`` where it cannot be."""
        self._handle = os.open(path, _AT_REST)

    def __del__(self) -> None:
        """Close the file with the last that uses it."""
        if hasattr(self, "_handle"):
            os.close(self._handle)

    def at(self, begin: int) -> bytes:
        """Return the line that begins at a byte, without its end; raises ``OSError``."""
        parts, end, most = list[bytes](), b"", _LINE
        while not end and (found := os.pread(self._handle, most, begin)):
            part, end, _ = found.partition(b"\n")
            parts.append(part)
            begin, most = begin + len(found), 2 * most
        return b"".join(parts)


def digest_of(path: Path | str) -> str:
    """Return the SHA-256 of a file, in hex; raises ``OSError`` where it cannot be read."""
    handle = os.open(path, os.O_RDONLY)
    try:
        return _digest(handle)
    finally:
        os.close(handle)


def digests_of(path: Path) -> Digests:
    """Return both digests of a file, which is read once; raises ``OSError`` if it cannot be."""
    handle = os.open(path, os.O_RDONLY)
    try:
        digest, quick = hashlib.sha256(), blake3()
        for chunk in _read(handle):
            digest.update(chunk)
            quick.update(chunk)
        return Digests(digest.hexdigest(), quick.hexdigest())
    finally:
        os.close(handle)


def _digest(handle: int) -> str:
    digest = hashlib.sha256()
    for chunk in _read(handle):
        digest.update(chunk)
    return digest.hexdigest()


def _read(handle: int) -> Iterator[bytes]:
    # Most are small, and there may be some hundred thousand: a file object for each, or a large
    # place to read into, would take as long to make as the file to read.
    while chunk := os.read(handle, _CHUNK):
        yield chunk

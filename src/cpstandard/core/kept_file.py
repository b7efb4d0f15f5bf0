"""A file that lies finished on this machine, with what shows that it is whole."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A finished file at ``path``, of ``size`` bytes; ``sha256`` is its digest in hex."""

    path: Path
    sha256: str
    size: int

    def is_whole(self) -> bool:
        """Return whether the file is there and holds what it did when it was finished."""
        try:
            return self.path.stat().st_size == self.size and digest_of(self.path) == self.sha256
        except OSError:
            return False

    def content(self) -> bytes | None:
        """Return what is in the file; ``None`` where it is not whole."""
        try:
            found = self.path.read_bytes() if self.path.stat().st_size == self.size else b""
        except OSError:
            return None
        return found if hashlib.sha256(found).hexdigest() == self.sha256 else None


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hex; raises ``OSError`` where it cannot be read."""
    # Most are small, and there may be some hundred thousand: a file object for each, or a large
    # place to read into, would take as long to make as the file to read.
    digest = hashlib.sha256()
    handle = os.open(path, os.O_RDONLY)
    try:
        while chunk := os.read(handle, _CHUNK):
            digest.update(chunk)
    finally:
        os.close(handle)
    return digest.hexdigest()

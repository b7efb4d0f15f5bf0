"""The zips among the downloads: the same bytes each time, and what is large packed by zlib-ng.

It packs smaller than the standard library's zlib does, in half of the time. Another kind of
processor may pack otherwise; what comes out of it is the same everywhere.
"""

import tempfile
import zipfile
import zlib
from contextlib import ExitStack
from typing import IO

from zlib_ng import zlib_ng

_ANY_DAY = (1980, 1, 1, 0, 0, 0)  # the day in a zip must not depend on the day it is made
_LEVEL = 6
_IN_MEMORY = 4 << 20
_AT_A_TIME = 1 << 16


def entry(name: str, how: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """Return a new entry for a zip; ``how`` says whether it is packed."""
    made = zipfile.ZipInfo(name, _ANY_DAY)
    made.compress_type = how
    made.external_attr = 0o644 << 16
    return made


def opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    """Return what the content of a packed entry is written to, in bytes of any number.

    It has to be closed before the next entry is opened. Raises ``OSError`` where the disk fails.
    """
    target = archive.open(info, "w", force_zip64=True)
    # ``zipfile`` takes no compressor from outside. Were its own one day to have another name, that
    # would pack the entry, as well as ever.
    target._compressor = zlib_ng.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)  # type: ignore[attr-defined]  # noqa: SLF001
    return target


def spool(stack: ExitStack) -> IO[bytes]:
    """Return a place for what is to be packed later, on the disk where it is long.

    ``stack`` closes it.
    """
    return stack.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))


def copy(source: IO[bytes], target: IO[bytes]) -> None:
    """Write all that is in a spool to ``target``."""
    source.seek(0)
    while chunk := source.read(1 << 20):
        target.write(chunk)


class SpooledText:
    """Text that is to be packed later, written in UTF-8 some rows at a time."""

    def __init__(self, stack: ExitStack) -> None:
        """Begin with none; ``stack`` lets go of it."""
        self._spool = spool(stack)
        self._held: list[str] = []
        self._length = 0

    def write(self, text: str) -> None:
        """Add ``text``; half of a surrogate pair becomes a question mark."""
        self._held.append(text)
        self._length += len(text)
        if self._length >= _AT_A_TIME:
            self._flush()

    def copy_to(self, target: IO[bytes]) -> None:
        """Write all of it to ``target``."""
        self._flush()
        copy(self._spool, target)

    def _flush(self) -> None:
        self._spool.write("".join(self._held).encode("utf-8", "replace"))
        self._held.clear()
        self._length = 0

"""What databases say of a disk that is full or fails, told as the system tells it."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OF_SQLITE = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_IOERR: errno.EIO}
_KIND = 0xFF
"""The lowest byte of a code of SQLite; the others say the same more closely."""


def disk_error(number: int, path: Path) -> OSError:
    """Return the system's error of this number (``errno``) at ``path``."""
    return OSError(number, os.strerror(number), str(path))


@contextmanager
def sqlite_on_disk(path: Path) -> Iterator[None]:
    """Raise as ``OSError`` what SQLite says of the disk that its database ``path`` is on."""
    try:
        yield
    except sqlite3.OperationalError as error:
        # What Python's own module raises has no code of SQLite.
        number = _OF_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & _KIND)
        if number is None:
            raise
        raise disk_error(number, path) from error

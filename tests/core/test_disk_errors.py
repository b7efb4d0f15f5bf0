"""What SQLite says of the disk is the system's error; all else that it says stays as it is."""

import errno
import sqlite3
from pathlib import Path

import pytest

from cpstandard.core.disk_errors import sqlite_on_disk

PATH = Path("made.sqlite")


def said(code: int | None) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("in words of its own")
    if code is not None:
        error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "number"),
    [
        (sqlite3.SQLITE_FULL, errno.ENOSPC),
        (sqlite3.SQLITE_IOERR, errno.EIO),
        (sqlite3.SQLITE_IOERR_FSYNC, errno.EIO),
    ],
)
def test_a_disk_that_is_full_or_fails(code: int, number: int) -> None:
    with pytest.raises(OSError, match=r"made\.sqlite") as raised, sqlite_on_disk(PATH):
        raise said(code)
    assert raised.value.errno == number


@pytest.mark.parametrize("code", [None, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CANTOPEN])
def test_anything_else_is_no_fault_of_the_disk(code: int | None) -> None:
    with pytest.raises(sqlite3.OperationalError, match="of its own"), sqlite_on_disk(PATH):
        raise said(code)

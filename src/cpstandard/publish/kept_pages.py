"""What the pages of the last edition were made of, so that they need not be made again."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_FORM = 1
"""Another number stands for another form of the file, which is then made anew."""


class Kept(NamedTuple):
    """A file of an edition: the key of what it was made of, its digest in hex, its bytes."""

    key: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class KeptPages:
    """A SQLite file with a row for each page, written whole when all pages are in their places.

    It is no more than a help: without it, or where it cannot be read, every page is made. It need
    not fit the edition that is there, for a page is only taken if its bytes are those told here.
    """

    path: Path

    def read(self) -> dict[str, Kept]:
        """Return what is known, by the path of the page; nothing where the file is no use."""
        try:
            with closing(
                sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)
            ) as db:
                if db.execute("PRAGMA user_version").fetchone() != (_FORM,):
                    return {}
                rows = db.execute("SELECT path, key, sha256, size FROM page")
                return {str(path): Kept(str(k), str(s), int(n)) for path, k, s, n in rows}
        except (sqlite3.Error, ValueError, TypeError):
            return {}

    def write(self, pages: Mapping[str, Kept]) -> None:
        """Keep ``pages`` in place of what was known; where the disk refuses, keep nothing."""
        part = self.path.with_name(f".part-{self.path.name}")
        try:
            part.unlink(missing_ok=True)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            _write(part, ((path, *kept) for path, kept in pages.items() if kept.key))
            part.replace(self.path)
        except (OSError, sqlite3.Error):
            for left in (part, self.path):
                with contextlib.suppress(OSError):
                    left.unlink(missing_ok=True)


def _write(path: Path, rows: Iterable[tuple[str, str, str, int]]) -> None:
    with closing(sqlite3.connect(path)) as db, _transaction(db):
        db.execute(
            "CREATE TABLE page (path TEXT PRIMARY KEY, key TEXT, sha256 TEXT, size INTEGER) "
            "WITHOUT ROWID"
        )
        db.executemany("INSERT INTO page VALUES (?, ?, ?, ?)", rows)
        db.execute(f"PRAGMA user_version = {_FORM:d}")


@contextlib.contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    # It is put in place when it is whole: no journal is needed, nor that the disk is waited for.
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    with db:
        yield

"""The search's entries of the records, kept so that each is worked out once."""

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cpstandard.publish.entry import Entry
from cpstandard.publish.search.entry import SearchEntry

_AT_A_TIME = 500

Make = Callable[[Entry], SearchEntry]


@dataclass(frozen=True, slots=True)
class KeptEntries:
    """A SQLite file with the search's entry of each record, under a key of all it is made of.

    ``common`` is a digest of what is the same for all. The file is no more than a help: where it
    cannot be read or written, every entry is made.
    """

    path: Path
    common: str

    def all(self, entries: Sequence[Entry], make: Make) -> Iterator[SearchEntry]:
        """Yield the search's entry of each of ``entries``; what nobody asked for is dropped."""
        done = 0
        try:
            with closing(self._opened()) as db:
                for entry in self._kept(db, entries, make):
                    done += 1
                    yield entry
        except (sqlite3.Error, OSError):
            # Whatever was kept is of no use; the rest is made.
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)
            yield from map(make, entries[done:])

    def _opened(self) -> sqlite3.Connection:
        try:
            return self._connected()
        except sqlite3.DatabaseError:  # it is damaged, or was something else
            self.path.unlink(missing_ok=True)
            return self._connected()

    def _connected(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None)
        db.execute("PRAGMA synchronous = OFF")
        db.execute("CREATE TABLE IF NOT EXISTS about (common TEXT PRIMARY KEY)")
        db.execute(
            "CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, text TEXT, digest TEXT)"
        )
        if db.execute("SELECT common FROM about").fetchall() != [(self.common,)]:
            db.execute("BEGIN")
            db.execute("DELETE FROM about")
            db.execute("DELETE FROM entry")
            db.execute("INSERT INTO about VALUES (?)", [self.common])
            db.execute("COMMIT")
        return db

    @staticmethod
    def _kept(
        db: sqlite3.Connection, entries: Sequence[Entry], make: Make
    ) -> Iterator[SearchEntry]:
        known = {str(key) for (key,) in db.execute("SELECT key FROM entry")}
        db.execute("BEGIN")
        wanted: set[str] = set()
        for start in range(0, len(entries), _AT_A_TIME):
            part = entries[start : start + _AT_A_TIME]
            keys = [entry.key for entry in part]
            wanted.update(keys)
            marks = ",".join("?" * len(keys))
            rows = db.execute(f"SELECT * FROM entry WHERE key IN ({marks})", keys)  # noqa: S608
            found: dict[str, SearchEntry] = {
                key: json.loads(text) for key, text, digest in rows if _digest(text) == digest
            }
            for key, entry in zip(keys, part, strict=True):
                if key not in found:
                    found[key] = make(entry)
                    text = json.dumps(found[key], separators=(",", ":"))
                    row = key, text, _digest(text)
                    db.execute("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)", row)
                yield found[key]
        db.executemany("DELETE FROM entry WHERE key = ?", ([key] for key in known - wanted))
        db.execute("COMMIT")


def _digest(text: object) -> str:
    """Return what shows that a text is as it was written."""
    return hashlib.sha256(str(text).encode("utf-8", "replace")).hexdigest()

"""The SQLite file in which the parts of the index are kept."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cpstandard.publish.search.file_store import FileStore
from cpstandard.publish.search.part import KINDS, Kind


class PartStore:
    """Parts of the index, each with the keys of its records and a digest over all of it.

    Beside them lie the ``files`` that were made of them. ``common`` tells what is the same for all
    records; what was kept under another is not sound.
    Raises ``sqlite3.Error`` where the file cannot be read or written.
    """

    def __init__(self, path: Path | None, common: str) -> None:
        """Open the file, or without a ``path`` keep all in memory."""
        self._common = common
        self._digests: dict[tuple[int, Kind], bytes] = {}
        self.seals: dict[int, bytes] = {}
        """The digest of each part that is at hand."""
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None)
        try:
            self._prepare()
            self.files = FileStore(self._db, common, keep=path is not None)
        except sqlite3.Error:
            self._db.close()
            raise

    def _prepare(self) -> None:
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("BEGIN")
        if not self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            self._db.execute(
                "CREATE TABLE part (number INTEGER PRIMARY KEY, keys BLOB, digest BLOB)"
            )
            self._db.execute(
                "CREATE TABLE piece (part INTEGER, kind TEXT, content BLOB, "
                "PRIMARY KEY (part, kind))"
            )

    def sound(self) -> Iterator[tuple[int, bytes]]:
        """Yield the number of each part that is as it was written, and the keys of its records."""
        for number, keys, digest in self._db.execute("SELECT number, keys, digest FROM part"):
            query = "SELECT kind, content FROM piece WHERE part = ?"
            pieces = dict(self._db.execute(query, [number]))
            if digest == self._seal(number, keys, {kind: pieces.get(kind) for kind in KINDS}):
                self.seals[number] = digest
                yield number, keys

    def keep(self, keys: bytes, pieces: Mapping[Kind, bytes]) -> int:
        """Keep one more part and return its number."""
        (number,) = self._db.execute("SELECT 1 + coalesce(max(number), 0) FROM part").fetchone()
        self.seals[number] = digest = self._seal(number, keys, pieces)
        self._db.execute("INSERT INTO part VALUES (?, ?, ?)", [number, keys, digest])
        rows = [(number, kind, content) for kind, content in pieces.items()]
        self._db.executemany("INSERT INTO piece VALUES (?, ?, ?)", rows)
        return int(number)

    def drop_others(self, wanted: Iterable[int]) -> None:
        """Drop every part that is not among those ``wanted``."""
        numbers = json.dumps(list(wanted))
        for column, table in (("number", "part"), ("part", "piece")):
            others = "NOT IN (SELECT value FROM json_each(?))"
            self._db.execute(f"DELETE FROM {table} WHERE {column} {others}", [numbers])  # noqa: S608

    def settle(self) -> None:
        """Let all that was done stay."""
        self._db.execute("COMMIT")
        self._db.execute("BEGIN")

    def piece(self, number: int, kind: Kind) -> bytes:
        """Return a piece of a part that was sound, or was kept since."""
        query = "SELECT content FROM piece WHERE part = ? AND kind = ?"
        for (content,) in self._db.execute(query, [number, kind]):
            if _digest(content) == self._digests[number, kind]:
                return bytes(content)
        raise sqlite3.DatabaseError("a piece is not what it was")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _seal(self, number: int, keys: object, pieces: Mapping[Kind, object]) -> bytes:
        """Return what shows that all of a part is as it was written, and belongs together."""
        digests = {(number, kind): _digest(pieces[kind]) for kind in KINDS}
        self._digests |= digests
        return _digest(b"".join((self._common.encode(), _digest(keys), *digests.values())))


def _digest(content: object) -> bytes:
    """Return a digest of bytes; anything else in their place has that of none at all."""
    return hashlib.sha256(content if isinstance(content, bytes) else b"").digest()

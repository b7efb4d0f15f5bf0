"""The files of the index as they were last made, kept beside the parts that they were made of."""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping

from cpstandard.publish.search.blocks import pack


class FileStore:
    """Files of the index, each under its path and a digest of its block before that was packed.

    ``origin`` tells what they were made of: by the number of a part, what the caller gave. What was
    harmed, or was kept under another ``common``, is as if it had never been there. Raises
    ``sqlite3.Error`` where the database cannot be read or written.
    """

    def __init__(self, db: sqlite3.Connection, common: str, *, keep: bool) -> None:
        """Look for what is there; what is made is not put to it unless it is to ``keep`` it."""
        self._db, self._common, self._keep = db, common, keep
        self._known: dict[str, tuple[bytes, bytes]] = {}
        self._asked_for: set[str] = set()
        self.origin: dict[int, bytes] = {}
        self._look(db)

    def _look(self, db: sqlite3.Connection) -> None:
        if not db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'file'").fetchone()[0]:
            db.execute("CREATE TABLE file (path TEXT PRIMARY KEY, block BLOB, content BLOB)")
            db.execute("CREATE TABLE origin (part INTEGER PRIMARY KEY, told BLOB)")
            db.execute("CREATE TABLE seal (digest BLOB)")
        rows = db.execute("SELECT path, block, content FROM file")
        known = {path: (block, _digest(content)) for path, block, content in rows}
        origin = dict(db.execute("SELECT part, told FROM origin"))
        if db.execute("SELECT digest FROM seal").fetchall() == [(self._seal(known, origin),)]:
            self._known, self.origin = known, origin
        else:
            db.execute("DELETE FROM file")

    def packed(self, path: str, block: bytes) -> bytes:
        """Return a file with this block: the one that is kept, or it is packed, and kept."""
        digest = _digest(block)
        self._asked_for.add(path)
        known, _ = self._known.get(path, (None, None))
        if known == digest:
            return self._content(path)
        content = pack(block)
        if self._keep:
            self._db.execute("REPLACE INTO file VALUES (?, ?, ?)", [path, digest, content])
            self._known[path] = digest, _digest(content)
        return content

    def numbered(self, folder: str) -> Iterator[bytes]:
        """Yield the files of a folder that are kept, in the order of their numbers."""
        number = 0
        while (path := f"{folder}/{number}.bin") in self._known:
            yield self._content(path)
            number += 1

    def settle(self, origin: Mapping[int, bytes]) -> None:
        """Drop every file that was not asked for, and tell what the others were made of."""
        if not self._keep:
            return
        gone = self._known.keys() - self._asked_for
        self._db.executemany("DELETE FROM file WHERE path = ?", [[path] for path in gone])
        self._known = {path: self._known[path] for path in self._asked_for}
        self.origin = dict(origin)
        self._db.execute("DELETE FROM origin")
        self._db.executemany("INSERT INTO origin VALUES (?, ?)", origin.items())
        self._db.execute("DELETE FROM seal")
        self._db.execute("INSERT INTO seal VALUES (?)", [self._seal(self._known, self.origin)])

    def _content(self, path: str) -> bytes:
        for (content,) in self._db.execute("SELECT content FROM file WHERE path = ?", [path]):
            if _digest(content) == self._known[path][1]:
                return bytes(content)
        raise sqlite3.DatabaseError("a file is not what it was")

    def _seal(self, known: Mapping[str, object], origin: Mapping[int, object]) -> bytes:
        """Return what shows that all is as it was written, and belongs together."""
        rows = sorted(known.items(), key=repr), sorted(origin.items(), key=repr)
        return _digest(repr((self._common, *rows)).encode())


def _digest(content: object) -> bytes:
    """Return a digest of bytes; anything else in their place has that of none at all."""
    return hashlib.sha256(content if isinstance(content, bytes) else b"").digest()

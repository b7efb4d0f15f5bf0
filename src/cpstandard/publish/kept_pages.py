"""What the pages of the last edition were made of, so that they need not be made again."""

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from blake3 import blake3

from cpstandard.core.json_codec import kept_json, read_json

_FORM = 7
"""Another number stands for another form of the file, which is then made anew."""

_AT_A_TIME = 1 << 20
"""How many characters are held before they are written."""

_AT_ONCE = 1 << 18
"""How many bytes of pages are looked at together, which takes a third of the time."""


class Kept(NamedTuple):
    """A file of an edition: its path, the key of what it was made of, its digest in hex, its bytes.

    ``parts`` says where its kept parts stand in it, as JSON; empty where it has none.
    """

    path: str
    key: str
    sha256: str
    size: int
    parts: str = ""


class KeptShelf(NamedTuple):
    """What is kept of a shelf: its own ``key``, empty for none, and its files as they are written.

    Most have the key that they had, and nobody but who lists the site asks for their files.
    ``together`` is the digest of all of them (``Together``); empty where it is not known.
    """

    key: str
    text: str
    together: str = ""

    @classmethod
    def of(cls, key: str, several: Sequence[Kept], together: str = "") -> "KeptShelf":
        """Return what is to be kept of some files."""
        text = kept_json(several).decode() if several else ""
        return cls(key if several else "", text, together)

    def anew(self, key: str, several: Sequence[Kept], together: str) -> "KeptShelf":
        """Return what is to be kept of some files now; those of before have the same digest."""
        now = self.of(key, several, together)
        same = not together and now.text == self.text
        return now._replace(together=self.together) if same else now

    def rows(self) -> Iterator[Kept]:
        """Yield its files."""
        return map(Kept._make, self._read())

    def listed(self) -> Iterator[tuple[str, str, int]]:
        """Yield the path, the digest and the size of each file, sooner than ``rows`` does."""
        return ((path, sha256, size) for path, _key, sha256, size, _parts in self._read())

    def _read(self) -> Sequence[tuple[str, str, str, int, str]]:
        return read_json(self.text.encode()) if self.text else ()


class Together:
    """The digest of the contents of some files, of which each has the size that is told of it.

    To find one of all takes a quarter of the time that the SHA-256 of each takes.
    """

    def __init__(self) -> None:
        """Begin with no file."""
        self._digest = blake3()
        self._held: list[bytes] = []
        self._size = 0

    def add(self, content: bytes) -> None:
        """Add the content of one more file."""
        self._held.append(content)
        self._size += len(content)
        if self._size >= _AT_ONCE:
            self._take()

    def hexdigest(self) -> str:
        """Return the digest of all until now, in hex."""
        self._take()
        return self._digest.hexdigest()

    def _take(self) -> None:
        self._digest.update(b"".join(self._held))
        self._held.clear()
        self._size = 0


NOTHING = KeptShelf("", "")
"""What is kept where nothing is."""


@dataclass(frozen=True, slots=True)
class KeptPages:
    """A SQLite file with a row for each shelf, put in place whole when all of them are.

    It is no more than a help: without it, or where it cannot be read, every page is made. It need
    not fit the edition that is there, for a page is only taken if its bytes are those told here.
    """

    path: Path

    def read(self, name: str) -> KeptShelf:
        """Return what is known of the files kept by a name; any process may ask."""
        return dict(self._rows("WHERE name = ?", (name,))).get(name, NOTHING)

    def all(self, share: range) -> Iterator[tuple[str, KeptShelf]]:
        """Yield what is known of the shelves at some positions, by their names."""
        return self._rows("WHERE rowid > ? AND rowid <= ?", (share.start, share.stop))

    def shelves(self) -> int:
        """Return how many shelves are known; none where the file is no use."""
        return int(next(self._asked("SELECT count(*) FROM kept", ()), (0,))[0])

    def _rows(self, which: str, values: Sequence[str | int]) -> Iterator[tuple[str, KeptShelf]]:
        asked = f"SELECT name, key, text, together, proof FROM kept {which}"  # noqa: S608
        for name, key, text, together, proof in self._asked(asked, values):
            if _proof(key, text, together) == proof:
                yield name, KeptShelf(key, text, together)

    def _asked(self, asked: str, values: Sequence[str | int]) -> Iterator[tuple[Any, ...]]:
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True)) as db:
                if db.execute("PRAGMA user_version").fetchone() == (_FORM,):
                    yield from db.execute(asked, values)
        except sqlite3.Error:
            return

    def size(self) -> int:
        """Return how large the file is, in bytes; 0 where there is none."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    @contextlib.contextmanager
    def anew(self) -> Iterator["NewPages"]:
        """Gather pages in place of what was known; where the disk refuses, keep nothing.

        What was known stays as it is until all are gathered, or for good if that breaks off.
        """
        new = NewPages(self.path.with_name(f".part-{self.path.name}"))
        try:
            yield new
            if not new.finish(self.path):
                with contextlib.suppress(OSError):
                    self.path.unlink(missing_ok=True)
        finally:
            new.close()


class NewPages:
    """A file of pages that is not in its place yet."""

    def __init__(self, part: Path) -> None:
        """Begin with no page; the file ``part`` is made with the first, after any process."""
        self._part = part
        self._rows: list[tuple[str, ...]] = []
        self._held = 0
        self._db: sqlite3.Connection | None = None
        self._refused = False

    def keep(self, name: str, shelf: KeptShelf) -> None:
        """Keep what is known of a shelf; of one without files, nothing."""
        if shelf.text and not self._refused:
            self._rows.append((name, *shelf, _proof(*shelf)))
            self._held += len(shelf.text)
            if self._held >= _AT_A_TIME:
                self._write()

    def finish(self, path: Path) -> bool:
        """Put the file in its place; return whether the disk let it be done."""
        self._write()
        if self._db is not None and not self._refused:
            try:
                # Pages come in the order in which they are asked for, and rows stay in it. An index
                # that is made in the end is one sorting, and not a place to be found for each row.
                self._db.execute("CREATE UNIQUE INDEX kept_by_name ON kept (name)")
                self._db.commit()
                self._db.close()
                self._part.replace(path)
            except (OSError, sqlite3.Error):
                self._refused = True
        return not self._refused

    def close(self) -> None:
        """Leave nothing that is half done."""
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)

    def _write(self) -> None:
        if self._refused:
            return
        try:
            if self._db is None:
                self._part.unlink(missing_ok=True)
                self._part.parent.mkdir(parents=True, exist_ok=True)
                self._db = _opened(self._part)
            self._db.executemany("INSERT INTO kept VALUES (?, ?, ?, ?, ?)", self._rows)
        except (OSError, sqlite3.Error):
            self._refused = True
        self._rows.clear()
        self._held = 0


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    # It is put in place when it is whole: no journal is needed, nor that the disk is waited for.
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("CREATE TABLE kept (name TEXT, key TEXT, text TEXT, together TEXT, proof TEXT)")
    db.execute(f"PRAGMA user_version = {_FORM:d}")
    return db


def _proof(key: object, text: object, together: object) -> str:
    """Return what shows that a row is as it was written.

    A damaged page shows when it is looked at; what is said of its parts would not.
    """
    return hashlib.sha256(f"{key} {together} {text}".encode("utf-8", "replace")).hexdigest()

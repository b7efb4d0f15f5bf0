"""What the pages of the last edition were made of, so that they need not be made again."""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blake3 import blake3

from cpstandard.publish.kept_shelf import NOTHING, KeptShelf

_FORM = 8
"""Another number stands for another form of the file, which is then made anew."""

_AT_A_TIME = 1 << 20
"""How many characters are held before they are written."""


@dataclass(frozen=True, slots=True)
class KeptPages:
    """A SQLite file with a row for each shelf, put in place whole when all of them are.

    It is no more than a help: without it, or where it cannot be read, every page is made. It need
    not fit the edition that is there, for a page is only taken if its bytes are those told here.
    """

    path: Path

    def read(self, name: str) -> KeptShelf:
        """Return what is known of the files kept by a name; any process may ask."""
        return self.in_full(name, self.glance(name))

    def in_full(self, name: str, found: KeptShelf) -> KeptShelf:
        """Return what was glanced at with what the files were made of; nothing without it."""
        asked = self._asked("SELECT made_of, proof_of_made FROM kept WHERE name = ?", (name,))
        made_of, proof = next(asked, ("", ""))
        is_whole = found.listed and _proof(made_of) == proof
        return found._replace(made_of=made_of) if is_whole else NOTHING

    def glance(self, name: str) -> KeptShelf:
        """Return the same without what the files were made of, which is most of it."""
        return dict(self._rows("name = ?", (name,))).get(name, NOTHING)

    def glances(self, share: range) -> Iterator[tuple[str, KeptShelf]]:
        """Yield the same of the shelves at some positions, by their names."""
        return self._rows("rowid > ? AND rowid <= ?", (share.start, share.stop))

    def shelves(self) -> int:
        """Return how many shelves are known; none where the file is no use."""
        return int(next(self._asked("SELECT count(*) FROM kept", ()), (0,))[0])

    def _rows(self, which: str, values: Sequence[str | int]) -> Iterator[tuple[str, KeptShelf]]:
        asked = f"SELECT name, key, listed, together, proof FROM kept WHERE {which}"  # noqa: S608
        for name, key, listed, together, proof in self._asked(asked, values):
            if _proof(key, listed, together) == proof:
                yield name, KeptShelf(key, listed, None, together)

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
        new = NewPages(self.path.with_name(f".part-{self.path.name}"), self.path)
        try:
            yield new
            if not new.finish(self.path):
                with contextlib.suppress(OSError):
                    self.path.unlink(missing_ok=True)
        finally:
            new.close()


class NewPages:
    """A file of pages that is not in its place yet."""

    def __init__(self, part: Path, former: Path) -> None:
        """Begin with no page; the file ``part`` is made with the first, after any process.

        ``former`` is that of the edition before.
        """
        self._part = part
        self._former = former
        self._rows: list[tuple[str, ...]] = []
        self._held = 0
        self._db: sqlite3.Connection | None = None
        self._refused = False

    def keep(self, name: str, shelf: KeptShelf) -> None:
        """Keep what is known of a shelf; of one without files, nothing.

        What its files were made of is what it was, where that was not read.
        """
        if not shelf.listed or self._refused:
            return
        told = (shelf.key, shelf.listed, shelf.together)
        row = (name, *told, _proof(*told))
        if shelf.made_of is None:
            self._write_held()
            self._write(_AS_IT_WAS, [(*row, name)])
            return
        self._rows.append((*row, shelf.made_of, _proof(shelf.made_of)))
        self._held += len(shelf.listed) + len(shelf.made_of)
        if self._held >= _AT_A_TIME:
            self._write_held()

    def finish(self, path: Path) -> bool:
        """Put the file in its place; return whether the disk let it be done."""
        self._write_held()
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

    def _write_held(self) -> None:
        rows, self._rows, self._held = self._rows, [], 0
        if rows:
            self._write(_ANEW, rows)

    def _write(self, how: str, rows: Sequence[tuple[str, ...]]) -> None:
        if self._refused:
            return
        try:
            if self._db is None:
                self._part.unlink(missing_ok=True)
                self._part.parent.mkdir(parents=True, exist_ok=True)
                self._db = _opened(self._part, self._former)
            self._db.executemany(how, rows)
        except (OSError, sqlite3.Error):
            self._refused = True


_COLUMNS = "name TEXT, key TEXT, listed TEXT, together TEXT, proof TEXT"
"""Of a row, what is read of every shelf; behind them stands what few are asked for."""

_ANEW = "INSERT INTO kept VALUES (?, ?, ?, ?, ?, ?, ?)"
_AS_IT_WAS = (
    "INSERT INTO kept SELECT ?, ?, ?, ?, ?, made_of, proof_of_made FROM former.kept WHERE name = ?"
)


def _opened(path: Path, former: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path.absolute().as_uri(), uri=True)
    # It is put in place when it is whole: no journal is needed, nor that the disk is waited for.
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute(f"CREATE TABLE kept ({_COLUMNS}, made_of TEXT, proof_of_made TEXT)")
    db.execute(f"PRAGMA user_version = {_FORM:d}")
    with contextlib.suppress(sqlite3.Error):  # there is none
        db.execute("ATTACH ? AS former", (f"{former.absolute().as_uri()}?mode=ro",))
    return db


def _proof(*texts: object) -> str:
    """Return what shows that part of a row is as it was written.

    A damaged page shows when it is looked at; what is said of its parts would not.
    """
    return blake3(" ".join(map(str, texts)).encode("utf-8", "replace")).hexdigest()

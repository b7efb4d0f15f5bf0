"""Brings rows of several tables together by a key, when they are more than memory should hold."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Cells with other control signs in them are nobody's honest text; this one parts cells.
_BETWEEN = "\x1f"
_BATCH = 5000


class KeptRow(NamedTuple):
    """A row that waits to be asked for: its table, its number there, and its cells."""

    table: str
    number: int
    joined: str

    @property
    def cells(self) -> list[str]:
        """The cells, parted when they are asked for."""
        return self.joined.split(_BETWEEN)


class GroupedRows:
    """Rows of any number of tables, found again by their key, in whatever order they came.

    They are kept in a private database of SQLite, which lies in a temporary file where it grows
    large, and goes with this object.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        # An empty name is a temporary database; nobody else can open it.
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute("PRAGMA cache_size = -16000")
        self._base.execute("CREATE TABLE kept (key TEXT, part INTEGER, number INTEGER, cells TEXT)")
        self._base.execute("CREATE TABLE asked (key TEXT PRIMARY KEY) WITHOUT ROWID")
        self._tables: list[str] = []
        self._asked: list[str] = []
        self._ready = False

    def add(self, table: str, rows: Iterable[tuple[str, int, list[str]]]) -> None:
        """Keep ``rows`` of ``table``: each a key, the row's number and its cells."""
        part = len(self._tables)
        self._tables.append(table)
        self._base.execute("BEGIN")
        self._base.executemany(
            "INSERT INTO kept VALUES (?, ?, ?, ?)",
            (
                (key, part, number, _BETWEEN.join(cells) if cells else "")
                for key, number, cells in rows
            ),
        )
        self._base.execute("COMMIT")
        self._ready = False

    def of(self, key: str, tables: Iterable[str] = ()) -> list[KeptRow]:
        """Return the rows with ``key``, in the order in which tables and rows were added.

        Only those of ``tables``, where any are named.
        """
        self._prepare()
        self.asked(key)
        parts = [self._tables.index(table) for table in tables if table in self._tables]
        if tables and not parts:
            return []
        among = f"AND part IN ({', '.join(map(str, parts))})" if parts else ""
        return self._kept(
            self._base.execute(
                "SELECT part, number, cells FROM kept "  # noqa: S608 - our own numbers
                f"WHERE key = ? {among} ORDER BY part, number",
                (key,),
            ).fetchall()
        )

    def asked(self, key: str) -> None:
        """Take note that the rows with ``key`` belong to something, without giving them."""
        self._asked.append(key)
        if len(self._asked) >= _BATCH:
            self._write_asked()

    def never_asked(self) -> Iterator[KeptRow]:
        """Yield the rows whose key nobody has asked for."""
        self._prepare()
        self._write_asked()
        left = self._base.execute(
            "SELECT part, number, cells FROM kept WHERE key NOT IN asked ORDER BY part, number"
        )
        while some := left.fetchmany(1000):
            yield from self._kept(some)

    def _kept(self, found: Iterable[tuple[int, int, str]]) -> list[KeptRow]:
        return [KeptRow(self._tables[part], number, cells) for part, number, cells in found]

    def _write_asked(self) -> None:
        # One transaction for many: each costs more than what it writes.
        self._base.execute("BEGIN")
        self._base.executemany(
            "INSERT OR IGNORE INTO asked VALUES (?)", ((key,) for key in self._asked)
        )
        self._base.execute("COMMIT")
        self._asked.clear()

    def _prepare(self) -> None:
        if not self._ready:
            self._base.execute(
                "CREATE INDEX IF NOT EXISTS by_key ON kept (key, part, number, cells)"
            )
            self._ready = True

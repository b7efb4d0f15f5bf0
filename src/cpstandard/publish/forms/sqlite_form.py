"""Writes a package as an SQLite database that explains itself: tables, codes and dictionary."""

import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from cpstandard.core.disk_errors import sqlite_on_disk
from cpstandard.core.errors import UnusableInput
from cpstandard.core.licences import licence_of
from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.publish.forms.pieces import Pieces, write_at_once
from cpstandard.publish.forms.relational import MAIN, OWNER, POSITION, Table, tables

_SETTINGS = "PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
_OWN_TABLES = """
CREATE TABLE package (field TEXT PRIMARY KEY, value TEXT);
CREATE TABLE licences (licence TEXT PRIMARY KEY, title TEXT, address TEXT, allows TEXT,
    initiatives INTEGER);
CREATE TABLE codes (codelist TEXT, code TEXT, title TEXT, description TEXT,
    PRIMARY KEY (codelist, code));
CREATE TABLE dictionary ("table" TEXT, "column" TEXT, type TEXT, required INTEGER, codelist TEXT,
    path TEXT, title TEXT, description TEXT, PRIMARY KEY ("table", "column"));
"""

_GIVEN = "CREATE TABLE given (licence TEXT PRIMARY KEY, initiatives INTEGER)"
"""Of a piece: how many of its records give which licence of their own, empty for none."""
_IN_BOTH = f"SELECT id FROM piece.{MAIN} WHERE id IN (SELECT id FROM main.{MAIN})"  # noqa: S608


def write_sqlite(
    header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard
) -> None:
    """Write the package as one database file; text is bound, never part of a statement.

    The same records give the same bytes with the same release of SQLite. Memory holds a page
    cache of a few megabytes, and not the records. Raises ``UnusableInput`` where two records have
    the same id.
    """
    write_at_once(SQLITE_PIECES, header, records, out, standard)


def write_sqlite_piece(records: Iterable[Record], out: BinaryIO, standard: Standard) -> None:
    """Write the rows of some records as a database of their tables, without indexes."""
    form = tables(standard)
    counts = Counter[str]()
    with _made(out) as database:
        database.execute("BEGIN")
        inserts = [_create(database, table) for table in form]
        for record in records:
            for table, insert in zip(form, inserts, strict=True):
                rows = list(table.rows(record))
                try:
                    if rows:  # of most lists there are none
                        database.executemany(insert, rows)
                except sqlite3.IntegrityError as error:
                    raise _twice(record["id"]) from error
            counts[licence_of(record, "")] += 1
        database.execute(_GIVEN)
        database.executemany("INSERT INTO given VALUES (?, ?)", sorted(counts.items()))
        database.execute("COMMIT")


def join_sqlite(header: Record, pieces: Sequence[Path], out: BinaryIO, standard: Standard) -> None:
    """Write the package from the databases of its pieces, in their order."""
    form = tables(standard)
    counts = Counter[str]()
    with _made(out) as database:
        for table in form:
            _create(database, table)
        for path in pieces:
            database.execute("ATTACH ? AS piece", (str(path),))
            for (both,) in database.execute(_IN_BOTH):
                raise _twice(both)
            database.execute("BEGIN")
            database.execute(f"{_moving(MAIN)} ORDER BY rowid")
            for table in form[1:]:
                # With no index and no order asked for, SQLite moves rows as they stand, in turn.
                database.execute(_moving(table.name))
            for licence, count in database.execute("SELECT licence, initiatives FROM piece.given"):
                counts[licence or header["licence"]] += count
            database.execute("COMMIT")
            database.execute("DETACH piece")
        database.execute("BEGIN")
        for table in form[1:]:
            database.execute(f'CREATE INDEX "of_{table.name}" ON "{table.name}" ("{OWNER}")')
        for statement in _OWN_TABLES.split(";")[:-1]:
            database.execute(statement)
        _explain(database, header, counts, form, standard)
        database.execute("COMMIT")


def _moving(table: str) -> str:
    """Return the statement that puts the rows of a piece, as SQLite holds them, to the others."""
    return f'INSERT INTO main."{table}" SELECT * FROM piece."{table}"'  # noqa: S608 - of the schema


def _twice(record_id: str) -> UnusableInput:
    return UnusableInput(f"Two records have the id {record_id}; a database holds one of each.")


@contextmanager
def _made(out: BinaryIO) -> Iterator[sqlite3.Connection]:
    """Give a new database, and write it to ``out`` when it is done.

    Raises ``OSError`` where the disk fails.
    """
    with tempfile.TemporaryDirectory(prefix="cpstandard-sqlite-") as folder:
        path = Path(folder) / "package.sqlite"
        with sqlite_on_disk(path), closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.executescript(_SETTINGS)
            yield database
        with path.open("rb") as made:
            shutil.copyfileobj(made, out, 1 << 20)


def _create(database: sqlite3.Connection, table: Table) -> str:
    """Make a table and return the statement that puts a row into it."""
    columns = [_definition(c.name, c.kind, unique=c.path == ("id",)) for c in table.columns]
    if table.at:
        columns = [_definition(c.name, c.kind) for c in table.columns]
        owner = f'"{OWNER}" TEXT NOT NULL REFERENCES "{MAIN}" ("id")'
        columns = [owner, f'"{POSITION}" INTEGER NOT NULL', *columns]
    # The names come from the standard's schema, whose fields are words.
    database.execute(f'CREATE TABLE "{table.name}" ({", ".join(columns)})')
    return f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(columns))})'  # noqa: S608


def _definition(name: str, kind: str, *, unique: bool = False) -> str:
    return f'"{name}" {kind}' + (" PRIMARY KEY" if unique else "")


def _explain(
    database: sqlite3.Connection,
    header: Record,
    counts: Mapping[str, int],
    form: list[Table],
    standard: Standard,
) -> None:
    """Fill in the tables that say what the others hold."""
    publisher = header["publisher"]
    said = {
        "title": header.get("title") or publisher["name"],
        "publisher": publisher["name"],
        "licence": header["licence"],
        "standardVersion": header["standardVersion"],
    }
    database.executemany("INSERT INTO package VALUES (?, ?)", said.items())
    for licence in sorted(counts):
        known = standard.licences.find(licence)
        about = (known.title, known.address, known.allows) if known else (licence, "", "")
        row = (licence, *about, counts[licence])
        database.execute("INSERT INTO licences VALUES (?, ?, ?, ?, ?)", row)
    for codelist in standard.codelists.values():
        rows = [(codelist.name, c.code, c.title, c.description) for c in codelist]
        database.executemany("INSERT INTO codes VALUES (?, ?, ?, ?)", rows)
    for table in form:
        database.executemany(
            "INSERT INTO dictionary VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    table.name,
                    column.name,
                    column.kind,
                    int(column.field.required),
                    column.field.codelist,
                    ".".join((*table.at, *column.path)),
                    column.field.title,
                    column.field.description,
                )
                for column in table.columns
            ],
        )


SQLITE_PIECES = Pieces("sqlite", write_sqlite_piece, join_sqlite)

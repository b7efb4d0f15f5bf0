"""Writes a package as Parquet, by DuckDB (the extra ``parquet``): a row an initiative, nested.

The columns and their types are made from the schema, so that every edition has the same, whatever
its records hold. Dates are texts, for many are partial: ``1985-06``.
"""

import errno
import importlib.util
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cpstandard.core.disk_errors import disk_error
from cpstandard.core.errors import UnusableInput
from cpstandard.core.record import Record
from cpstandard.core.standard import Schema, Standard
from cpstandard.publish.forms.jsonl_form import write_jsonl_piece
from cpstandard.publish.forms.pieces import Pieces, write_at_once

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TYPES = {"string": "VARCHAR", "number": "DOUBLE", "integer": "BIGINT", "boolean": "BOOLEAN"}
_ROWS_IN_A_GROUP = 8192
_MOST_IN_A_RECORD = 64 << 20
# One thread, so that the order of the rows and with it every byte is the same each time.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": "1",
    "memory_limit": "512MB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def is_installed() -> bool:
    """Return whether DuckDB is there."""
    return importlib.util.find_spec("duckdb") is not None


def write_parquet(
    header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard
) -> None:
    """Write the package as one Parquet file, compressed with Zstandard.

    The envelope stands in the file's own metadata, as JSON under ``cpstandard``. Memory holds a
    group of rows. Raises ``UnusableInput`` where DuckDB is not installed.
    """
    write_at_once(PARQUET_PIECES, header, records, out, standard)


def join_parquet(header: Record, pieces: Sequence[Path], out: BinaryIO, standard: Standard) -> None:
    """Write the package from pieces of JSON Lines, in their order."""
    typed = ", ".join(f"{_text(name)}: {_text(kind)}" for name, kind in columns(standard).items())
    files = ", ".join(_text(str(path)) for path in pieces)
    _copy(
        f"read_json([{files}], format = 'newline_delimited', "
        f"maximum_object_size = {_MOST_IN_A_RECORD}, columns = {{{typed}}})",
        header,
        out,
    )


def join_parquet_packages(
    header: Record, packages: Sequence[Path], out: BinaryIO, standard: Standard
) -> None:
    """Write the package from other packages in Parquet, in their order.

    What lies in columns already is read in a third of the time that JSON takes.
    """
    del standard  # each has all columns
    _copy(f"read_parquet([{', '.join(_text(str(path)) for path in packages)}])", header, out)


def columns(standard: Standard) -> dict[str, str]:
    """Return the type of each column by its name."""
    return {name: _type(node) for name, node in standard.initiative["properties"].items()}


def _copy(rows: str, header: Record, out: BinaryIO) -> None:
    """Write ``rows``, a table as SQL names it, to ``out`` with an envelope.

    Raises ``OSError`` where the disk is full.
    """
    if not is_installed():
        raise UnusableInput("Parquet needs DuckDB: pip install 'cpstandard[parquet]'.")
    import duckdb  # noqa: PLC0415 - of an extra

    envelope = f"KV_METADATA {{cpstandard: {_text(json.dumps(header))}}}"
    with tempfile.TemporaryDirectory(prefix="cpstandard-parquet-") as folder:
        made = Path(folder) / "rows.parquet"
        try:
            _database(f"{folder}/spill").execute(
                f"COPY (SELECT * FROM {rows}) "  # noqa: S608 - all of it is quoted
                f"TO {_text(str(made))} (FORMAT parquet, COMPRESSION zstd, "
                f"ROW_GROUP_SIZE {_ROWS_IN_A_GROUP}, {envelope})"
            )
        except duckdb.IOException as error:  # it has the system's error in its words alone
            if os.strerror(errno.ENOSPC) not in str(error):
                raise
            raise disk_error(errno.ENOSPC, made) from error
        with made.open("rb") as content:
            shutil.copyfileobj(content, out, 1 << 20)


_databases: "dict[int, DuckDBPyConnection]" = {}
"""The database of each process, which takes longer to begin than a small package to write."""


def _database(spill: str) -> "DuckDBPyConnection":
    """Return this process's database, which puts aside into ``spill`` what it has no room for."""
    import duckdb  # noqa: PLC0415 - of an extra

    own = os.getpid()
    try:
        _databases[own].execute(f"SET temp_directory = {_text(spill)}")
    except (KeyError, duckdb.Error):  # one that put something aside cannot do so elsewhere
        settings = {**_SETTINGS, "temp_directory": spill}
        _databases[own] = duckdb.connect(":memory:", config=settings)
    return _databases[own]


def _type(node: Schema) -> str:
    kind = node.get("type")
    if kind == "array":
        return f"{_type(node['items'])}[]"
    if kind == "object" and node.get("properties"):
        parts = (f'"{name}" {_type(part)}' for name, part in node["properties"].items())
        return f"STRUCT({', '.join(parts)})"
    return _TYPES.get(str(kind), "VARCHAR")


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


PARQUET_PIECES = Pieces(
    "jsonl", write_jsonl_piece, join_parquet, join_packages=join_parquet_packages
)

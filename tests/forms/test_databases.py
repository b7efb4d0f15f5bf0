"""SQLite and Parquet hold every record whole, explain themselves, and are the same each time."""

import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cpstandard.core.errors import UnusableInput
from cpstandard.core.record import Record, Records
from cpstandard.publish.forms import parquet_form, write_parquet, write_sqlite
from cpstandard.publish.forms.relational import MAIN, OWNER, POSITION, tables
from cpstandard.schema_store import extensions_of, schema_folder, standard

WHOLE = standard(extensions=extensions_of("1.0"))
NASTY = [
    '=HYPERLINK("http://example.org")', "a'b\"c; DROP TABLE initiatives;--", "nul \x00 in it",
    "line\r\nends\u2028", "\U0001f3e1 \u202eبيت", "0012", "1e400", "{}", "NULL", " ",
]  # fmt: skip


def read_sqlite(path: Path) -> list[Record]:
    """The records again, from the tables and what the dictionary in the file says of them."""
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        dictionary = [dict(row) for row in database.execute("SELECT * FROM dictionary")]
        records = {}
        for row in database.execute(f"SELECT * FROM {MAIN} ORDER BY rowid"):
            records[row["id"]] = _object(row, dictionary, MAIN, 0)
        others = dict.fromkeys(each["table"] for each in dictionary if each["table"] != MAIN)
        for table in others:
            at = tables_at[table]
            for row in database.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):
                place = records[row[OWNER]]
                for name in at[:-1]:
                    place = place.setdefault(name, {})
                items = place.setdefault(at[-1], [])
                items.append(_object(row, dictionary, table, len(at)))
                assert row[POSITION] == len(items)
        return list(records.values())


tables_at = {table.name: table.at for table in tables(WHOLE)}


def _object(row: sqlite3.Row, dictionary: list[dict[str, Any]], table: str, skip: int) -> Record:
    made: Record = {}
    for column in dictionary:
        value = row[column["column"]] if column["table"] == table else None
        if value is None:
            continue
        if column["type"] == "JSON":
            value = json.loads(value)
        elif column["type"] == "BOOLEAN":
            value = bool(value)
        place = made
        *parents, last = column["path"].split(".")[skip:]
        for name in parents:
            place = place.setdefault(name, {})
        place[last] = value
    return made


def read_parquet(path: Path) -> list[Record]:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as database:
        found = database.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [each[0] for each in found.description]
        return [_without_nothing(dict(zip(names, row, strict=True))) for row in found.fetchall()]


def _without_nothing(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _without_nothing(part) for key, part in value.items() if part is not None}
        return {key: part for key, part in kept.items() if part != {}}
    return [_without_nothing(item) for item in value] if isinstance(value, list) else value


READERS: dict[str, tuple[Any, Callable[[Path], list[Record]]]] = {
    "sqlite": (write_sqlite, read_sqlite),
    "parquet": (write_parquet, read_parquet),
}
HEADER = {
    "standardVersion": "1.0",
    "publisher": {"id": "example", "name": "Example '; (invented)"},
    "licence": "CC-BY-4.0",
}


@pytest.fixture(params=READERS)
def there_and_back(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., list[Record]]:
    write, read = READERS[request.param]

    def go(records: Iterable[Record]) -> list[Record]:
        path = tmp_path / "made"
        with path.open("w+b") as out:
            write(HEADER, records, out, WHOLE)
        return read(path)

    return go


def examples() -> list[Record]:
    root = schema_folder()
    founding = root.parent / "registry" / "data" / "founding" / "initiatives.json"
    return [
        *json.loads((root / "1.0" / "examples" / "full.json").read_text("utf-8"))["initiatives"],
        *json.loads(founding.read_text("utf-8"))["initiatives"],
    ]


def test_real_records_come_back_whole(there_and_back: Callable[..., list[Record]]) -> None:
    assert there_and_back(examples()) == examples()


def test_nasty_text_is_text(there_and_back: Callable[..., list[Record]]) -> None:
    records = [
        {"id": f"example-{n}", "name": text, "topics": [text], "sources": [{"title": text}]}
        for n, text in enumerate(NASTY)
    ]
    assert there_and_back(records) == records


def test_numbers_keep_their_size(there_and_back: Callable[..., list[Record]]) -> None:
    numbers = [0, -1, 0.1, 5.0, 1e300, 2**53, 2**70]
    records = [{"id": f"example-{n}", "community": {"size": x}} for n, x in enumerate(numbers)]
    assert there_and_back(records) == records


@pytest.mark.parametrize("form", READERS)
def test_the_same_records_give_the_same_bytes_in_another_process(form: str) -> None:
    code = (
        "import hashlib, io, json, sys\n"
        "from cpstandard.publish.forms import write_parquet, write_sqlite\n"
        "from cpstandard.schema_store import schema_folder, standard\n"
        "package = json.loads((schema_folder() / '1.0' / 'examples' / 'full.json').read_text('utf-8'))\n"
        "records = package.pop('initiatives')\n"
        "many = [{**records[n % 2], 'id': f'example-{n}'} for n in range(300)]\n"
        "out = io.BytesIO()\n"
        f"write_{form}(package, many, out, standard())\n"
        "print(hashlib.sha256(out.getvalue()).hexdigest())\n"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8", "PATH": ""},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed, zone in (("0", "UTC"), ("7", "Asia/Tokyo"))
    }  # fmt: skip
    assert len(made) == 1


def test_the_database_explains_itself(tmp_path: Path) -> None:
    path = tmp_path / "made.sqlite"
    with path.open("w+b") as out:
        write_sqlite(HEADER, examples(), out, WHOLE)
    with closing(sqlite3.connect(path)) as database:
        columns = {
            (table, row[1])
            for table in tables_at
            for row in database.execute(f'PRAGMA table_info("{table}")')
        } - {(table, name) for table in tables_at if table != MAIN for name in (OWNER, POSITION)}
        told = set(database.execute('SELECT "table", "column" FROM dictionary'))
        assert columns == told
        assert database.execute("SELECT count(*) FROM codes WHERE title = ''").fetchone() == (0,)
        assert dict(database.execute("SELECT field, value FROM package"))["licence"] == "CC-BY-4.0"
        ((total,),) = database.execute("SELECT sum(initiatives) FROM licences")
        assert total == len(examples())
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_columns_of_a_table_differ_by_more_than_capitals() -> None:
    for table in tables(WHOLE):
        names = [column.name.casefold() for column in table.columns]
        own = [OWNER, POSITION] if table.at else []
        assert len({*names, *own}) == len(names) + len(own), table.name


def test_every_field_of_the_standard_has_a_column_or_is_within_one() -> None:
    told = {(*table.at, *c.path) for table in tables(WHOLE) for c in table.columns}
    told |= {table.at for table in tables(WHOLE)}
    for field in WHOLE.fields():
        plain = tuple(name for name in field.path if name != "*")
        assert any(plain[:n] in told for n in range(1, len(plain) + 1)) or any(
            each[: len(plain)] == plain for each in told
        ), field.path


def test_without_duckdb_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_form, "is_installed", lambda: False)
    with pytest.raises(UnusableInput, match=r"pip install 'cpstandard\[parquet\]'"):
        write_parquet(HEADER, [], io.BytesIO(), WHOLE)


@pytest.mark.parametrize("form", READERS)
def test_a_package_without_records_is_a_file_with_all_columns(form: str, tmp_path: Path) -> None:
    write, read = READERS[form]
    path = tmp_path / "made"
    with path.open("w+b") as out:
        write(HEADER, Records(()), out, WHOLE)
    assert read(path) == []

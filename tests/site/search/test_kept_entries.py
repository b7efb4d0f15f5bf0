"""The search's entries are kept: worked out once, never stale, and no harm where they are lost."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cpstandard.publish.contents import Contents
from cpstandard.publish.directory import Directory
from cpstandard.publish.entry import Entry
from cpstandard.publish.search import SearchEntry, search_entry
from cpstandard.publish.search.kept_entries import KeptEntries
from cpstandard.schema_store import standard

Records = list[dict[str, Any]]
Remake = Callable[[Records], Directory]


class Counting:
    """Works entries out, and counts them."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    def __call__(self, entry: Entry) -> SearchEntry:
        self.ids.append(entry.id)
        return search_entry(standard(), entry)


def kept(
    path: Path, directory: Directory, common: str = "a"
) -> tuple[list[SearchEntry], list[str]]:
    make = Counting()
    entries = Contents(directory).entries
    found = list(KeptEntries(path, common).all(entries, make))
    assert json.dumps(found) == json.dumps([search_entry(standard(), each) for each in entries])
    return found, make.ids


def test_each_is_worked_out_once_and_anew_when_its_record_changed(
    tmp_path: Path, remake: Remake, records: Records
) -> None:
    path = tmp_path / "search.sqlite"
    assert len(kept(path, remake(records))[1]) == len(records)
    assert kept(path, remake(records))[1] == []
    records[0] = {**records[0], "description": "Told anew (invented)."}
    assert kept(path, remake(records))[1] == [records[0]["id"]]


def test_what_nobody_asks_for_any_more_is_dropped(
    tmp_path: Path, remake: Remake, records: Records
) -> None:
    path = tmp_path / "search.sqlite"
    kept(path, remake(records))
    kept(path, remake(records[:1]))
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM entry").fetchone() == (1,)


def test_another_version_of_the_software_begins_anew(
    tmp_path: Path, remake: Remake, records: Records
) -> None:
    path = tmp_path / "search.sqlite"
    kept(path, remake(records))
    assert len(kept(path, remake(records), "b")[1]) == len(records)


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + bytes(4096)])
def test_a_file_that_is_no_use_is_made_anew(
    tmp_path: Path, remake: Remake, records: Records, content: bytes
) -> None:
    path = tmp_path / "search.sqlite"
    path.write_bytes(content)
    assert len(kept(path, remake(records))[1]) == len(records)
    assert kept(path, remake(records))[1] == []


def test_an_entry_that_was_damaged_is_worked_out_again(
    tmp_path: Path, remake: Remake, records: Records
) -> None:
    path = tmp_path / "search.sqlite"
    kept(path, remake(records))
    with sqlite3.connect(path) as db:
        db.execute("UPDATE entry SET text = replace(text, 'nvented', 'nventex')")
    assert kept(path, remake(records))[1] != []


def test_where_nothing_can_be_kept_all_are_worked_out(
    tmp_path: Path, remake: Remake, records: Records
) -> None:
    (tmp_path / "file").write_text("in the way")
    found, made = kept(tmp_path / "file" / "search.sqlite", remake(records))
    assert len(found) == len(made) == len(records)

"""The parts of the index are kept: made once, never stale, and no harm where they are lost."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpstandard.publish.contents import Contents
from cpstandard.publish.directory import Directory
from cpstandard.publish.search import Kept, index_files, parts, search_entry
from cpstandard.publish.search.part import KINDS, Kind
from cpstandard.publish.search.part_store import PartStore
from index_builds import WORDS, Builds, Told, changed, invented, reworded, some

Records = list[dict[str, Any]]
Remake = Callable[[Records], Directory]


def test_each_record_is_made_once_and_anew_when_it_changed(tmp_path: Path) -> None:
    records, build = some(50), Builds(tmp_path / "search.sqlite")
    assert build(records) == sorted(record.id for record in records)
    assert build(records) == []
    records[7] = changed(records[7])
    assert build(records) == [records[7].id]
    assert build(records[:30]) == []


def test_a_part_without_a_change_is_left_as_it_was(tmp_path: Path) -> None:
    records, build = some(50), Builds(tmp_path / "search.sqlite")
    build(records)
    before = build.parts()
    records[7] = changed(records[7])
    build(records)
    after = build.parts()
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1


def test_records_of_one_publisher_lie_together(tmp_path: Path) -> None:
    """Else the records that it takes back would leave holes in the parts of all others."""
    records, build = some(48), Builds(tmp_path / "search.sqlite")
    build(records)
    before = build.parts()
    build([record for record in records if not record.id.startswith("example-1")])
    gone = sum(record.id.startswith("example-1") for record in records)
    assert len(before) - len(build.parts()) >= gone // build.most_records - 2


def test_however_many_builds_there_were_the_parts_are_few(tmp_path: Path) -> None:
    records, build = some(96), Builds(tmp_path / "search.sqlite", 8)
    build(records)
    changing = [n for n, record in enumerate(records) if record.id.startswith("example-0")]
    made = []
    for number in [*changing, *changing]:
        records[number] = changed(records[number])
        made += build(records)
    assert len(build.parts()) <= 96 // 4 + parts.MOST_SMALL + 1
    assert len(made) > 2 * len(changing), "small parts are put together now and then"
    assert not any(each.startswith("example-2") for each in made), "and no others with them"


def test_what_nobody_asks_for_any_more_is_dropped(tmp_path: Path) -> None:
    records, build = some(50), Builds(tmp_path / "search.sqlite")
    build(records)
    build([])
    assert build.parts() == {}
    with closing(sqlite3.connect(build.path)) as db:
        assert db.execute("SELECT count(*) FROM piece").fetchone() == (0,)


def test_another_version_of_the_software_begins_anew(tmp_path: Path) -> None:
    records, build = some(10), Builds(tmp_path / "search.sqlite")
    build(records)
    assert len(build(records, "b")) == len(records)
    assert build(records, "b") == []


def test_the_file_of_an_earlier_version_is_begun_anew(tmp_path: Path) -> None:
    records, build = some(10), Builds(tmp_path / "search.sqlite")
    with sqlite3.connect(build.path) as db:
        db.execute("CREATE TABLE entry (key TEXT PRIMARY KEY, text TEXT, digest TEXT)")
        db.executemany("INSERT INTO entry VALUES (?, ?, '')", ((n, "x" * 9_000) for n in range(9)))
    db.close()
    assert len(build(records)) == len(records)
    assert build(records) == []
    assert b"x" * 100 not in build.path.read_bytes()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(4096)])
def test_a_file_that_is_no_use_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    records, build = some(10), Builds(tmp_path / "search.sqlite")
    build.path.write_bytes(content)
    assert len(build(records)) == len(records)
    assert build(records) == []


OF_ANOTHER = (
    "SELECT other.content FROM piece other WHERE other.part = 1 AND other.kind = piece.kind"
)


def test_a_file_whose_faults_sqlite_cannot_name_is_begun_anew(tmp_path: Path) -> None:
    """What it says of such a file is no UTF-8, which its driver takes it for."""
    records, build = some(10), Builds(tmp_path / "search.sqlite")
    build(records)
    content = build.path.read_bytes()
    build.path.write_bytes(
        content.replace(b"CREATE TABLE part", b"CREATE \xff\xff\xff\xff\xff part")
    )
    assert len(build(records)) == len(records)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE piece SET content = CAST(content || x'00' AS BLOB)",
        "UPDATE piece SET content = 7",
        "UPDATE piece SET content = NULL",
        f"UPDATE piece SET content = ({OF_ANOTHER})",
        "DELETE FROM piece",
    ],
)
def test_a_part_that_was_damaged_is_made_again_and_no_other(
    tmp_path: Path, kind: str, damage: str
) -> None:
    records, build = some(12), Builds(tmp_path / "search.sqlite")
    build(records)
    with sqlite3.connect(build.path) as db:
        assert db.execute(f"{damage} WHERE part = 2 AND kind = ?", [kind]).rowcount == 1
    db.close()
    assert len(build(records)) == 4
    assert build(records) == []


def test_keys_that_were_damaged_mislead_nobody(tmp_path: Path) -> None:
    records, build = some(12), Builds(tmp_path / "search.sqlite")
    build(records)
    with sqlite3.connect(build.path) as db:
        (one,), (other,) = db.execute("SELECT keys FROM part WHERE number < 3").fetchall()
        for number, keys in ((1, other), (2, one)):
            db.execute("UPDATE part SET keys = ? WHERE number = ?", [keys, number])
    db.close()
    assert len(build(records)) == 8


def test_where_nothing_can_be_kept_all_are_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    records, build = some(10), Builds(tmp_path / "file" / "search.sqlite")
    assert len(build(records)) == len(records)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("times", [1, 2])
def test_a_disk_that_fails_while_the_files_are_made_costs_time_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, times: int
) -> None:
    records, build = some(10), Builds(tmp_path / "search.sqlite")
    build(records)
    build.forget_files()
    piece, faults = PartStore.piece, iter(range(times))

    def failing(self: PartStore, number: int, asked: Kind) -> bytes:
        if number == 2 and asked == kind and next(faults, None) is not None:
            raise sqlite3.OperationalError("disk I/O error")
        return piece(self, number, asked)

    monkeypatch.setattr(PartStore, "piece", failing)
    assert len(build(records)) == times * len(records)


@pytest.mark.parametrize("kind", KINDS)
def test_a_part_that_is_damaged_after_it_was_found_sound_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    records, build = some(10), Builds(tmp_path / "search.sqlite")
    build(records)
    build.forget_files()
    settle = PartStore.settle

    def harming(self: PartStore) -> None:
        settle(self)
        monkeypatch.setattr(PartStore, "settle", settle)
        with sqlite3.connect(build.path) as db:
            db.execute(f"UPDATE piece SET content = ({OF_ANOTHER}) WHERE kind = ?", [kind])
        db.close()

    monkeypatch.setattr(PartStore, "settle", harming)
    assert len(build(records)) == len(records)


def test_a_full_disk_costs_time_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle, files = PartStore.settle, iter(["kept", "begun anew"])

    def full(self: PartStore) -> None:
        if next(files, None):
            raise sqlite3.OperationalError("database or disk is full")
        settle(self)

    monkeypatch.setattr(PartStore, "settle", full)
    records, build = some(10), Builds(tmp_path / "search.sqlite")
    assert set(build(records)) == {record.id for record in records}
    assert not build.path.exists()


def _cut(path: Path, draw: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: draw.randrange(len(content) + 1)])


def _flip(path: Path, draw: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(draw.randint(1, 20) if content else 0):
        content[draw.randrange(len(content))] = draw.randrange(256)
    path.write_bytes(content)


def _lose(path: Path, _draw: random.Random) -> None:
    path.unlink()


def _back(path: Path, _draw: random.Random) -> None:
    """Put what was kept by the build before in its place."""
    shutil.copy(path.with_suffix(".old"), path)


def _mislead(path: Path, draw: random.Random) -> None:
    """Change a value of what is kept."""
    table, column = draw.choice(
        [("file", "content"), ("file", "block"), ("origin", "told"), ("part", "keys")]
    )
    with closing(sqlite3.connect(path)) as db, db:
        rows = [row for (row,) in db.execute(f"SELECT rowid FROM {table}")]
        for one, other in zip(rows, draw.sample(rows, len(rows)), strict=True):
            if draw.random() < 0.3:
                value = f"(SELECT {column} FROM {table} WHERE rowid = ?)"
                db.execute(f"UPDATE {table} SET {column} = {value} WHERE rowid = ?", [other, one])


def _leave(_path: Path, _draw: random.Random) -> None:
    """Do nothing."""


def edited(record: Told, edit: str, draw: random.Random) -> list[Told]:
    if edit == "remove":
        return []
    if edit == "change":
        return [changed(record)]
    words = draw.sample(WORDS, draw.randint(0, len(WORDS)))
    return [reworded(record, words, [word for word in words if draw.randrange(2)])]


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(),
    steps=st.lists(
        st.tuples(
            st.lists(st.sampled_from(["change", "reword", "remove", "add", "shuffle"]), max_size=4),
            st.sampled_from([_leave, _leave, _leave, _leave, _cut, _flip, _lose, _back, _mislead]),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_whatever_was_kept_and_harmed_the_index_is_as_if_made_from_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    steps: list[tuple[list[str], Callable[[Path, random.Random], None]]],
) -> None:
    draw = random.Random(seed)
    folder = tmp_path_factory.mktemp("parts")
    records, build = some(draw.randint(0, 40), seed), Builds(folder / "search.sqlite")
    build(records)
    shutil.copy(build.path, build.path.with_suffix(".old"))
    for edits, harm in steps:
        before = build.path.read_bytes()
        for number, edit in enumerate(edits, draw.randrange(10**9)):
            if edit == "add":
                records.insert(draw.randint(0, len(records)), invented(draw, number))
            elif edit == "shuffle":
                draw.shuffle(records)
            elif records:
                at = draw.randrange(len(records))
                records[at : at + 1] = edited(records[at], edit, draw)
        harm(build.path, draw)
        build(records)  # holds it to an index that is made from nothing
        build.path.with_suffix(".old").write_bytes(before)
    shutil.rmtree(folder)


def test_of_real_records_the_same_is_made(tmp_path: Path, remake: Remake, records: Records) -> None:
    """Whatever an index shows of a record, its key tells of."""
    kept = Kept(tmp_path / "search.sqlite", "a")

    def files(records: Records, kept: Kept | None) -> dict[str, bytes]:
        directory = remake(records)
        return dict(
            index_files(
                Contents(directory).entries,
                lambda entry: search_entry(directory.standard, entry),
                kept=kept,
            )
        )

    for name in (None, "Quite another (invented)"):
        records = deepcopy(records)
        records[0] |= {"name": name} if name else {}
        assert files(records, kept) == files(records, None)

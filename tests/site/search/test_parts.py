"""The parts of the index are kept: made once, never stale, and no harm where they are lost."""

import json
import random
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpstandard.publish.contents import Contents
from cpstandard.publish.directory import Directory
from cpstandard.publish.search import (
    Kept,
    SearchEntry,
    file_store,
    index_files,
    parts,
    search_entry,
    vocabulary,
)
from cpstandard.publish.search.part import KINDS, Kind
from cpstandard.publish.search.part_store import PartStore

Records = list[dict[str, Any]]
Remake = Callable[[Records], Directory]


@dataclass(frozen=True)
class Told:
    """A record, and what the search is to know of it."""

    entry: SearchEntry

    @property
    def id(self) -> str:
        return self.entry["id"]

    @property
    def key(self) -> str:
        return json.dumps(self.entry, sort_keys=True)


class Builds:
    """Makes the index of records again and again, and counts what is made."""

    def __init__(self, path: Path, most_records: int = 4) -> None:
        self.path, self.most_records = path, most_records
        self.made: list[str] = []

    def __call__(self, records: Sequence[Told], common: str = "a") -> list[str]:
        """Make the index, hold it to one that is made from nothing; return the ids of what was made."""
        self.made = []
        with mock.patch.object(parts, "MOST_RECORDS", self.most_records):
            files = list(index_files(records, self._make, kept=Kept(self.path, common)))
        assert files == list(index_files(records, lambda record: record.entry))
        return sorted(self.made)

    def _make(self, record: Told) -> SearchEntry:
        self.made.append(record.id)
        return record.entry

    def parts(self) -> dict[int, bytes]:
        """Return the digest of each part that is kept."""
        with closing(sqlite3.connect(self.path)) as db:
            return dict(db.execute("SELECT number, digest FROM part"))

    def files(self) -> dict[str, bytes]:
        """Return the files that are kept."""
        with closing(sqlite3.connect(self.path)) as db:
            return dict(db.execute("SELECT path, content FROM file"))

    def forget_files(self) -> None:
        """Leave the parts alone, so that all of them are read."""
        self.harm("DELETE FROM file")

    def harm(self, damage: str, *values: object) -> int:
        """Do something to the file, and return how many rows it befell."""
        with closing(sqlite3.connect(self.path)) as db, db:
            return db.execute(damage, values).rowcount


WORDS = ("jury", "juries", "energy", "energies", "garden", "caerdydd", "nghaerdydd", "gaerdydd")
CODES = ("a", "b", "c/d")


def invented(draw: random.Random, number: int) -> Told:
    """Return a record with a little of everything."""

    def some(of: Sequence[str]) -> list[str]:
        return draw.sample(of, draw.randint(0, len(of)))

    names = some(WORDS)
    places = some(CODES)
    evidence = draw.choice(CODES)
    return Told(
        {
            "id": f"example-{draw.randrange(3)}-{number}",
            "name": f"Invented \u2028 {draw.randrange(100)}\n\ud800",
            "place": "",
            "text": draw.choice(["", "é"]),
            "language": "",
            "others": {},
            "started": draw.randrange(2),
            "updated": 20260000 + draw.randrange(2),
            "facets": {
                **{
                    facet: some(CODES)
                    for facet in ("cluster", "practice", "benefit", "kind", "asset", "tenure")
                },
                **{facet: [draw.choice(CODES)] for facet in ("role", "status", "licence")},
                "began": ["1990s", f"199{draw.randrange(10)}"],
                "evidence": [evidence],
                "place": places,
                "country": ["GB"],
                "publisher": ["p"],
            },
            "labels": {
                "place": {code: draw.choice(["One", "Two \ud800"]) for code in places},
                "country": {"GB": "United Kingdom"},
                "publisher": {"p": "Invented publisher"},
            },
            "points": [
                (draw.uniform(-200, 200), draw.uniform(-90, 90), draw.randrange(4))
                for _ in range(draw.randrange(3))
            ],
            "assets": [],
            "words": {"7": names[:2], "2": names[2:]},
            "welsh": [name for name in names if "aerdydd" in name],
        }
    )


def some(count: int, seed: int = 1) -> list[Told]:
    draw = random.Random(seed)
    return [invented(draw, number) for number in range(count)]


def changed(record: Told) -> Told:
    return Told({**record.entry, "text": record.entry["text"] + "!"})


def reworded(record: Told, words: Sequence[str], welsh: Sequence[str] = ()) -> Told:
    return Told({**record.entry, "words": {"7": list(words)}, "welsh": list(welsh)})


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


@contextmanager
def counted(module: Any, name: str) -> Iterator[list[Any]]:
    """Note what a function is called with."""
    calls: list[Any] = []
    function = getattr(module, name)

    def noting(first: Any) -> Any:
        calls.append(first)
        return function(first)

    with mock.patch.object(module, name, noting):
        yield calls


def build_counting(build: Builds, records: Sequence[Told]) -> tuple[int, int]:
    """Return how many blocks were packed, and how many groups of words were coded."""
    kept = Kept(build.path, "a")
    with (
        mock.patch.object(parts, "MOST_RECORDS", build.most_records),
        counted(file_store, "pack") as packed,
        counted(vocabulary, "coded") as coded,
    ):
        list(index_files(records, lambda record: record.entry, kept=kept))
    build(records)  # holds it to an index that is made from nothing
    return len(packed), len(coded)


def test_what_did_not_change_is_neither_coded_nor_packed_again(tmp_path: Path) -> None:
    records, build = some(50), Builds(tmp_path / "search.sqlite")
    build(records)
    assert build_counting(build, records) == (0, 0)
    records[7] = changed(records[7])
    assert build_counting(build, records) == (1, 0), "one block of cards"
    words = records[7].entry["words"]
    records[7] = Told({**records[7].entry, "words": {**words, "2": [*words["2"], "quite"]}})
    assert build_counting(build, records) == (2, 1), "the dictionary, and a file of postings"
    records.insert(0, invented(random.Random(5), 99))
    assert build_counting(build, records)[1] > 3, "every record has another number"


def test_a_form_that_moves_to_another_group_takes_its_records_along(tmp_path: Path) -> None:
    """No record has it since, or has it no more: it only is no Welsh word now."""
    records, build = some(40), Builds(tmp_path / "search.sqlite")
    records = [reworded(record, ["garden"]) for record in records]
    records[3] = reworded(records[3], ["caerdydd"], ["caerdydd"])
    records[20] = reworded(records[20], ["nghaerdydd"], ["nghaerdydd"])
    build(records)
    records[3] = reworded(records[3], ["caerdydd"])
    assert build_counting(build, records) == (2, 2), "the dictionary, and a file of postings"


def test_a_form_that_is_new_joins_its_group(tmp_path: Path) -> None:
    records, build = some(40), Builds(tmp_path / "search.sqlite")
    records = [reworded(record, ["garden"]) for record in records]
    records[3] = reworded(records[3], ["jury"])
    build(records)
    records[20] = reworded(records[20], ["garden", "juries"])
    assert build_counting(build, records) == (2, 1)


def test_another_version_of_the_packer_packs_all_again(tmp_path: Path) -> None:
    """It may pack the same otherwise."""
    records, build = some(10), Builds(tmp_path / "search.sqlite")
    build(records)
    with mock.patch.object(zlib, "ZLIB_RUNTIME_VERSION", "0"):
        assert build_counting(build, records)[0] == len(build.files())


def test_a_form_that_no_record_has_any_more_is_gone(tmp_path: Path) -> None:
    records, build = some(40), Builds(tmp_path / "search.sqlite")
    records[3] = reworded(records[3], ["quite", "alone"])
    build(records)
    records[3] = reworded(records[3], ["alone"])
    assert build_counting(build, records)[1] == 0


def test_files_that_nobody_asks_for_any_more_are_dropped(tmp_path: Path) -> None:
    records, build = some(250), Builds(tmp_path / "search.sqlite", 100)
    build(records)
    assert {f"cards/{n}.bin" for n in range(3)} < build.files().keys()
    build(records[:90])
    assert {path for path in build.files() if path.startswith("cards/")} == {"cards/0.bin"}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE file SET content = CAST(content || x'00' AS BLOB)",
        "UPDATE file SET content = 7",
        "UPDATE file SET block = NULL",
        "UPDATE file SET content = (SELECT content FROM file other WHERE other.path > file.path)",
        "UPDATE file SET path = 'postings/1.bin' WHERE path = 'postings/0.bin'",
        "DELETE FROM file WHERE path LIKE 'words/%'",
        "UPDATE origin SET told = (SELECT told FROM origin other WHERE other.part != origin.part)",
        "UPDATE origin SET told = zeroblob(length(told))",
        "UPDATE origin SET part = part + 1000",
        "DELETE FROM origin WHERE part = 1",
        "UPDATE seal SET digest = NULL",
        "INSERT INTO seal SELECT digest FROM seal",
        "DELETE FROM seal",
    ],
)
def test_files_that_were_damaged_mislead_nobody(tmp_path: Path, damage: str) -> None:
    records, build = some(50), Builds(tmp_path / "search.sqlite")
    build(records)
    assert build.harm(damage) > 0
    records[7] = reworded(records[7], ["quite"])
    assert build(records) == [records[7].id], "no part was harmed"
    assert build_counting(build, records) == (0, 0), "and all is whole again"


def test_files_are_not_taken_over_with_parts_that_are_not_those_they_were_made_of(
    tmp_path: Path,
) -> None:
    """The new part gets the number of the one that is lost."""
    records, build = some(50), Builds(tmp_path / "search.sqlite")
    records = [reworded(record, ["garden"]) for record in records]
    build(records)
    last = max(build.parts())
    build.harm("DELETE FROM part WHERE number = ?", last)
    build.harm("DELETE FROM piece WHERE part = ?", last)
    number = max(range(len(records)), key=lambda n: records[n].id)
    records[number] = reworded(records[number], ["quite"])
    assert records[number].id in build(records)
    assert max(build.parts()) == last


def test_a_file_that_is_damaged_after_it_was_found_sound_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records, build = some(10), Builds(tmp_path / "search.sqlite")
    build(records)
    settle = PartStore.settle

    def harming(self: PartStore) -> None:
        settle(self)
        monkeypatch.setattr(PartStore, "settle", settle)
        build.harm("UPDATE file SET content = x'00' WHERE path = 'columns/place.bin'")

    monkeypatch.setattr(PartStore, "settle", harming)
    assert len(build(records)) == len(records)


def test_a_build_that_ends_early_does_no_harm_to_the_next(tmp_path: Path) -> None:
    """What its parts were made of is there, the files are still those of the build before."""
    records, build = some(50), Builds(tmp_path / "search.sqlite")
    build(records)
    for number in (7, 8, 7):
        records[number] = reworded(records[number], [f"quite{number}"])
        kept = Kept(build.path, "a")
        with mock.patch.object(parts, "MOST_RECORDS", build.most_records):
            files = index_files(records, lambda record: record.entry, kept=kept)
            next(files)
            files.close()  # type: ignore[attr-defined]
    records[9] = reworded(records[9], ["quite"])
    assert build(records) == [records[9].id]
    assert len(build.parts()) <= 13 + 4


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

"""What did not change of the last index is taken over, and only while it is what it was."""

import random
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from cpstandard.publish.search import Kept, file_store, index_files, parts, vocabulary
from cpstandard.publish.search.part_store import PartStore
from index_builds import Builds, Told, changed, invented, reworded, some


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

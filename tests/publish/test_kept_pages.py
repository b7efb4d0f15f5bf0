"""What is kept of the pages of an edition, shelf by shelf."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cpstandard.publish.kept_pages import KeptPages
from cpstandard.publish.kept_shelf import NOTHING, Kept, KeptShelf

ROWS = [Kept(f"{n}.html", f"k{n}", f"{n}" * 64, n, f'[["part",{n},{n}]]') for n in range(3)]
SHELF = KeptShelf.of("key of all", ROWS, "their digest")


@pytest.fixture
def kept(tmp_path: Path) -> KeptPages:
    """Two shelves that are kept."""
    pages = KeptPages(tmp_path / "pages.sqlite")
    with pages.anew() as new:
        new.keep("a", SHELF)
        new.keep("b", KeptShelf.of("", ROWS[:1]))
    return pages


def changed(kept: KeptPages, column: str) -> None:
    with closing(sqlite3.connect(kept.path)) as db:
        db.execute(f"UPDATE kept SET {column} = {column} || ' ' WHERE name = 'a'")
        db.commit()


def test_what_was_kept_is_known_again(kept: KeptPages) -> None:
    assert kept.read("a") == SHELF
    assert list(kept.read("a").rows()) == ROWS
    assert kept.read("c") == NOTHING
    assert kept.shelves() == 2
    assert [name for name, _ in kept.glances(range(2))] == ["a", "b"]
    assert [name for name, _ in kept.glances(range(1, 2))] == ["b"]


def test_at_a_glance_there_is_all_but_what_the_files_were_made_of(kept: KeptPages) -> None:
    glance = kept.glance("a")
    assert glance == SHELF._replace(made_of=None)
    assert [tuple(each) for each in glance.files()] == [(n.path, n.sha256, n.size) for n in ROWS]
    assert kept.in_full("a", glance) == SHELF
    assert kept.in_full("c", kept.glance("c")) == NOTHING


def test_what_was_not_read_is_kept_as_it_was(kept: KeptPages) -> None:
    other = KeptShelf.of("another", ROWS[1:])
    with kept.anew() as new:
        new.keep("c", other)
        new.keep("a", kept.glance("a")._replace(together="another digest"))
    assert dict(kept.glances(range(9))) == {
        "c": other._replace(made_of=None),
        "a": SHELF._replace(made_of=None, together="another digest"),
    }
    assert [name for name, _ in kept.glances(range(9))] == ["c", "a"]
    assert kept.read("a") == SHELF._replace(together="another digest")
    assert kept.read("b") == NOTHING


@pytest.mark.parametrize("column", ["key", "listed", "together", "proof"])
def test_of_a_shelf_that_is_damaged_nothing_is_known(kept: KeptPages, column: str) -> None:
    changed(kept, column)
    assert kept.glance("a") == kept.read("a") == NOTHING
    assert [name for name, _ in kept.glances(range(9))] == ["b"]


@pytest.mark.parametrize("column", ["made_of", "proof_of_made"])
def test_damage_of_what_files_were_made_of_is_seen_where_that_is_read(
    kept: KeptPages, column: str
) -> None:
    changed(kept, column)
    assert kept.glance("a").files() == SHELF.files()
    with kept.anew() as new:
        new.keep("a", kept.glance("a"))
    assert kept.glance("a").files() == SHELF.files()
    assert kept.read("a") == NOTHING


def test_nothing_is_kept_where_what_was_known_is_gone(kept: KeptPages) -> None:
    glance = kept.glance("a")
    kept.path.unlink()
    with kept.anew() as new:
        new.keep("c", SHELF)
        new.keep("a", glance)
    assert not kept.path.exists()


def test_what_cannot_be_kept_is_made_each_time(tmp_path: Path) -> None:
    kept = KeptPages(tmp_path / "folder" / "pages.sqlite")
    row = Kept("a.html", "k", "0" * 64, 1)
    shelf = KeptShelf.of("key of all", [row])
    with kept.anew() as new:
        new.keep("a", shelf)
    assert kept.read("a") == shelf
    assert list(kept.read("a").rows()) == [row]
    assert kept.read("b") == NOTHING
    (tmp_path / "file").write_text("in the way")
    nowhere = KeptPages(tmp_path / "file" / "pages.sqlite")
    with nowhere.anew() as new:
        new.keep("a", shelf)
    assert nowhere.read("a") == NOTHING


def test_what_was_kept_stays_until_all_of_the_new_is_gathered(tmp_path: Path) -> None:
    kept = KeptPages(tmp_path / "pages.sqlite")
    row = Kept("a.html", "k", "0" * 64, 1)
    shelf = KeptShelf.of("key of all", [row])
    with kept.anew() as new:
        new.keep("a", shelf)

    def broken_off() -> None:
        with kept.anew() as new:
            for number in range(30_000):  # so many that some are written
                new.keep(f"{number}", shelf)
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        broken_off()
    assert [kept.read("a"), kept.read("1")] == [shelf, NOTHING]
    assert [each.name for each in tmp_path.iterdir()] == ["pages.sqlite"]

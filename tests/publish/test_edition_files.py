"""The files of an edition: each once, inside it, and as the disk gives them back."""

import errno
import os
import stat
import weakref
from pathlib import Path

import pytest

from cpstandard.core.kept_file import KeptFile, digest_of
from cpstandard.publish import edition_files, edition_folder, processes
from cpstandard.publish.edition import Editions
from cpstandard.publish.edition_files import (
    read_back,
    sync_folder,
    write_file,
    write_files,
    write_through,
)
from cpstandard.publish.forms.csv_cell import csv_text
from cpstandard.publish.manifest import MANIFEST


@pytest.mark.parametrize(
    "path", ["../a", "/a", "a/../../b", "manifest.json", "", "a//b", "a\\b", "a\0b"]
)
def test_no_file_outside_the_edition(tmp_path, path):
    with pytest.raises(ValueError, match="the site cannot hold the path"):
        write_files(tmp_path / "edition", [(path, b"x")])
    assert list(tmp_path.rglob("*")) == []


def kept(tmp_path):
    source = tmp_path / "kept"
    source.write_bytes(b"kept")
    return KeptFile(source, digest_of(source), 4)


@pytest.mark.parametrize("kind", ["bytes", "kept"])
def test_no_file_twice(tmp_path, kind):
    content = b"2" if kind == "bytes" else kept(tmp_path)
    with pytest.raises(ValueError, match="the site has the path 'a' twice"):
        write_files(tmp_path / "edition", [("a", b"1"), ("a", content)])
    assert (tmp_path / "edition/a").read_bytes() == b"1"


def test_a_finished_file_is_the_same_file(tmp_path):
    file = kept(tmp_path)
    written = write_file(tmp_path / "edition", "a/b", file)
    assert (tmp_path / "edition/a/b").samefile(file.path)
    assert tuple(written) == ("a/b", file.sha256, 4, True)


def test_it_is_copied_where_the_disk_knows_no_second_name(tmp_path, monkeypatch):
    def refused(_source, target):
        Path(target).write_bytes(b"half of it")
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    file = kept(tmp_path)
    written = write_file(tmp_path / "edition", "a", file)
    assert (tmp_path / "edition/a").read_bytes() == b"kept"
    assert not (tmp_path / "edition/a").samefile(file.path)
    assert not written.seen  # it is read back


def test_it_is_copied_too_where_no_half_of_it_was_made(tmp_path, monkeypatch):
    def refused(_source, _target):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refused)
    write_file(tmp_path / "edition", "a", kept(tmp_path))
    assert (tmp_path / "edition/a").read_bytes() == b"kept"


def test_many_files_are_put_in_place_by_whoever_makes_them(tmp_path):
    class Batch:
        def write(self, folder, before):
            assert before == tmp_path / "before"
            yield [write_file(folder, "b", b"2"), write_file(folder, "c", b"3")]

    folder = tmp_path / "edition"
    found = write_files(folder, [("a", b"1"), Batch()], tmp_path / "before")
    assert list(found) == ["a", "b", "c"]
    assert {path: (folder / path).read_bytes() for path in found} == {
        "a": b"1",
        "b": b"2",
        "c": b"3",
    }


def test_what_the_disk_gives_back_otherwise_is_told(tmp_path):
    written = write_files(tmp_path, [("a", b"1"), ("b", b"2")])
    read_back(tmp_path, written.values())
    (tmp_path / "b").write_bytes(b"3")
    with pytest.raises(OSError, match="gave back other bytes than were written to b"):
        read_back(tmp_path, written.values())


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_to_be_done_meanwhile_is_done_once_and_in_its_turn(tmp_path, monkeypatch, jobs):
    done = []
    for module in (edition_files, processes):
        monkeypatch.setattr(module, "can_fork", lambda: True)
    monkeypatch.setattr(edition_files, "_WORTH", 1)
    monkeypatch.setattr(edition_files, "_STEP", 1)  # so that others read, if they can
    monkeypatch.setattr(edition_files.os, "sync", lambda: done.append("the disk has it"))
    written = write_files(tmp_path, [("a", b"1"), ("b", b"2")])
    read_back(
        tmp_path,
        written.values(),
        jobs,
        waiting=lambda: done.append("cleared"),
        reading=lambda: done.append("listed"),
    )
    assert done == ["cleared", "the disk has it", "listed"]


def test_where_no_process_can_be_begun_it_is_done_without(tmp_path, monkeypatch):
    def refused(_work):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    for module in (edition_files, edition_folder):
        monkeypatch.setattr(module, "can_fork", lambda: True)
        monkeypatch.setattr(module, "Beside", refused)
    editions = Editions(tmp_path / "site", jobs=2)
    for number in (1, 2, 3):
        editions.publish(str(number) * 64, [("a", b"%d" % number), ("same", b"")])
    assert (tmp_path / "site/a").read_bytes() == b"3"
    assert sorted(each.name for each in (tmp_path / "site").iterdir()) == ["a", MANIFEST, "same"]


def test_a_disk_that_fails_is_told_of_and_not_one_that_knows_no_such_thing(tmp_path, monkeypatch):
    answer = errno.EINVAL

    def fsync(_handle):
        raise OSError(answer, os.strerror(answer))

    monkeypatch.setattr(os, "fsync", fsync)
    sync_folder(tmp_path)
    for answer in (errno.EIO, errno.ENOSPC, errno.EDQUOT):
        with pytest.raises(OSError, match=os.strerror(answer)):
            sync_folder(tmp_path)


def test_the_disk_has_the_manifest_and_all_else_before_the_switch(tmp_path, monkeypatch):
    done, editions = [], Editions(tmp_path / "site")
    fsync, replace = os.fsync, Path.replace

    def told(handle):
        done.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        fsync(handle)

    def moved(path, target):
        done.append(f"to {Path(target).name}")
        return replace(path, target)

    monkeypatch.setattr(os, "sync", lambda: done.append("all"))
    monkeypatch.setattr(os, "fsync", told)
    monkeypatch.setattr(Path, "replace", moved)
    editions.publish("1" * 64, [("a", b"1")])
    building = f".building-{os.getpid()}"
    assert done == ["all", MANIFEST, building, "to " + "1" * 16, "site.editions", "to site"]


def test_a_file_is_written_through_and_over_no_other(tmp_path, monkeypatch):
    waited = []
    monkeypatch.setattr(edition_files.os, "fsync", lambda handle: waited.append(os.fstat(handle)))
    write_through(tmp_path / "a", b"1")
    assert [stat.S_ISREG(each.st_mode) for each in waited] == [True, False]
    assert (tmp_path / "a").read_bytes() == b"1"
    with pytest.raises(FileExistsError):
        write_through(tmp_path / "a", b"2")


def test_a_folder_that_cannot_be_synchronised_is_let_be(tmp_path, monkeypatch):
    def refused(_handle):
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(os, "fsync", refused)
    edition_files.sync_folder(tmp_path)


def test_old_editions_are_dropped_but_not_the_current_one(tmp_path):
    editions = Editions(tmp_path / "site", keep=3)
    with editions.locked():
        for number in "123":
            editions.publish(number * 64, [("index.html", number.encode())])
        folder = editions.out.resolve().parent
        (folder / ".building-9").mkdir()
        assert editions.drop(lambda edition: edition.name == "2" * 16) == 1
    assert sorted(each.name for each in folder.iterdir()) == ["2" * 16, "3" * 16]
    assert (tmp_path / "site/index.html").read_bytes() == b"3"


def test_a_folder_that_another_process_made_meanwhile_is_used(tmp_path):
    tries = []

    def make():
        tries.append(1)
        if len(tries) == 1:  # there was none yet
            (tmp_path / "a").mkdir()
            raise FileNotFoundError
        return "made"

    assert edition_files._within(tmp_path, tmp_path / "a/b.html", make) == "made"


def test_what_cannot_be_deleted_keeps_no_site_from_its_next_edition(tmp_path, monkeypatch):
    def busy(*_arguments, **_more):
        raise OSError(16, "Device or resource busy")

    editions = Editions(tmp_path / "site", keep=1)
    editions.publish("1" * 64, [("index.html", b"1")])
    folder = editions.out.resolve().parent
    (folder / ".building-9").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(os, "rmdir", busy)
        editions.settle(editions.publish("2" * 64, [("index.html", b"2")]))
    assert (tmp_path / "site/index.html").read_bytes() == b"2"
    editions.settle(editions.publish("3" * 64, [("index.html", b"3")]))
    assert [each.name for each in folder.iterdir()] == ["3" * 16]


def test_what_is_hidden_beside_the_editions_is_none_of_them(tmp_path):
    editions = Editions(tmp_path / "site", keep=1)
    editions.publish("1" * 64, [("index.html", b"1")])
    hidden = editions.out.resolve().parent / ".snapshots"
    hidden.mkdir()
    os.utime(hidden, (0, 0))
    editions.settle(editions.publish("2" * 64, [("index.html", b"2")]))
    assert hidden.is_dir()


def test_what_a_killed_build_left_is_tidied_away(tmp_path):
    editions = Editions(tmp_path / "site")
    with editions.locked():
        editions.publish("1" * 64, [("index.html", b"1")])
        folder = editions.out.resolve().parent
        (folder / ".building-9").mkdir()
        (folder / ".building-9/half.html").write_bytes(b"h")
        (folder / ".building-link").symlink_to("nowhere")
        editions.publish("2" * 64, [("index.html", b"2")])
    assert [each.name for each in folder.iterdir() if each.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "TRUE"),
        (False, "FALSE"),
        (12, "12"),
        (-0.5, "-0.5"),
        (1e22, "1e+22"),
        ("=1+1", "'=1+1"),
        ("a\x0b", "a_x000B_"),
        ("-1", "-1"),
    ],
)
def test_one_cell_of_csv(cell, text):
    assert csv_text(cell) == text


def test_a_batch_is_let_go_before_the_next_file_is_made(tmp_path):
    class Batch:
        def write(self, folder, _before):
            yield [write_file(folder, "many", b"many")]

    def files():
        batch = Batch()
        held = weakref.ref(batch)
        yield batch
        del batch
        yield "one", str(held()).encode()

    write_files(tmp_path, files())
    assert (tmp_path / "one").read_bytes() == b"None"

"""A new edition is built in the folder of one that is to go, and nothing of that one shows."""

import errno
import os
import select
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cpstandard.publish import edition, edition_folder
from cpstandard.publish.edition import Editions
from cpstandard.publish.edition_folder import EditionFolder
from cpstandard.publish.manifest import MANIFEST
from versions import SAME, VERSIONS, Pages, folder_of, found_in, holds, publish


@pytest.fixture
def editions(tmp_path: Path) -> Editions:
    """Two editions of a site."""
    editions = Editions(tmp_path / "site")
    publish(editions, 1)
    publish(editions, 2)
    return editions


def test_an_edition_is_built_in_the_folder_that_would_be_deleted(editions: Editions) -> None:
    first, second = folder_of(editions, 1), folder_of(editions, 2)
    folder = first.stat().st_ino
    places = {path: (first / path).parent.stat().st_ino for path in SAME}
    third = publish(editions, 3).folder
    assert third.stat().st_ino == folder
    for path, place in places.items():
        assert (third / path).parent.stat().st_ino == place, "its folder was not made anew"
        assert (third / path).samefile(second / path)
    assert not first.exists()
    holds(editions, 3)


def test_what_is_in_its_place_is_not_linked_again(
    editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked = []
    link = os.link

    def told(source: Path, target: str) -> None:
        linked.append(Path(target).name)
        link(source, target)

    monkeypatch.setattr(os, "link", told)
    publish(editions, 3)
    assert set(linked) == {"was"}, "of what the second edition has, only this is not in the first"
    holds(editions, 3)


def test_the_only_edition_is_not_built_in(tmp_path: Path) -> None:
    editions = Editions(tmp_path / "site", keep=1)
    for version in (1, 2, 3):
        before = editions.out.resolve()
        assert not editions.out.exists() or found_in(before) == VERSIONS[version - 2]
        publish(editions, version)
        holds(editions, version)
        assert not before.exists() or before == tmp_path / "site"
    assert [each.name[0] for each in folder_of(editions, 1).parent.iterdir()] == ["3"]


def test_the_one_before_is_not_built_in_where_it_is_not_the_newest(editions: Editions) -> None:
    """Somebody went back to the first edition by hand."""
    editions.out.unlink()
    editions.out.symlink_to(folder_of(editions, 1))
    current = editions.out.resolve().stat().st_ino
    assert publish(editions, 3).folder.stat().st_ino != current
    holds(editions, 3)


def test_of_several_too_many_all_go(editions: Editions) -> None:
    for age in range(3):
        folder = folder_of(editions, 1).with_name(f"1-older-{age}")
        folder.mkdir()
        os.utime(folder, ns=(age, age))
    publish(editions, 3)
    assert sorted(p.name[0] for p in folder_of(editions, 1).parent.iterdir()) == ["2", "3"]


def _changed(old: Path, _elsewhere: Path) -> None:
    page = old / "records/1/index.html"
    page.unlink()
    page.write_bytes(b"rec0rd 1")


def _stranger(old: Path, _elsewhere: Path) -> None:
    (old / "records/strange").mkdir()
    (old / "records/strange/note\n.txt").write_bytes(b"mine")
    (old / "notes.txt").write_bytes(b"mine")


def _empty_folder(old: Path, _elsewhere: Path) -> None:
    (old / "nothing").mkdir()


def _gone(old: Path, _elsewhere: Path) -> None:
    (old / "records/2/index.html").unlink()


def _link_to_a_file(old: Path, elsewhere: Path) -> None:
    (old / "index.html").unlink()
    (old / "index.html").symlink_to(elsewhere / "index.html")


def _link_to_a_folder(old: Path, elsewhere: Path) -> None:
    (old / "records/3/index.html").unlink()
    (old / "records/3").rmdir()
    (old / "records/3").symlink_to(elsewhere)


def _link_to_nothing(old: Path, _elsewhere: Path) -> None:
    (old / "records/4/index.html").unlink()
    (old / "records/4/index.html").symlink_to("nowhere")


def _pipe(old: Path, _elsewhere: Path) -> None:
    (old / "index.html").unlink()
    os.mkfifo(old / "index.html")


def _file_for_a_folder(old: Path, _elsewhere: Path) -> None:
    (old / "records/5/index.html").unlink()
    (old / "records/5").rmdir()
    (old / "records/5").write_bytes(b"in the way")


def _folder_for_a_file(old: Path, _elsewhere: Path) -> None:
    (old / "index.html").unlink()
    (old / "index.html/deep").mkdir(parents=True)
    (old / "index.html/deep/index.html").write_bytes(b"in the way")


def _folder_for_the_manifest(old: Path, _elsewhere: Path) -> None:
    (old / MANIFEST).unlink()
    (old / MANIFEST).mkdir()


def _no_folder(old: Path, elsewhere: Path) -> None:
    moved = old.with_name(".elsewhere")
    old.rename(moved)
    old.symlink_to(elsewhere)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    "damage",
    [_changed, _stranger, _empty_folder, _gone, _link_to_a_file, _link_to_a_folder, _pipe,
     _link_to_nothing, _file_for_a_folder, _folder_for_a_file, _folder_for_the_manifest],
)  # fmt: skip
def test_whatever_became_of_the_old_one_the_new_one_is_right(
    editions: Editions,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    damage: Callable[[Path, Path], None],
    jobs: int,
) -> None:
    monkeypatch.setattr(edition_folder, "can_fork", lambda: True)
    monkeypatch.setattr(editions, "_jobs", jobs)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_bytes(b"not ours")
    old = folder_of(editions, 1)
    age = old.stat().st_mtime_ns
    damage(old, elsewhere)
    os.utime(old, ns=(age, age))  # it is the older one as before
    folder = old.stat().st_ino
    new = publish(editions, 3).folder
    if damage is not _folder_for_the_manifest:  # what cannot be had is thrown away
        assert new.stat().st_ino == folder
    assert found_in(elsewhere) == {"index.html": b"not ours"}
    holds(editions, 3)


def test_the_old_one_is_looked_at_while_the_first_file_is_made(
    editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, write = os.pipe()
    look = edition_folder._left_in

    def looked(root: Path) -> str:
        assert select.select([read], [], [], 30)[0], "the first file waits"
        return look(root)

    def files() -> Iterator[tuple[str, bytes]]:
        os.write(write, b"the first is being made")
        yield from VERSIONS[2].items()

    monkeypatch.setattr(edition_folder, "can_fork", lambda: True)
    monkeypatch.setattr(edition_folder, "_left_in", looked)
    monkeypatch.setattr(editions, "_jobs", 2)
    folder = folder_of(editions, 1).stat().st_ino
    new = editions.publish("3" * 64, files()).folder
    assert new.stat().st_ino == folder
    holds(editions, 3)


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_file_is_put_there_before_it_was_looked_at(
    editions: Editions, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    look, write_files = edition_folder._left_in, edition.write_files
    (folder_of(editions, 1) / "records" / "seen").write_bytes(b"")

    def looked(root: Path) -> str:
        (root / "records" / "seen").unlink()
        return look(root)

    def written(folder: Path, files: Iterable[Any], before: Path | None) -> Any:
        def unseen() -> Iterator[Any]:
            for each in files:
                assert not (folder / "records" / "seen").exists()
                yield each

        return write_files(folder, unseen(), before)

    monkeypatch.setattr(edition_folder, "can_fork", lambda: True)
    monkeypatch.setattr(edition_folder, "_left_in", looked)
    monkeypatch.setattr(edition, "write_files", written)
    monkeypatch.setattr(editions, "_jobs", jobs)
    publish(editions, 3)
    holds(editions, 3)


def test_where_looking_was_stopped_the_old_one_is_thrown_away(
    editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition_folder, "can_fork", lambda: True)
    monkeypatch.setattr(edition_folder, "_left_in", lambda _: killed())
    monkeypatch.setattr(editions, "_jobs", 2)
    (folder_of(editions, 1) / "records" / "stranger.html").write_bytes(b"not ours")
    publish(editions, 3)
    holds(editions, 3)


def test_a_link_to_a_folder_is_no_edition_to_build_in(editions: Editions, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / MANIFEST).write_bytes(b"not ours")
    _no_folder(folder_of(editions, 1), elsewhere)
    publish(editions, 3)
    assert (elsewhere / MANIFEST).read_bytes() == b"not ours"
    assert found_in(editions.out.resolve()) == VERSIONS[2]


def test_a_file_that_editions_share_is_never_written_to(editions: Editions) -> None:
    """The page of the first edition is the second's too: the third gets another."""
    shared = {**VERSIONS[1], "records/1/index.html": b"told anew"}
    with editions.locked():
        third = editions.publish("3" * 64, shared.items()).folder
    assert found_in(third) == shared
    assert found_in(folder_of(editions, 2)) == VERSIONS[1]


def test_of_many_records_that_go_no_folder_is_listed_for_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions, many = Editions(tmp_path / "site"), {f"records/{n}/a": b"%d" % n for n in range(300)}
    for number, files in ((1, {**many, "stays": b""}), (2, {"stays": b""})):
        editions.publish(str(number) * 64, [Pages(files)])
    listed = []
    for name in ("scandir", "listdir"):
        real = getattr(os, name)
        monkeypatch.setattr(os, name, lambda at, real=real: (listed.append(str(at)), real(at))[1])
    editions.publish("3" * 64, [Pages({"stays": b"", "records/7/a": b"7"})])
    assert 300 < len(listed) < 330, "each folder of the old edition once, when it is taken over"
    assert found_in(folder_of(editions, 3)) == {"stays": b"", "records/7/a": b"7"}


def test_the_folder_of_a_file_that_went_before_the_others_goes_too(tmp_path: Path) -> None:
    old = tmp_path / "old"
    for name in ("gone", "left"):
        (old / "records" / name).mkdir(parents=True)
        (old / "records" / name / "index.html").write_bytes(b"")
    place = EditionFolder.at(tmp_path / "new", old)
    (place.path / "records/gone/index.html").unlink()
    place.clear({"records/left/index.html"})
    assert [each.name for each in (place.path / "records").iterdir()] == ["left"]


def test_a_folder_that_the_disk_will_not_remove_is_a_failure(
    editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.rmdir

    def failing(path: str | Path, **more: int) -> None:
        if Path(path).name == "old":  # of the first edition alone
            raise OSError(errno.EIO, "Input/output error")
        real(path, **more)

    monkeypatch.setattr(os, "rmdir", failing)
    with pytest.raises(OSError, match="Input/output error"):
        publish(editions, 3)
    assert found_in(editions.out) == VERSIONS[1]


def test_where_files_are_copied_they_are_copied_over_no_other(
    editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_source: Path, _target: str) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    page = folder_of(editions, 1) / "records/1/index.html"
    page.unlink()
    page.hardlink_to(folder_of(editions, 2) / "records/2/index.html")
    monkeypatch.setattr(os, "link", refuse)
    publish(editions, 3)
    holds(editions, 3)


TOUCHING = {
    "open", "os.rename", "os.mkdir", "os.symlink", "os.link", "os.remove", "os.rmdir", "os.scandir",
}  # fmt: skip


def broken_off(editions: Editions, number: int, how: Callable[[], None]) -> int:
    """Publish the third edition in another process, and do ``how`` before its nth operation.

    Return its exit code: 1 where the disk failed, 0 where it was done with all that it does.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code, begun = 70, 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal begun
        paths = [os.fspath(a) for a in arguments if isinstance(a, (str, os.PathLike))]
        if event in TOUCHING and any(".editions" in str(path) for path in paths):
            begun += 1
            if begun == number:
                how()

    sys.addaudithook(hook)
    try:
        publish(editions, 3)
        code = 0 if begun < number else 2
    except OSError:
        code = 1
    finally:
        os._exit(code)


def full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.reliability("R17")
@pytest.mark.parametrize("how", [full, killed])
def test_wherever_it_breaks_off_there_is_one_sound_site(
    tmp_path: Path, how: Callable[[], None], record_property: Callable[[str, object], None]
) -> None:
    number, seen = 0, set()
    while True:
        number += 1
        editions = Editions(tmp_path / str(number) / "site")
        publish(editions, 1)
        publish(editions, 2)
        code = broken_off(editions, number, how)
        stands = 3 if found_in(editions.out.resolve()) == VERSIONS[2] else 2
        holds(editions, stands)
        seen.add((code, stands))
        if code == 0:
            break
        publish(editions, 3)
        holds(editions, 3)
        left = [each.name for each in folder_of(editions, 1).parent.iterdir()]
        assert not [name for name in left if name.startswith(".")]
    record_property("figure", f"{number - 1} points within one edition, each left one sound site")
    wanted = {(0, 3), (-9, 2), (-9, 3)} if how is killed else {(0, 3), (1, 2), (2, 3)}
    assert seen >= wanted
    assert number > 40

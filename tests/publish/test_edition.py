"""A site is put in place in one step, or not at all."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from cpstandard.core.errors import UnusableInput
from cpstandard.publish.edition import Editions
from cpstandard.publish.edition_before import Before
from cpstandard.publish.edition_files import Content
from cpstandard.publish.history import History, Told
from cpstandard.publish.manifest import read_manifest

ONE = [("index.html", b"one"), ("a/b.html", b"b")]


def test_publishes_at_a_link(tmp_path: Path) -> None:
    editions = Editions(tmp_path / "site")
    with editions.locked():
        edition = editions.publish("1" * 64, ONE)
    assert (tmp_path / "site" / "index.html").read_bytes() == b"one"
    assert (edition.files, edition.changed) == (2, True)
    manifest = read_manifest(tmp_path / "site")
    assert manifest is not None
    assert set(manifest["files"]) == {"index.html", "a/b.html"}


def test_a_file_may_write_itself(tmp_path: Path) -> None:
    """What is large is written a piece at a time, and each file before the next is asked for."""
    sizes = []

    def files() -> Iterator[tuple[str, Content]]:
        def write(out: BinaryIO) -> None:
            out.writelines(b"%d\n" % n for n in range(1000))
            sizes.append(out.tell())

        yield "large.txt", write
        yield "about.txt", str(sizes[0]).encode()

    editions = Editions(tmp_path / "site")
    editions.publish("1" * 64, files())
    large = (tmp_path / "site" / "large.txt").read_bytes()
    assert large.endswith(b"\n999\n")
    assert (tmp_path / "site" / "about.txt").read_bytes() == str(len(large)).encode()
    manifest = read_manifest(tmp_path / "site")
    assert manifest is not None
    assert manifest["files"]["large.txt"] == {
        "sha256": hashlib.sha256(large).hexdigest(),
        "bytes": len(large),
    }


def test_knows_when_nothing_changed_and_when_a_file_is_gone(tmp_path: Path) -> None:
    editions = Editions(tmp_path / "site")
    editions.publish("1" * 64, ONE)
    assert editions.current("2" * 64) is None
    current = editions.current("1" * 64)
    assert current is not None
    assert not current.changed
    (tmp_path / "site" / "a" / "b.html").unlink()
    assert editions.current("1" * 64) is None


def test_a_damaged_edition_is_replaced_by_one_of_the_same_inputs(tmp_path: Path) -> None:
    editions = Editions(tmp_path / "site")
    editions.publish("1" * 64, ONE)
    (tmp_path / "site" / "index.html").unlink()
    editions.publish("1" * 64, ONE)
    assert (tmp_path / "site" / "index.html").read_bytes() == b"one"


def test_keeps_as_many_editions_as_asked(tmp_path: Path) -> None:
    editions = Editions(tmp_path / "site", keep=2)
    for n in range(4):
        editions.settle(editions.publish(str(n) * 64, [("index.html", str(n).encode())]))
    kept = sorted(p.name for p in (tmp_path / "site.editions").iterdir())
    assert kept == ["2" * 16, "3" * 16]
    assert (tmp_path / "site" / "index.html").read_bytes() == b"3"


def test_a_failure_in_the_middle_leaves_the_old_site_whole(tmp_path: Path) -> None:
    def broken() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"two"
        raise OSError(28, "No space left on device")

    editions = Editions(tmp_path / "site")
    editions.publish("1" * 64, ONE)
    with pytest.raises(OSError, match="No space"):
        editions.publish("2" * 64, broken())
    assert (tmp_path / "site" / "index.html").read_bytes() == b"one"
    assert [p.name for p in (tmp_path / "site.editions").iterdir()] == ["1" * 16]


@pytest.mark.reliability("R15")
@pytest.mark.parametrize("path", ["../out.html", "/etc/x", "a/../../x"])
def test_no_path_leads_out_of_the_site(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="cannot hold the path"):
        Editions(tmp_path / "deep" / "site").publish("1" * 64, [(path, b"")])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["deep"]


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("mine")
    with (
        pytest.raises(UnusableInput, match="not a site of ours"),
        Editions(tmp_path / "site").locked(),
    ):
        pass
    assert (tmp_path / "site" / "thesis.txt").read_text() == "mine"


def test_a_second_build_leaves_and_says_who_holds_the_lock(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from cpstandard.publish.edition import Editions\n"
        "with Editions(Path(sys.argv[1])).locked():\n    print('held', flush=True); input()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "site")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with (
        pytest.raises(UnusableInput, match=f"process {holder.pid}"),
        Editions(tmp_path / "site").locked(),
    ):
        pass
    holder.communicate("\n", timeout=30)
    with Editions(tmp_path / "site").locked():
        pass


def test_killed_while_writing_the_old_site_stands_and_the_next_build_tidies(tmp_path: Path) -> None:
    editions = Editions(tmp_path / "site")
    editions.publish("1" * 64, ONE)
    script = (
        "import os, sys; from pathlib import Path; from cpstandard.publish.edition import Editions\n"
        "def files():\n"
        "    yield 'index.html', b'two'\n"
        "    os.kill(os.getpid(), 9)\n"
        "Editions(Path(sys.argv[1])).publish('2' * 64, files())\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path / "site")], check=False)
    assert done.returncode == -9
    assert (tmp_path / "site" / "index.html").read_bytes() == b"one"
    editions.publish("2" * 64, [("index.html", b"two")])
    assert (tmp_path / "site" / "index.html").read_bytes() == b"two"
    assert list((tmp_path / "site.editions").glob(".*")) == []


def test_a_manifest_that_is_no_json_counts_as_none(tmp_path: Path) -> None:
    editions = Editions(tmp_path / "site")
    editions.publish("1" * 64, ONE)
    (tmp_path / "site" / "manifest.json").write_text(json.dumps({})[:1])
    assert editions.current("1" * 64) is None


def test_of_the_editions_the_newest_are_kept(tmp_path: Path) -> None:
    editions = Editions(tmp_path / "site")
    # The names tell nothing of the age: the one made first has the last of them.
    for age, name in enumerate("312"):
        edition = editions.publish(name * 64, ONE)
        os.utime(edition.folder, ns=(age * 10**9, age * 10**9))
        editions.settle(edition)
    kept = {folder.name[0] for folder in (tmp_path / "site.editions").iterdir()}
    assert kept == {"1", "2"}
    assert edition.folder == (tmp_path / "site").resolve()
    assert editions.drop(lambda _: False) == 1
    assert (tmp_path / "site" / "index.html").read_bytes() == b"one"


def test_an_edition_that_is_there_already_is_said_with_its_files(tmp_path: Path) -> None:
    editions = Editions(tmp_path / "site", keep=1)
    made = editions.publish("1" * 64, ONE)
    found = editions.current("1" * 64)
    assert found is not None
    assert (found.folder, found.files, found.changed) == (made.folder, 2, False)
    editions.settle(editions.publish("2" * 64, ONE))
    assert len(list((tmp_path / "site.editions").iterdir())) == 1


def test_the_manifest_of_the_edition_before_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions = Editions(tmp_path / "site")
    editions.publish("1" * 64, ONE)
    read = []
    whole = Path.read_bytes

    def noted(self: Path) -> bytes:
        read.append(self.name)
        return whole(self)

    monkeypatch.setattr(Path, "read_bytes", noted)
    assert editions.current("2" * 64) is None
    editions.publish("2" * 64, ONE)
    assert read.count("manifest.json") == 1


def test_what_was_looked_at_is_not_taken_for_what_is_current_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, begin = [], History.begin

    def noted(self: History, edition: str, before: Before | None) -> list[Told]:
        begun.append(before.folder.name if before else "")
        return begin(self, edition, before)

    monkeypatch.setattr(History, "begin", noted)
    editions = Editions(tmp_path / "site")
    editions.publish("1" * 64, ONE)
    assert editions.current("1" * 64)
    Editions(tmp_path / "site").publish("2" * 64, ONE)
    editions.publish("3" * 64, ONE, History("Invented", "2026-01-31", {}))
    assert set(begun) == {"2" * 16}

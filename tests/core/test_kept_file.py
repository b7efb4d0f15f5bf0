"""A finished file is whole where it is the file itself, with the bytes that it had."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cpstandard.core.kept_file import KeptFile, Lines, digest_of, digests_of


@pytest.fixture(params=["SHA-256", "BLAKE3"])
def kept(tmp_path: Path, request: pytest.FixtureRequest) -> KeptFile:
    path = tmp_path / "kept"
    path.write_bytes(b"k" * 200_000)
    sha256, blake3 = digests_of(path)
    assert sha256 == digest_of(path)
    return KeptFile(path, sha256, 200_000, blake3 if request.param == "BLAKE3" else "")


def test_digests_are_those_that_others_find(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    sha256, blake3 = digests_of(tmp_path / "a")
    assert sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert blake3 == "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85"


def test_it_is_whole_and_its_content_is_given(kept: KeptFile) -> None:
    assert kept.is_whole()
    assert kept.content() == b"k" * 200_000


@pytest.mark.parametrize("found", [b"k" * 199_999 + b"l", b"k" * 199_999, b""])
def test_other_bytes_are_not_whole(kept: KeptFile, found: bytes) -> None:
    kept.path.write_bytes(found)
    assert not kept.is_whole()
    assert kept.content() is None


def test_one_that_is_gone_or_a_folder_is_not_whole(kept: KeptFile) -> None:
    kept.path.unlink()
    assert not kept.is_whole()
    kept.path.mkdir()
    assert not kept.is_whole()


def test_a_link_to_the_very_bytes_is_not_whole(kept: KeptFile) -> None:
    kept.path.rename(kept.path.with_name("moved"))
    kept.path.symlink_to("moved")
    assert not kept.is_whole()


def test_a_pipe_is_not_whole_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    empty = digest_of(Path(os.devnull))
    asked = (
        "from pathlib import Path; from cpstandard.core.kept_file import KeptFile;"
        f"print(KeptFile(Path('pipe'), {empty!r}, 0).is_whole())"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, check=True, timeout=60
    )
    assert told.stdout == b"False\n"


LINES = [b"", b"a", *(b"x" * size for size in (8191, 8192, 8193, 100_000, 3_000_000)), b"last"]


@pytest.mark.parametrize("end", [b"\n", b""])
def test_each_line_is_read_by_where_it_begins(tmp_path: Path, end: bytes) -> None:
    (tmp_path / "content").write_bytes(b"\n".join(LINES) + end)
    lines = Lines(tmp_path / "content")
    begins = [sum(len(each) + 1 for each in LINES[:n]) for n in range(len(LINES))]
    assert [lines.at(begin) for begin in begins] == LINES
    assert [lines.at(begin) for begin in reversed(begins)] == LINES[::-1]
    assert lines.at(begins[-1] + 100) == b""


def test_forked_processes_read_in_one_file_and_do_not_disturb_each_other(tmp_path: Path) -> None:
    several = [bytes([65 + n]) * 20_000 for n in range(20)]
    (tmp_path / "content").write_bytes(b"\n".join(several))
    lines = Lines(tmp_path / "content")
    children = []
    for _ in range(3):
        child = os.fork()
        if not child:
            whole = all(lines.at(20_001 * n) == several[n] for _ in range(50) for n in range(20))
            os._exit(0 if whole else 1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]


def test_files_of_lines_that_nobody_reads_any_more_are_closed(tmp_path: Path) -> None:
    (tmp_path / "content").write_bytes(b"a\nb\n")
    before = set(Path("/proc/self/fd").iterdir())
    for _ in range(5):
        assert Lines(tmp_path / "content").at(2) == b"b"
    assert set(Path("/proc/self/fd").iterdir()) == before
    with pytest.raises(FileNotFoundError):
        Lines(tmp_path / "missing")

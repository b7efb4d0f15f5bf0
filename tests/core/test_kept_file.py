"""A finished file is whole where it is the file itself, with the bytes that it had."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cpstandard.core.kept_file import KeptFile, digest_of


@pytest.fixture
def kept(tmp_path: Path) -> KeptFile:
    path = tmp_path / "kept"
    path.write_bytes(b"k" * 200_000)
    return KeptFile(path, digest_of(path), 200_000)


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

"""Of a large site the folder for the second edition is laid out when the first is in place."""

import errno
import os
import select
from pathlib import Path
from typing import Any

import pytest

from cpstandard.publish import edition, edition_folder
from cpstandard.publish.edition import Editions
from cpstandard.publish.manifest import MANIFEST
from versions import VERSIONS, folder_of, found_in, holds, publish

JOBS = pytest.mark.parametrize("jobs", [1, 2])


@pytest.fixture(params=[1, 2])
def laid_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Editions:
    """The first edition of a site that counts as large, with the folder for the next."""
    monkeypatch.setattr(edition, "_MANY", len(VERSIONS[0]))
    monkeypatch.setattr(edition, "can_fork", lambda: True)
    editions = Editions(tmp_path / "site", jobs=request.param)
    publish(editions, 1)
    return editions


def next_of(editions: Editions) -> Path:
    return editions.out.with_name("site.editions") / ".next"


def test_for_the_second_edition_a_folder_is_laid_out(laid_out: Editions) -> None:
    first, folder = folder_of(laid_out, 1), next_of(laid_out)
    assert found_in(folder) == VERSIONS[0]
    assert all((folder / path).samefile(first / path) for path in VERSIONS[0])
    assert not (folder / MANIFEST).exists()
    there = folder.stat().st_ino
    second = publish(laid_out, 2).folder
    assert second.stat().st_ino == there
    holds(laid_out, 2)
    assert not folder.exists(), "the third is built in the folder of the first"


def test_no_folder_is_laid_out_where_one_edition_is_kept_or_a_site_is_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(Editions(tmp_path / "small" / "site"), 1)
    monkeypatch.setattr(edition, "_MANY", 1)
    publish(Editions(tmp_path / "one" / "site", keep=1), 1)
    assert list(tmp_path.glob("*/site.editions/.*")) == []


@JOBS
def test_a_disk_without_room_for_the_next_folder_has_the_edition_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(edition, "_MANY", 1)
    monkeypatch.setattr(edition, "can_fork", lambda: True)
    editions = Editions(tmp_path / "site", jobs=jobs)
    with monkeypatch.context() as full:
        full.setattr(os, "link", refuse)
        publish(editions, 1)
    assert sorted(p.name for p in (tmp_path / "site.editions").iterdir()) == ["1" * 16]
    holds(editions, 1)
    publish(editions, 2)
    holds(editions, 2)


def test_another_process_lays_it_out_while_this_one_reads_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, write = os.pipe()

    def lay_out(*given: Any) -> None:
        edition_folder.lay_out(*given)
        os.write(write, f"{os.getpid()}".encode())

    def read_back(*_: object, **__: object) -> None:
        assert select.select([read], [], [], 30)[0], "nothing is laid out meanwhile"
        assert int(os.read(read, 20)) != os.getpid()

    monkeypatch.setattr(edition, "_MANY", 1)
    monkeypatch.setattr(edition, "can_fork", lambda: True)
    monkeypatch.setattr(edition, "lay_out", lay_out)
    monkeypatch.setattr(edition, "read_back", read_back)
    editions = Editions(tmp_path / "site", jobs=2)
    publish(editions, 1)
    assert found_in(next_of(editions)) == VERSIONS[0]


@JOBS
def test_an_edition_that_the_disk_spoilt_leaves_no_folder_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    def spoilt(*_: object, **__: object) -> None:
        raise OSError("the disk gave back other bytes")

    monkeypatch.setattr(edition, "_MANY", 1)
    monkeypatch.setattr(edition, "can_fork", lambda: True)
    monkeypatch.setattr(edition, "read_back", spoilt)
    with pytest.raises(OSError, match="other bytes"):
        publish(Editions(tmp_path / "site", jobs=jobs), 1)
    assert list((tmp_path / "site.editions").iterdir()) == []


@pytest.mark.parametrize("change", [b"", b"written by somebody else", None])
def test_what_became_of_the_next_folder_since_does_not_show(
    laid_out: Editions, change: bytes | None
) -> None:
    page = next_of(laid_out) / "records" / "3" / "index.html"
    page.unlink()
    if change is not None:
        page.write_bytes(change)
    (next_of(laid_out) / "stranger.html").write_bytes(b"stranger")
    publish(laid_out, 2)
    holds(laid_out, 2)


def test_a_folder_laid_out_for_an_edition_that_is_gone_goes_with_it(laid_out: Editions) -> None:
    (folder_of(laid_out, 1) / MANIFEST).unlink()
    (next_of(laid_out) / "index.html").unlink()
    publish(laid_out, 2)
    assert found_in(laid_out.out.resolve()) == VERSIONS[1]
    assert not next_of(laid_out).exists()


def test_what_is_withdrawn_is_gone_from_the_next_folder_too(laid_out: Editions) -> None:
    laid_out.drop(lambda folder: "only" not in {path.stem for path in folder.rglob("*")})
    assert not next_of(laid_out).exists()

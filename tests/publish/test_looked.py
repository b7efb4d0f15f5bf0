"""What another process says of the pages of the edition before: no more than is so."""

import hashlib
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from blake3 import blake3

from cpstandard.pipeline import jobs as jobs_of
from cpstandard.pipeline.jobs import ahead
from cpstandard.publish import looked, processes
from cpstandard.publish.kept_pages import KeptPages
from cpstandard.publish.kept_shelf import Kept, KeptShelf, Together
from cpstandard.publish.looked import Looked
from cpstandard.workspace import Workspace

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")


@pytest.fixture(autouse=True)
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let others look, a shelf at a time, whatever tests came before and however few there are."""
    monkeypatch.setattr(jobs_of, "can_fork", lambda: True)
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    monkeypatch.setattr(looked, "_WORTH", 1)
    monkeypatch.setattr(looked, "_STEP", 1)


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """An edition with two pages."""
    folder = tmp_path / "before"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.html").write_bytes(f"<p>{name}</p>".encode())
    return folder


@pytest.fixture
def folder(tmp_path: Path, before: Path) -> Path:
    """The folder of the next edition, where both pages are already."""
    folder = tmp_path / "next"
    folder.mkdir()
    for each in before.iterdir():
        (folder / each.name).hardlink_to(each)
    return folder


@pytest.fixture(params=["each alone", "together"])
def known(tmp_path: Path, before: Path, folder: Path, request: pytest.FixtureRequest) -> KeptPages:
    """What is kept of the pages: of each alone, and of both together."""
    assert folder.is_dir()
    pages = KeptPages(tmp_path / "pages.sqlite")
    with pages.anew() as new:
        for name, several in (("a", "a"), ("b", "b"), ("both", "ab")):
            rows, together = list[Kept](), Together()
            for page in several:
                content = (before / f"{page}.html").read_bytes()
                sha256 = hashlib.sha256(content).hexdigest()
                rows.append(Kept(f"{page}.html", "key", sha256, len(content)))
                together.add(content)
            digest = together.hexdigest() if request.param == "together" else ""
            new.keep(name, KeptShelf.of("", rows, digest))
    return pages


def all_said(known: KeptPages, folder: Path, before: Path | None, jobs: int = 2) -> dict[str, str]:
    look = Looked(known)
    assert list(look.write(folder, before)) == []
    ahead(look.work(), jobs, Workspace(folder.parent / "workspace"))
    return dict(look.sound())


def said(known: KeptPages, folder: Path, before: Path | None, jobs: int = 2) -> set[str]:
    return set(all_said(known, folder, before, jobs))


def test_pages_are_sound_that_are_whole_and_in_their_places(
    known: KeptPages, folder: Path, before: Path
) -> None:
    assert said(known, folder, before) == {"a", "b", "both"}


def test_what_is_said_is_the_digest_of_the_pages_together(
    known: KeptPages, folder: Path, before: Path
) -> None:
    found = all_said(known, folder, before)
    assert found["both"] == blake3(b"<p>a</p><p>b</p>").hexdigest()
    with known.anew() as new:
        new.keep("both", known.read("both")._replace(together=found["a"]))
    assert said(known, folder, before) == set()


@pytest.mark.parametrize("size", [1, 100_000, (1 << 18) - 1, 1 << 18, 700_000])
def test_files_together_have_the_digest_of_their_bytes_one_after_another(size: int) -> None:
    together, contents = Together(), [bytes([number]) * size for number in range(5)]
    for content in contents:
        together.add(content)
        assert together.hexdigest()  # which may be asked for at any time
    assert together.hexdigest() == blake3(b"".join(contents)).hexdigest()


def as_link(page: Path) -> None:
    page.rename(page.with_suffix(".old"))
    page.symlink_to(page.with_suffix(".old"))


def as_pipe(page: Path) -> None:
    page.unlink()
    os.mkfifo(page)


def as_folder(page: Path) -> None:
    page.unlink()
    page.mkdir()


def anew(page: Path) -> None:
    content = page.read_bytes()
    page.unlink()
    page.write_bytes(content)


@pytest.mark.parametrize("where", ["before", "next"])
@pytest.mark.parametrize(
    "change", [Path.unlink, as_link, as_pipe, as_folder, anew], ids=lambda change: change.__name__
)
def test_of_what_is_not_one_file_in_both_folders_nothing_is_said(
    known: KeptPages, folder: Path, before: Path, where: str, change: Callable[[Path], None]
) -> None:
    change((before if where == "before" else folder) / "a.html")
    assert said(known, folder, before) == {"b"}


def test_pages_of_an_older_edition_go_and_those_of_the_one_before_stay(
    known: KeptPages, folder: Path, before: Path
) -> None:
    shelves = [(name, known.read(name)) for name in ("a", "b")]
    with known.anew() as new:
        for each in shelves:
            new.keep(*each)
    for page in folder.iterdir():
        anew(page)
    assert said(known, folder, before) == set()
    assert list(folder.iterdir()) == []
    assert sorted(each.name for each in before.iterdir()) == ["a.html", "b.html"]


@pytest.mark.parametrize("content", [b"<p>x</p>", b"<p>a", b"<p>a</p>more", b""])
def test_of_what_is_damaged_nothing_is_said(
    known: KeptPages, folder: Path, before: Path, content: bytes
) -> None:
    (before / "a.html").write_bytes(content)  # in both folders, for it is one file
    assert said(known, folder, before) == {"b"}


def test_nothing_is_said_where_nobody_looked(
    known: KeptPages, folder: Path, before: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(known, folder, None) == set()
    assert said(known, folder, before, jobs=1) == set()
    monkeypatch.setattr(looked, "_WORTH", 1 << 30)
    assert said(known, folder, before) == set()
    known.path.write_bytes(b"no database")
    monkeypatch.setattr(looked, "_WORTH", 1)
    assert said(known, folder, before) == set()


def test_nothing_goes_beyond_the_folder(
    tmp_path: Path, known: KeptPages, folder: Path, before: Path
) -> None:
    stranger = tmp_path / "stranger.html"
    stranger.write_bytes(b"mine")
    (before.parent / "elsewhere").mkdir()
    apart = before.rename(before.parent / "elsewhere" / "before")
    (apart.parent / "stranger.html").write_bytes(b"another")
    row = Kept("../stranger.html", "key", "0" * 64, 4)
    with known.anew() as new:
        for name in ("beyond", "further"):
            new.keep(name, KeptShelf.of("", [row]))
    assert said(known, folder, apart) == set()
    assert stranger.read_bytes() == b"mine"


def test_into_an_empty_folder_nobody_looks(tmp_path: Path, known: KeptPages, before: Path) -> None:
    (tmp_path / "empty").mkdir()
    look = Looked(known)
    list(look.write(tmp_path / "empty", before))
    assert look.work() == []


def test_nothing_is_said_by_one_that_was_stopped(
    known: KeptPages, folder: Path, before: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looked, "_all_sound", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    assert said(known, folder, before) == set()

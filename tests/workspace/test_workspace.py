"""The workspace gives back what was finished, and nothing that was not."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpstandard.core.errors import UnusableInput
from cpstandard.pipeline.take_down import clear
from cpstandard.workspace import Workspace, content_key


def test_keys_depend_on_every_part_and_on_nothing_else() -> None:
    assert content_key("a", {"x": 1, "y": 2}) == content_key("a", {"y": 2, "x": 1})
    assert content_key("a", "b") != content_key("ab")
    assert content_key("a", None) != content_key("a", "None")


def test_finds_what_was_stored(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert workspace.find("ingest", "k") is None
    workspace.store("ingest", "k", [{"name": "Tŷ \ud800"}, 2], {"rows": 2})
    found = Workspace(tmp_path).find("ingest", "k")
    assert found is not None
    assert list(found.lines()) == [{"name": "Tŷ \ud800"}, 2]
    assert found.summary() == {"rows": 2}


def test_a_crash_in_the_middle_leaves_nothing_to_find(tmp_path: Path) -> None:
    def lines() -> Iterator[int]:
        yield 1
        raise KeyboardInterrupt

    workspace = Workspace(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        workspace.store("ingest", "k", lines())
    assert workspace.find("ingest", "k") is None
    assert list((tmp_path / "stages" / "ingest").iterdir()) == []


def test_the_summary_may_be_filled_in_while_the_lines_are_read(tmp_path: Path) -> None:
    summary: dict[str, int] = {}

    def lines() -> Iterator[int]:
        yield 1
        summary["rows"] = 1

    stored = Workspace(tmp_path).store("ingest", "k", lines(), summary)
    assert stored.summary() == {"rows": 1}


def test_sweep_keeps_only_what_this_build_used(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    for key in ("old", "found", "half"):
        workspace.store("ingest", key, [key])
    (tmp_path / "stages" / "ingest" / "half" / "summary.json").unlink()
    later = Workspace(tmp_path)
    later.find("ingest", "found")
    later.store("validate", "new", [])
    later.sweep()
    kept = sorted(p.name for p in (tmp_path / "stages").glob("*/*"))
    assert kept == ["found", "new"]


def test_two_builds_never_share_a_workspace(tmp_path: Path) -> None:
    refused = pytest.raises(UnusableInput, match="Another build is using the workspace")
    with Workspace(tmp_path / "w").locked(), refused, Workspace(tmp_path / "w").locked():
        pass
    with Workspace(tmp_path / "w").locked():
        pass


@pytest.mark.parametrize("file", ["content", "summary.json"])
@pytest.mark.parametrize("text", ["", "{", "null", "[]"])
def test_what_a_power_cut_damaged_is_made_again(tmp_path: Path, file: str, text: str) -> None:
    workspace = Workspace(tmp_path)
    stored = workspace.store("ingest", "k", [1])
    (stored.folder / file).write_text(text, encoding="utf-8")
    assert Workspace(tmp_path).find("ingest", "k") is None
    again = Workspace(tmp_path).store("ingest", "k", [1])
    assert list(again.lines()) == [1]
    assert Workspace(tmp_path).find("ingest", "k") is not None


A_TEMPORARY_FILE = "import os, tempfile; print(os.path.dirname(tempfile.mkstemp()[1]))"


def test_what_an_older_version_stored_is_found_and_so_is_ours_by_that(tmp_path: Path) -> None:
    stored = Workspace(tmp_path).store("ingest", "k", ["a"])
    summary = stored.folder / "summary.json"
    facts = json.loads(summary.read_bytes())
    assert facts["digest"] == content_key([facts["sha256"], facts["bytes"], facts["summary"]])
    del facts["blake3"]
    summary.write_text(json.dumps(facts), encoding="utf-8")
    assert Workspace(tmp_path).find("ingest", "k") == stored
    (stored.folder / "content").write_bytes(b'"b"\n')
    assert Workspace(tmp_path).find("ingest", "k") is None


def test_temporary_files_are_in_the_workspace_while_a_build_is_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    root = tmp_path / "w"
    with Workspace(root).locked():
        place = Path(tempfile.mkdtemp()).parent
        assert place.parent == root / "temporary"
        program = [sys.executable, "-c", A_TEMPORARY_FILE]
        told = subprocess.run(program, capture_output=True, check=True, text=True, timeout=60)
        assert told.stdout.strip() == str(place)
    assert [path.name for path in root.iterdir()] == ["lock"]
    assert os.environ["TMPDIR"] == str(elsewhere)
    assert tempfile.gettempdir() == str(elsewhere)
    assert list(elsewhere.iterdir()) == []


def test_where_nobody_named_a_folder_none_is_named_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.delenv("TMPDIR", raising=False)
    with Workspace(tmp_path).locked():
        del os.environ["TMPDIR"]  # as a plugin may
    assert "TMPDIR" not in os.environ
    assert tempfile.tempdir is None


def test_the_next_build_deletes_the_temporary_files_of_one_that_was_killed(tmp_path: Path) -> None:
    child = os.fork()
    if not child:
        try:
            with Workspace(tmp_path).locked():
                Path(tempfile.mkstemp()[1]).write_text("withdrawn since", encoding="utf-8")
                os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    (left,) = (tmp_path / "temporary").glob("*/*")
    with Workspace(tmp_path).locked():
        assert not left.exists()


def test_a_take_down_leaves_the_build_its_temporary_files(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with workspace.locked():
        (tmp_path / "why.json").write_text("{}", encoding="utf-8")
        mine = Path(tempfile.mkstemp()[1])
        clear(workspace)
        assert mine.is_file()
        assert not (tmp_path / "why.json").exists()


def test_the_folder_may_be_a_link_to_another_disk_and_strangers_files_stay(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "mine.txt").write_text("no work of ours", encoding="utf-8")
    root = tmp_path / "w"
    root.mkdir()
    (root / "temporary").symlink_to(disk)
    for _ in range(2):
        with Workspace(root).locked():
            assert Path(tempfile.mkstemp()[1]).resolve().is_relative_to(disk)
        assert [path.name for path in disk.iterdir()] == ["mine.txt"]
    assert (root / "temporary").is_symlink()


def test_a_file_in_the_place_of_the_folder_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "temporary").write_text("in the way", encoding="utf-8")
    with pytest.raises(FileExistsError, match="temporary"), Workspace(tmp_path).locked():
        pass

"""R18 and R19: a disk that fails or is full leaves the old site as it was, and says so."""

import errno
import fcntl
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cpstandard.publish.forms import write_parquet, write_sqlite
from cpstandard.schema_store import standard
from registry_place import initiative, package
from reliability.forked import Builds

Writer = Callable[[dict[str, Any], list[Any], io.BytesIO, Any], None]

TOUCHING = {
    "open", "os.rename", "os.mkdir", "os.symlink", "os.link", "os.remove", "os.rmdir",
    "os.scandir", "os.listdir", "os.truncate", "os.utime",
}  # fmt: skip
MEGABYTE = 1 << 20
# Every point takes minutes: make reliability asks for it.
STEP = 1 if os.environ.get("CPSTANDARD_EVERY_POINT") else 23


def failing(number: int, folders: tuple[str, ...], site: Path, count: Path) -> None:
    """Let the ``number``-th operation in any of ``folders`` fail, from now on in this process.

    Those of processes that it begins count with its own. How many there were is written to
    ``count``: a dot for each, and a bar for the one that switches to the new ``site``.
    """
    dots = os.open(count, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        paths = [os.fspath(a) for a in arguments if isinstance(a, (str, os.PathLike))]
        if event not in TOUCHING or not any(str(p).startswith(folders) for p in paths):
            return
        fcntl.lockf(dots, fcntl.LOCK_EX)  # the number of each is its own
        os.write(dots, b"|" if event == "os.rename" and paths[-1] == f"{site}" else b".")
        begun = os.fstat(dots).st_size
        fcntl.lockf(dots, fcntl.LOCK_UN)
        if begun == number:
            raise OSError(errno.EIO, "Input/output error", paths[0])

    sys.addaudithook(hook)


@pytest.mark.reliability("R18")
def test_whichever_operation_fails_the_site_is_whole(tmp_path: Path, record_property) -> None:
    """Each point is tried on the same two editions, and a build without a fault follows it.

    The history links what it has of all editions, so one build after another would have ever more
    operations.
    """
    builds = Builds(tmp_path / "place", "--data-only", publishers=1)
    for version in (1, 2):
        builds.version(version)
        assert builds.build() == 0, builds.words()
    builds.version(3)
    place, kept_place, counted = builds.place.folder, tmp_path / "kept", tmp_path / "count"
    shutil.copytree(place, kept_place, symlinks=True)
    folders = (f"{builds.place.site}", f"{place / 'workspace'}")
    failed = borne = late = 0
    number = 1
    while True:
        shutil.rmtree(place)
        shutil.copytree(kept_place, place, symlinks=True)
        counted.unlink(missing_ok=True)
        code = builds.build(lambda n=number: failing(n, folders, builds.place.site, counted))
        said, found, done = builds.words(), builds.published(), counted.read_bytes()
        assert "Traceback" not in said, (number, said)
        if len(done) < number:
            assert (code, found) == (0, 3), said
            break
        if b"|" in done[: number - 1]:  # after the switch old work is cleared
            assert code == 0 or "The site is published, but" in said, (number, said)
            assert found == 3, (number, said)
            late += 1
        elif code == 0:  # such as a link that became a copy
            assert found == 3 or "Shown is the last good copy" in said, (number, said)
            borne += 1
        else:
            assert found == 2, (number, said)
            failed += 1
        assert builds.build() == 0, (number, builds.words())
        assert builds.published() == 3
        number += STEP
    record_property(
        "figure",
        f"{failed + borne} points up to the switch: {failed} builds failed with a message and the old site, "
        f"{borne} could do without; {late} points after it: the new site; whole each time, and the next build well",
    )
    assert failed > (failed + borne) // 3
    assert late


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        pytest.skip(f"no small disk can be mounted here: {error}")
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def free(folder: Path) -> int:
    facts = os.statvfs(folder)
    return facts.f_bavail * facts.f_frsize


@pytest.mark.reliability("R19")
def test_a_full_disk_is_said_and_its_room_is_given_back(disk: Path, record_property) -> None:
    builds = Builds(disk, "--data-only", publishers=1)
    builds.said = disk.parent / "said.txt"
    for version in (1, 2, 3):  # so that as many editions are kept as ever will be
        builds.version(version)
        assert builds.build() == 0, builds.words()
    version, failures, filler = 3, 0, disk / "filler"
    needed = MEGABYTE
    for left in range(0, needed, needed // 8):
        version += 1
        builds.version(version)
        filler.write_bytes(bytes(max(free(disk) - left, 0) // 4096 * 4096))
        before = free(disk)
        code = builds.build()
        said = builds.words()
        assert "Traceback" not in said
        if code == 0:
            break
        failures += 1
        assert code == 2, said
        assert "No space left on device" in said
        assert len(said.strip().splitlines()) == 1, said
        assert builds.published() == 3
        assert free(disk) >= before - 64 * 1024, (left, before, free(disk))
        filler.unlink()
    filler.unlink(missing_ok=True)
    builds.version(version + 1)
    assert builds.build() == 0, builds.words()
    assert builds.published() == version + 1
    record_property("figure", f"{failures} full disks: one clear line, the old site, the room back")
    assert failures > 2


@pytest.mark.parametrize("write", [write_sqlite, write_parquet])
def test_a_database_says_that_a_disk_is_full_as_the_system_does(
    disk: Path, write: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    whole = json.loads(package("c-town", *(initiative(f"c-town-{n}") for n in range(50))))
    records = whole.pop("initiatives")
    filler = disk / "filler"
    for left in (0, 4096, 16384):
        filler.write_bytes(bytes(free(disk) - left))
        with pytest.raises(OSError, match="No space left on device") as raised:
            write(whole, records, io.BytesIO(), standard())
        assert raised.value.errno == errno.ENOSPC
        assert [path.name for path in disk.iterdir()] == ["filler"]
        filler.unlink()
    write(whole, records, io.BytesIO(), standard())

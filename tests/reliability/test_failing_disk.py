"""R18 and R19: a disk that fails or is full leaves the old site as it was, and says so."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reliability.forked import Builds

TOUCHING = {
    "open", "os.rename", "os.mkdir", "os.symlink", "os.link", "os.remove", "os.rmdir",
    "os.scandir", "os.listdir", "os.truncate", "os.utime",
}  # fmt: skip
MEGABYTE = 1 << 20
FEW = 23
# Every point up to the switch takes minutes: make reliability asks for it.
STEP = 1 if os.environ.get("CPSTANDARD_EVERY_POINT") else FEW


def failing(number: int, folders: tuple[str, ...], site: Path, count: Path) -> None:
    """Let the ``number``-th operation in any of ``folders`` fail, from now on in this process.

    How many there were is written to ``count``: a dot for each, and a bar for the one that
    switches to the new ``site``.
    """
    dots = os.open(count, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    begun = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal begun
        paths = [os.fspath(a) for a in arguments if isinstance(a, (str, os.PathLike))]
        if event not in TOUCHING or not any(str(p).startswith(folders) for p in paths):
            return
        begun += 1
        os.write(dots, b"|" if event == "os.rename" and paths[-1] == f"{site}" else b".")
        if begun == number:
            raise OSError(errno.EIO, "Input/output error", paths[0])

    sys.addaudithook(hook)


@pytest.mark.reliability("R18")
def test_whichever_operation_fails_the_site_is_whole(tmp_path: Path, record_property) -> None:
    builds = Builds(tmp_path, "--data-only", publishers=1)
    builds.version(1)
    assert builds.build() == 0, builds.words()
    folders = (f"{builds.place.site}", f"{tmp_path / 'workspace'}")
    counted, published, version, number = tmp_path / "count", 1, 1, 1
    failed = kept = borne = late = 0
    while True:
        version += 1
        builds.version(version)
        counted.unlink(missing_ok=True)
        code = builds.build(lambda n=number: failing(n, folders, builds.place.site, counted))
        said, found, done = builds.words(), builds.published(), counted.read_bytes()
        assert "Traceback" not in said, (number, said)
        assert found in (published, version), (number, said)
        if len(done) < number:
            assert code == 0, said
            break
        if code == 0:  # such as a link that became a copy
            assert found == version or "Shown is the last good copy" in said, (number, said)
        # After the switch old work is cleared. What could not be is left to the next build, so
        # that there is the more to clear the oftener it fails: of those points only some.
        switched = b"|" in done[: number - 1]
        if switched:
            assert code == 0 or "The site is published, but" in said, (number, said)
            assert found == version, (number, said)
            late += 1
        elif code:
            failed += 1
            kept += found == published
        else:
            borne += 1
        published = found
        number += FEW if switched else STEP
    record_property(
        "figure",
        f"{failed + borne} points before the switch: {failed} builds failed with a message, {kept} of them with the old site, "
        f"{borne} could do without; {late} points after it: the new site; whole each time",
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

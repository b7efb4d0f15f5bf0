"""Kills builds at random moments, and holds the site to what it has to be after each.

Usage: PYTHONPATH=tests python -m reliability.killing [KILLS] [SEED] [OPTION-OF-BUILD ...]

Each build is of a new version of the registry and is killed with signal 9 after a random part of
the time that a whole one takes. After each the site must be whole, to the byte, and of one version:
the last that was published or the new one. Every fifth build is let run to its end, with nothing
done by hand in between.
"""

import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from reliability.forked import Builds, seconds

_LET_RUN = 5


@dataclass(slots=True)
class Killed:
    """How many builds were killed, ended before they could be, switched the site, and recovered."""

    kills: int = 0
    too_late: int = 0
    switched: int = 0
    recovered: int = 0

    def figure(self) -> str:
        """Return it in words."""
        return (
            f"{self.kills} kills ({self.switched} after the switch, {self.too_late} more too late): the site was whole after each; "
            f"{self.recovered} of {self.recovered} builds after them went well"
        )


def kill_builds(folder: Path, kills: int, seed: int, *options: str) -> Killed:
    """Kill ``kills`` builds in ``folder``; raises ``AssertionError`` where anything is wrong."""
    builds, draw, killed = Builds(folder, *options), random.Random(seed), Killed()
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()

    def put_aside() -> None:
        tempfile.tempdir = os.environ["TMPDIR"] = str(elsewhere)

    seconds(builds, 1)
    whole = seconds(builds, 2)
    published = version = 2
    while killed.kills < kills:
        version += 1
        builds.version(version)
        child = builds.start(put_aside)
        time.sleep(draw.uniform(0, whole))
        os.kill(child, signal.SIGKILL)
        code = builds.finish(child)
        if code != -signal.SIGKILL:  # it was done sooner than we were
            assert code == 0, builds.words()
            killed.too_late += 1
        else:
            killed.kills += 1
        found = builds.published()
        assert found in (published, version), (found, published, version)
        assert code != 0 or found == version
        killed.switched += code != 0 and found == version
        published = found
        if version % _LET_RUN == 0:
            version += 1
            whole = seconds(builds, version)
            killed.recovered += 1
            published = version
            left = [p.name for p in (folder / "site.editions").iterdir() if p.name[0] == "."]
            assert not left, left
            assert not (folder / "workspace/temporary").exists()
    left = [p.name for p in elsewhere.iterdir()]
    assert not left, f"in the folder for temporary files: {left}"
    return killed


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    begun = int(sys.argv[2]) if len(sys.argv) > 2 else 20_261_125
    with tempfile.TemporaryDirectory() as name:
        print(kill_builds(Path(name), count, begun, *sys.argv[3:]).figure())

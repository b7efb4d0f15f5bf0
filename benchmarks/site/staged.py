"""Runs one build in a folder, and prints as JSON when each of its stages began.

Beside the clock stands the time of the processors until then, of children that have ended too.
"""

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cpstandard.pipeline import BuildSettings, build


def started() -> float:
    """Return when this process began, by the clock that ``time.monotonic`` reads."""
    ticks = Path("/proc/self/stat").read_text("utf-8").rpartition(")")[2].split()[19]
    return int(ticks) / os.sysconf("SC_CLK_TCK")


def main(folder: Path) -> None:
    begin: dict[str, tuple[float, float]] = {}
    zero = started()

    @contextmanager
    def progress(label: str, _total: int | None = None) -> Iterator[Callable[..., None]]:
        now = time.clock_gettime(time.CLOCK_BOOTTIME) - zero
        begin.setdefault(label, (now, sum(os.times()[:4])))
        yield lambda _step, _label="": None

    settings = BuildSettings(
        folder / "registry",
        folder / "site",
        folder / "workspace",
        "2026-01-31T06:00:00Z",
        jobs=len(os.sched_getaffinity(0)),
    )
    result = build(settings, progress)
    told = {
        "begin": begin,
        "initiatives": result.initiatives,
        "files": result.files,
        "changed": result.changed,
    }
    print(json.dumps(told))
    gc.freeze()  # as the command line does in the end, so that nothing is looked through once more


main(Path(sys.argv[1]))

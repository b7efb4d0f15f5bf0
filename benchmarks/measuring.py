"""Runs one command as a process of its own, and says what it took."""

import compileall
import contextlib
import os
import platform
import subprocess
import sys
import threading
import time
import timeit
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_EVERY = 0.2  # seconds between two looks at the memory
_LOOKING = 20  # of which no more than one is spent on looking, for others wait for it meanwhile
_PAGE = os.sysconf("SC_PAGE_SIZE")
_SUMS = 5_000


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of the clock and of the processors, peak memory in MB, and what was written.

    Memory and processor time are those of the process and all its children: memory is the sum of
    what they held at one moment, so pages that they share count more than once; in ``together``
    each page counts once, which is what the machine has to have.
    """

    seconds: float
    cpu: float
    memory: float
    output: bytes
    together: float = 0.0


def measure(command: list[str], *, exits: tuple[int, ...] = (0,), looking: bool = True) -> Measured:
    """Run ``command``; ends the benchmark where it exits with none of ``exits``.

    To look at the memory of processes takes time that they wait for. Where nobody is ``looking``,
    memory is the largest that any of them held alone, and ``together`` 0.
    """
    _compile()
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    held = _Held(process.pid)
    if looking:
        held.start()
    assert process.stdout is not None
    with process.stdout as pipe:
        output = pipe.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    if looking:
        held.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in exits:
        sys.exit(f"{' '.join(command[:4])} … exited with {process.returncode}")
    memory = max(held.peak, usage.ru_maxrss << 10) / (1 << 20)
    together = held.together / (1 << 20)
    return Measured(seconds, usage.ru_utime + usage.ru_stime, memory, output, together)


def measured_with() -> str:
    """Return in words which Python measures, on how many processors, and how quickly it adds.

    Seconds say little without. A Python that was built without its optimisations takes a third more
    for a site than another of its version, and twice as long for this sum, which tells them apart.
    """
    each = min(timeit.repeat("sum(range(1_000))", number=_SUMS, repeat=5)) / _SUMS
    processors = len(os.sched_getaffinity(0))
    build = f"{platform.python_version()} ({platform.python_compiler()})"
    return f"Python {build} on {processors} processors, {1e6 * each:.1f} µs to add 1,000 numbers"


@cache
def _compile() -> None:
    """Compile the project as pip compiles what it installs, the peers among them."""
    root = Path(__file__).parents[1]
    for folder in (root / "src", *(root / "plugins").glob("*/src")):
        compileall.compile_dir(folder, quiet=2)


class _Held(threading.Thread):
    """Looks now and then at what a process and its children hold together.

    The system counts the peak of each alone, which says too little of a process that waits while
    its child works.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = self.together = 0
        self._pid = pid
        self._over = threading.Event()

    def run(self) -> None:
        pause = _EVERY
        while not self._over.wait(pause):
            begin = time.thread_time()
            family = _family(self._pid)
            self.peak = max(self.peak, sum(map(_resident, family)))
            self.together = max(self.together, sum(map(_share, family)))
            pause = max(_EVERY, _LOOKING * (time.thread_time() - begin))

    def stop(self) -> None:
        self._over.set()
        self.join()


def _family(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    family = [pid]
    for member in family:  # it grows meanwhile
        family += _children(member)
    return family


def _children(pid: int) -> list[int]:
    """Return the children of a process; none where it has ended, or where /proc is not there."""
    children: list[int] = []
    with contextlib.suppress(OSError):  # it may end while it is looked at
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError):  # as may each of its threads
                children += map(int, (thread / "children").read_text().split())
    return children


def _share(pid: int) -> int:
    """Return the bytes that a process holds, of shared pages its share; 0 where it has ended."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    except (OSError, IndexError):
        pass
    return 0


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0

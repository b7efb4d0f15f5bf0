"""Does work that leaves its results in the workspace in several processes at once.

Nothing hangs on it: what a process did not get done, whoever needs it does when it is needed.
"""

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence

Work = Callable[[], object]

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def ahead(work: Sequence[Work], jobs: int, advance: Callable[[int], None] | None = None) -> None:
    """Do ``work`` in up to ``jobs`` processes; each must be free to be done before the others.

    What it raises is lost here, for it is met again by whoever asks for the result. ``advance`` is
    told how many more were begun. Does nothing where one process alone would work, where the system
    cannot fork, or where a thread of ours is still at something that a fork would not have.
    """
    several = min(jobs, len(work)) > 1
    if not several or sys.platform != "linux" or threading.active_count() > 1:
        return
    parent = os.getpid()
    context = multiprocessing.get_context("fork")
    begun = context.Value("l", 0)

    def run() -> None:
        # A build that is killed must not live on in its children, which hold its lock.
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        while os.getppid() == parent:
            with begun.get_lock():
                number = begun.value
                begun.value += 1
            if number >= len(work):
                return
            with contextlib.suppress(Exception):
                work[number]()

    processes = [context.Process(target=run, daemon=True) for _ in range(min(jobs, len(work)))]
    try:
        for process in processes:
            process.start()
        told = 0
        for process in processes:
            while process.is_alive():
                process.join(0.2)
                done = min(begun.value, len(work))
                if advance:
                    advance(done - told)
                told = done
    finally:
        for process in processes:
            process.kill()
            process.join()

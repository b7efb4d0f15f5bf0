"""Judges a long JSON Lines file on several cores, each process taking shares of its lines."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import ceil
from pathlib import Path

from cpstandard import schema_store
from cpstandard.core.check import Check
from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase
from cpstandard.documents.stored import StoredDocument
from cpstandard.ingest.package import open_package
from cpstandard.ingest.package_jsonl import records_of
from cpstandard.validate.settings import Settings
from cpstandard.validate.tally import Tally
from cpstandard.validate.validator import Validation

WORTH = 16 << 20
"""Bytes from which a file is checked sooner by several processes than by one."""
SHARE = 8 << 20
"""Bytes of one share: small enough that none waits long for the last."""
_START = "fork" if sys.platform == "linux" else "spawn"
"""How processes come about: a fork has everything loaded already; elsewhere it is not safe."""
_UNCOLLECTED = 50_000
"""Objects that may wait for the collector: those of some thousand records, none in a circle."""
_MOST = 61
"""Processes for which Windows can wait."""

LoadChecks = Callable[[], tuple[list[Check], list[str]]]


@dataclass(frozen=True, slots=True)
class Work:
    """All that a process needs to judge shares of the file at ``path`` as the first one would.

    ``load_checks`` is a function that can be found by its name; of its checks those of ``codes``
    are used.
    """

    path: Path
    codes: frozenset[str]
    settings: Settings
    today: date
    load_checks: LoadChecks


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Shares:
    """The shares of one file, on which processes begin to work at once."""

    def __init__(self, work: Work, jobs: int, validation: Validation) -> None:
        """Start up to ``jobs`` processes on the file, whose envelope is its first line.

        ``validation`` is what takes the shares in the end; a fork has it, and judges by it.
        Raises ``OSError`` or ``NotImplementedError`` where this machine gives no processes.
        """
        context = multiprocessing.get_context(_START)
        size = work.path.stat().st_size
        most = max(1, min(jobs, ceil(size / SHARE), _MOST))
        # Each process gets as many, so that in the end none waits for the last.
        self._step = max(1, ceil(size / (most * ceil(size / (most * SHARE)))))
        starts = range(0, size, self._step)
        self._file = work.path
        self._validation = validation
        begin = (work, validation if _START == "fork" else None)
        self._pool = ProcessPoolExecutor(most, context, _begin, begin)
        # No more than these: what is found waits in memory until its turn in the file has come.
        self._begun = deque[Future[Tally]]()
        self._others = iter(starts)
        try:
            self._begin_more(2 * most)
        except OSError:
            for process in multiprocessing.active_children():
                process.terminate()
            raise

    def _begin_more(self, number: int) -> None:
        for start in islice(self._others, number):
            self._begun.append(self._pool.submit(_judge, start, start + self._step))

    def judged(self) -> Iterator[int]:
        """Yield how many lines each share has, when the validation has taken it; finish that.

        Whatever the number of processes, the report is the same. Raises ``UnusableInput`` where
        one process would, and where a process was stopped from outside.
        """
        try:
            while self._begun:
                tally = self._begun.popleft().result()
                self._begin_more(1)
                self._validation.take(tally)
                yield tally.lines
            # The processes come to their end while this one does.
            ending = threading.Thread(target=self._pool.shutdown)
            ending.start()
            try:
                self._validation.finish()
            finally:
                ending.join()
        except BrokenProcessPool as error:
            raise UnusableInput(
                phrase(
                    "{name} was not checked to its end: a process was stopped, perhaps for want "
                    "of memory. Try again with --jobs 1.",
                    name=str(self._file),
                )
            ) from error
        finally:
            # Whoever forks next, for another file, has to be without threads of this one.
            self._pool.shutdown(wait=not self._begun, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Worker:
    """One process's own validation of the file, made once for all of its shares."""

    document: StoredDocument
    validation: Validation


_worker: list[_Worker] = []


def _begin(work: Work, validation: Validation | None) -> None:
    # Ctrl-C reaches every process: the first one says so, and the others end at once.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # What is there now stays: the collector need not go through it for each few records anew.
    gc.freeze()
    gc.set_threshold(_UNCOLLECTED)
    document = StoredDocument(work.path, name=str(work.path))
    if validation is None:
        package = open_package(document, schema_store.standard, schema_store.extensions())
        checks = [check for check in work.load_checks()[0] if check.code in work.codes]
        validation = Validation(package, schema_store.standard, checks, work.settings, work.today)
    _worker[:] = [_Worker(document, validation)]


def _judge(start: int, end: int) -> Tally:
    worker = _worker[0]
    counted = _Counted(worker.document.lines(start, end))
    envelope = 0 if start else 1
    tally = worker.validation.judge(records_of(worker.document.name, counted, after=envelope))
    tally.lines = counted.number
    return tally


class _Counted:
    """Lines, and how many have been read."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.number = 0
        self._lines = lines

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.number += 1
            yield line

"""Shares work among processes that were forked from this one, and puts the results in order."""

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

T = TypeVar("T")
Advance = Callable[[int], None]
Work = Callable[[range], T]
"""Does what stands at some positions, and returns what came of it."""

_UNCOLLECTED = 20_000
"""How many new objects a process gathers before it looks which of them are of no more use."""

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def in_shares(
    work: Work[T],
    size: int,
    jobs: int,
    *,
    step: int,
    worth: int = 2,
    advance: Advance | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> Iterator[T]:
    """Yield what ``work`` returns for each ``step`` of ``size`` positions, in their order.

    Up to ``jobs`` processes take one step after the other, so that none waits for the last. What
    work raises is raised here. It is all done here where there are fewer than ``worth`` positions,
    where the system cannot fork, or where a thread of ours is still at something that a fork would
    not have. Where others are at work, this process does what ``meanwhile`` is. Raises ``OSError``,
    when the others are done, where a process was stopped from outside.
    """
    steps = [range(start, min(start + step, size)) for start in range(0, size, step)]
    several = min(jobs, len(steps))
    if several < 2 or size < worth or not can_fork():  # noqa: PLR2004
        for each in steps:
            yield work(each)
            if advance:
                advance(len(each))
        return
    done: dict[int, T] = {}
    begun = 0
    with _Forked(work, steps, several) as forked:
        if meanwhile:
            meanwhile()
        for number, result in forked.results():
            done[number] = result
            if advance:
                advance(len(steps[number]))
            while begun in done:
                yield done.pop(begun)
                begun += 1


class Beside(Generic[T]):
    """Work that one other process does while this one goes on with its own."""

    def __init__(self, work: Callable[[], T]) -> None:
        """Begin with ``work``; ``can_fork`` tells whether that can be."""
        self._forked = _Forked(lambda _share: work(), [range(1)], 1)
        self._forked.__enter__()

    def result(self) -> T:
        """Wait for what the work returns; what it raises is raised here, as in ``in_shares``."""
        try:
            found: T = next(found for _, found in self._forked.results())
        finally:
            self.close()
        return found

    def close(self) -> None:
        """Stop the process, if it is still at work."""
        self._forked.__exit__()


def can_fork() -> bool:
    """Return whether a fork of this process would work as this one does."""
    return sys.platform == "linux" and threading.active_count() == 1


class _Forked:
    """The processes, and what they send."""

    def __init__(self, work: Work[Any], steps: list[range], several: int) -> None:
        self._work, self._steps = work, steps
        self._parent = os.getpid()
        self._context = multiprocessing.get_context("fork")
        self._next = self._context.Value("l", 0)
        self._several = several
        self._running: dict[Connection, ForkProcess] = {}

    def __enter__(self) -> Self:
        # What is there now is not gone through again and again, nor copied for being counted.
        gc.freeze()
        try:
            for _ in range(self._several):
                mine, theirs = self._context.Pipe(duplex=False)
                process = self._context.Process(target=self._run, args=(theirs,), daemon=True)
                process.start()
                theirs.close()
                self._running[mine] = process
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        gc.unfreeze()
        for pipe, process in self._running.items():
            process.kill()
            process.join()
            pipe.close()
        self._running.clear()

    def results(self) -> Iterator[tuple[int, Any]]:
        """Yield the number of each step and what came of it, as they come."""
        missing = len(self._steps)
        while self._running:
            for pipe in wait(list(self._running)):
                assert isinstance(pipe, Connection)
                try:
                    number, result, failure = pipe.recv()
                except EOFError:
                    self._ended(pipe)
                    continue
                if failure is not None:
                    raise failure
                missing -= 1
                yield number, result
        if missing:
            raise OSError(
                "a process was stopped, perhaps for want of memory; try again with --jobs 1"
            )

    def _ended(self, pipe: Connection) -> None:
        process = self._running.pop(pipe)
        process.join()
        pipe.close()

    def _run(self, pipe: Connection) -> None:
        # A build that is killed must not live on in its children, which hold its lock.
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        gc.set_threshold(_UNCOLLECTED)
        while os.getppid() == self._parent:
            with self._next.get_lock():
                number = self._next.value
                self._next.value += 1
            if number >= len(self._steps):
                return
            result, failure = None, None
            try:
                result = self._work(self._steps[number])
            except Exception as error:  # noqa: BLE001 - whoever asked for the work is told
                failure = error
            with contextlib.suppress(BrokenPipeError):  # the other has ended
                pipe.send((number, result, failure))

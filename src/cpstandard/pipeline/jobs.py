"""Does work that leaves its results in the workspace in several processes at once.

What a process found whole there, or made, the first one hears of and need not read again. Nothing
hangs on it: what a process did not get done, whoever needs it does when it is needed.
"""

import contextlib
import gc
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, runtime_checkable

from cpstandard.publish.processes import can_fork, in_shares
from cpstandard.workspace import Seen, Workspace

Work = Callable[[], object]


@runtime_checkable
class Asked(Protocol):
    """Work whose result is no file in the workspace: the first process hears what came of it."""

    def __call__(self) -> Any:
        """Do it, and return what is to be heard, which can be sent to another process."""

    def hear(self, found: Any) -> None:
        """Take over what was returned."""


def ahead(
    work: Sequence[Work],
    jobs: int,
    workspace: Workspace,
    advance: Callable[[int], None] | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> None:
    """Do ``work`` in up to ``jobs`` processes; each must be free to be done before the others.

    This process, which would only wait, does what ``meanwhile`` is. Where the disk or a process
    fails, that is lost here, for it is met again by whoever asks for the result. ``advance`` is
    told how many more are done. Does nothing where one process alone would work, where the system
    cannot fork, or where a thread of ours is still at something that a fork would not have.
    """
    if min(jobs, len(work)) < 2 or not can_fork():  # noqa: PLR2004
        return

    def one(number: range) -> tuple[Seen, Any]:
        before, does, found = workspace.seen(), work[number.start], None
        with contextlib.suppress(Exception):
            result = does()
            found = result if isinstance(does, Asked) else None
        return workspace.seen().after(before), found

    done = 0

    def told(count: int) -> None:
        nonlocal done
        done += count
        if advance:
            advance(count)

    with contextlib.suppress(OSError):  # a process was killed, and with it what it was at
        several = in_shares(one, len(work), jobs, step=1, advance=told, meanwhile=meanwhile)
        for (seen, found), does in zip(several, work, strict=True):
            workspace.learn(seen)
            if found is not None and isinstance(does, Asked):
                does.hear(found)
    told(len(work) - done)


@contextlib.contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the collector from going over a million small things again and again.

    It takes a third of the time else, where none of them is in a circle.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            # What came to be meanwhile counts as old, or the first of its rounds went over all.
            gc.freeze()
            gc.unfreeze()
            gc.enable()

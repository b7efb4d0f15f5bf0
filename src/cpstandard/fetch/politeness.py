"""Turns at a server: one request at a time, and a pause between two, whoever's source it is for."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from cpstandard.fetch.addresses import number_of, special
from cpstandard.fetch.watchdog import Watchdog


@dataclass(slots=True)
class _Host:
    """Who is being served, since when, and when the next may begin."""

    served: dict[object, float] = field(default_factory=dict)
    free_from: float = 0.0


class Turns:
    """Gives each host's requests their turns, across threads.

    ``interval`` is the pause in seconds from the beginning of one request to that of the next. Who
    is still being served after ``patience`` seconds keeps nobody else waiting any more: a document
    that hangs is not to hold up the others of its server.
    """

    def __init__(self, interval: float = 1.0, patience: float = 5.0) -> None:
        """Begin with nobody being served."""
        self._interval = interval
        self._patience = patience
        self._hosts: dict[str, _Host] = {}
        self._changed = threading.Condition()

    @contextmanager
    def at(self, host: str, watchdog: Watchdog) -> Iterator[None]:
        """Wait for a turn at ``host`` and hold it; raises ``OutOfTime`` where none comes in time.

        A host of one's own, named by its number, is nobody's whom one could be a burden to.
        """
        if host == "localhost" or (number_of(host) is not None and special(host)):
            yield
            return
        turn = object()
        with self._changed:
            state = self._hosts.setdefault(host, _Host())
            while pause := self._pause(state):
                self._changed.wait(min(pause, watchdog.left))
                watchdog.check()
            state.served[turn] = time.monotonic()
            state.free_from = time.monotonic() + self._interval
        try:
            yield
        finally:
            with self._changed:
                del state.served[turn]
                self._changed.notify_all()

    def _pause(self, state: _Host) -> float:
        """Return how long to wait before looking again; 0.0 for not at all."""
        now = time.monotonic()
        hindering = [since + self._patience - now for since in state.served.values()]
        return max([state.free_from - now, *hindering, 0.0])

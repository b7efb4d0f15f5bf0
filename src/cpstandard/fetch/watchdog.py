"""Ends a fetch at its deadline, whatever the other side does: drips, stalls, or never shakes hands.

A time-out of a socket begins anew with each byte, so a server that sends one now and then is never
left. The watchdog shuts the connection from outside; whoever reads from it then meets its end.
"""

import contextlib
import socket
import threading
import time
from types import TracebackType
from typing import Self

from cpstandard.core.errors import SourceFailed


class OutOfTime(SourceFailed):
    """The deadline of a fetch has passed."""


class Watchdog:
    """One deadline, in seconds from now, and the sockets that are shut when it comes."""

    def __init__(self, seconds: float) -> None:
        """Begin to count."""
        self.seconds = seconds
        self._end = time.monotonic() + seconds
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._watched: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._bark)
        self._timer.daemon = True
        self._timer.start()

    @property
    def left(self) -> float:
        """Seconds that are left; never less than none."""
        return max(0.0, self._end - time.monotonic())

    def watch(self, connection: socket.socket) -> socket.socket:
        """Shut ``connection`` at the deadline, also when TLS has taken it over since.

        Return what ``release`` is to be given when it is done with.
        """
        # TLS takes the socket's number away from the object that we have: keep one of our own.
        copy = connection.dup()
        with self._lock:
            self._watched.append(copy)
        if not self.left:
            self._shut()
        return copy

    def release(self, copy: socket.socket) -> None:
        """Shut a connection that has served."""
        with self._lock:
            if copy in self._watched:
                self._watched.remove(copy)
                _end(copy)

    def wait(self, seconds: float) -> None:
        """Sleep; raises ``OutOfTime`` where the deadline comes first."""
        self._over.wait(min(seconds, self.left))
        self.check()

    def check(self) -> None:
        """Raise ``OutOfTime`` where the deadline has passed."""
        if self._over.is_set() or not self.left:
            raise OutOfTime(f"it took longer than {self.seconds:.0f} s")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        self._shut()

    def _bark(self) -> None:
        self._over.set()
        self._shut()

    def _shut(self) -> None:
        with self._lock:
            while self._watched:
                _end(self._watched.pop())


def _end(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()

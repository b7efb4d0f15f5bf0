"""A ``requests`` adapter that reaches only hosts it may: looked up once, checked, then connected.

Who looks a name up, checks the number and then lets a library look it up again can be given another
number the second time. Here the number that was checked is the one that is connected to; the name
still serves for TLS and for the header ``Host``.
"""

import queue
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from cpstandard.core.errors import SourceFailed
from cpstandard.fetch.address import Refused
from cpstandard.fetch.addresses import Allowed, number_of, special
from cpstandard.fetch.watchdog import Watchdog
from cpstandard.fetch.wire import CountedResponse

Resolve = Callable[[str, int], Sequence[str]]
"""Gives the numbers of a host's name; raises ``OSError`` where there is none."""
_MOST_NUMBERS = 8


class Unreached(SourceFailed):
    """A host that nobody knows, or to which no connection could be made, today at least."""


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for the numbers of ``host``; a scope stays in them (``fe80::1%2``)."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in found))


@dataclass(slots=True)
class Gate:
    """What every connection of one fetch goes through; each may take so many ``seconds``.

    ``public_seen`` is set with the first public host: what that leads to has to be public too, for
    a stranger's redirect is no permission, whatever the operator ``allowed``.
    """

    allowed: Allowed
    resolve: Resolve
    watchdog: Watchdog
    seconds: float
    most: int
    public_seen: bool = False
    _watched: list[socket.socket] = field(default_factory=list)

    def connect(self, host: str, port: int) -> socket.socket:
        """Return a connection to ``host``; raises ``Refused``, ``Unreached`` or ``OutOfTime``."""
        numbers = self._numbers(host, port)
        for number in numbers:
            self._check(number, host)
        reason = ""
        for number in numbers[:_MOST_NUMBERS]:
            self.watchdog.check()
            try:
                connection = self._connected(number, port)
            except TimeoutError:
                reason = "the server did not answer in time"
                continue
            except ConnectionRefusedError:
                reason = "nobody answers there"
                continue
            except OSError as error:
                reason = f"no connection could be made ({error.strerror or error})"
                continue
            self.public_seen = self.public_seen or not special(number)
            return connection
        self.watchdog.check()
        raise Unreached(reason)

    def close(self) -> None:
        """Shut all connections that went through."""
        for copy in self._watched:
            self.watchdog.release(copy)
        self._watched.clear()

    def _connected(self, number: str, port: int) -> socket.socket:
        family = socket.AF_INET6 if ":" in number else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            self._watched.append(self.watchdog.watch(connection))
            self.watchdog.check()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(min(self.seconds, self.watchdog.left) or self.seconds)
            connection.connect((number, port))
            _check_peer(connection, number)
        except BaseException:
            connection.close()
            raise
        return connection

    def _check(self, number: str, host: str) -> None:
        kind = self.allowed.refusal(number) if not self.public_seen else special(number)
        if kind:
            raise Refused(
                f"its host {host} has a number that is not public ({kind}), and such hosts are not "
                "reached; one of your own is with --allow-private"
            )

    def _numbers(self, host: str, port: int) -> Sequence[str]:
        """Look ``host`` up, once and not beyond the deadline."""
        if number_of(host) is not None:
            return [host]
        answer: queue.SimpleQueue[Sequence[str]] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answer.put(self.resolve(host, port))
            except Exception:  # noqa: BLE001 - who waits is told, whatever it was
                answer.put(())

        # The system's look-up cannot be stopped; what is late is not waited for.
        threading.Thread(target=ask, daemon=True).start()
        try:
            found = answer.get(timeout=min(self.seconds, self.watchdog.left))
        except queue.Empty:
            self.watchdog.check()
            raise Unreached(f"its host {host} could not be looked up in time") from None
        if not found:
            raise Unreached(f"its host {host} is not known")
        return found


def _check_peer(connection: socket.socket, number: str) -> None:
    peer = number_of(str(connection.getpeername()[0]))
    if peer != number_of(number):
        raise Refused(f"it was connected to another host ({peer}) than was asked for")


def _pools(gate: Gate) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    class Response(CountedResponse):
        most = gate.most

    class Plain(HTTPConnection):
        response_class = Response

        def _new_conn(self) -> socket.socket:
            return gate.connect(self._dns_host, self.port)

    class Secure(HTTPSConnection):
        response_class = Response

        def _new_conn(self) -> socket.socket:
            return gate.connect(self._dns_host, self.port)

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(urllib3.HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


class GuardedAdapter(HTTPAdapter):
    """Sends requests through a ``Gate``; never again by itself, and never through a proxy."""

    def __init__(self, gate: Gate) -> None:
        """Let every connection go through ``gate``."""
        self._gate = gate
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make pools whose connections are the guarded ones."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._gate)

    def proxy_manager_for(self, proxy: str, **_: Any) -> Any:
        """Raise ``Refused``: a proxy would connect where nobody checks."""
        raise Refused(f"a proxy ({proxy}) was asked for, behind which no address can be checked")

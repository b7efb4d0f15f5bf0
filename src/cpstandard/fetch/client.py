"""Asks a server for one document: hop by hop, again where that may help, and never for ever."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import requests

from cpstandard import __version__
from cpstandard.core.errors import SourceFailed
from cpstandard.fetch.address import Address, Refused, follow
from cpstandard.fetch.addresses import Allowed
from cpstandard.fetch.decoding import ASKED, decoded
from cpstandard.fetch.failures import Passing, answered, failure_of
from cpstandard.fetch.guard import Gate, GuardedAdapter, Resolve, resolve
from cpstandard.fetch.politeness import Turns
from cpstandard.fetch.watchdog import Watchdog
from cpstandard.fetch.wire import TooMuch

T = TypeVar("T")
Conditions = Callable[[Address], Mapping[str, str]]
"""Gives the headers by which a server may answer that what it has is still the same."""

_PIECE = 64 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_OK = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost.

    ``max_bytes`` holds after decompression; ``deadline`` is the seconds in all, ``connect`` those
    to reach a host, ``pause`` those before the second of ``tries``. ``silence`` is the seconds
    without a byte after which it is tried again; by default there are none, for servers that make
    a file when it is asked for may be silent for as long as they have.
    """

    max_bytes: int = 500_000_000
    deadline: float = 300.0
    connect: float = 20.0
    silence: float | None = None
    hops: int = 8
    tries: int = 3
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Manners:
    """How servers are met: which may be, how names are looked up, who asks, in which turns."""

    allowed: Allowed = field(default_factory=Allowed)
    resolve: Resolve = resolve
    contact: str = ""
    certificates: Path | None = None
    turns: Turns = field(default_factory=Turns)

    @property
    def user_agent(self) -> str:
        """Who asks, and where to write to them."""
        said = f"cpstandard/{__version__} (builds a directory of community power initiatives"
        contact = "".join(c for c in self.contact if c.isascii() and c.isprintable())
        return f"{said}; {contact})" if contact else f"{said})"


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer: where it came from, its headers, and the content, if it is new."""

    address: Address
    headers: Mapping[str, str]
    unchanged: bool
    pieces: Iterator[bytes]


@dataclass(slots=True)
class Client:
    """Asks for documents, within one watchdog's time."""

    manners: Manners
    limits: Limits
    watchdog: Watchdog

    def get(self, url: Address, conditions: Conditions, use: Callable[[Answer], T]) -> T:
        """Return what ``use`` makes of the answer; raises ``SourceFailed``.

        What may pass is tried again: it is only ever asked for, so nothing is done twice.
        """
        for attempt in range(self.limits.tries):
            try:
                with self._asked(url, conditions) as answer:
                    made = use(answer)
                self.watchdog.check()  # a connection that was shut looks like the end of a document
            except Exception as error:  # noqa: BLE001 - of what a stranger sends, anything may come
                failure = failure_of(error, self.watchdog)
            else:
                return made
            if not isinstance(failure, Passing) or attempt + 1 == self.limits.tries:
                raise failure
            self._pause(attempt, failure)
        raise AssertionError  # the last attempt returned or raised

    def _pause(self, attempt: int, failure: Passing) -> None:
        jitter = 0.5 + secrets.SystemRandom().random()
        pause = self.limits.pause * 2**attempt * jitter
        if failure.after is not None:
            if failure.after >= self.watchdog.left:
                raise SourceFailed(f"{failure}, and asks to come back in {failure.after:,.0f} s")
            pause = max(pause, failure.after)
        if pause >= self.watchdog.left:
            raise failure
        self.watchdog.wait(pause)

    @contextmanager
    def _asked(self, url: Address, conditions: Conditions) -> Iterator[Answer]:
        """Follow redirects by hand, each to a checked address, and give the last answer."""
        limits, manners = self.limits, self.manners
        gate = Gate(
            manners.allowed, manners.resolve, self.watchdog, limits.connect, limits.max_bytes
        )
        with closing(gate), requests.Session() as session:
            session.trust_env = False  # no proxy and no password from the surroundings
            session.mount("http://", GuardedAdapter(gate))
            session.mount("https://", GuardedAdapter(gate))
            if manners.certificates:
                session.verify = str(manners.certificates)
            address, seen = url, {str(url)}
            for _ in range(limits.hops + 1):
                with manners.turns.at(address.host, self.watchdog):
                    asked = conditions(address)
                    with self._sent(session, url, address, asked) as reply:
                        if reply.status_code not in _REDIRECTS or "Location" not in reply.headers:
                            yield self._answer(address, reply, conditional=bool(asked))
                            return
                        address = follow(address, _text(reply.headers["Location"]))
                # A server may ask to come back once it has set a cookie; for ever it may not.
                if str(address) in seen and not session.cookies:
                    raise Refused("it redirects without end")
                seen.add(str(address))
            raise Refused(f"it redirects more than {limits.hops} times")

    def _sent(
        self,
        session: requests.Session,
        url: Address,
        address: Address,
        conditions: Mapping[str, str],
    ) -> requests.Response:
        """Ask at ``address``, to which ``url`` led."""
        headers = {
            "User-Agent": self.manners.user_agent,
            "Accept": "*/*",
            "Accept-Encoding": ASKED,
            **conditions,
        }
        self.watchdog.check()
        try:
            return session.get(
                str(address),
                headers=headers,
                stream=True,
                timeout=self.limits.silence or self.watchdog.seconds or None,
                allow_redirects=False,
            )
        except Refused as error:
            if address == url:
                raise
            raise Refused(f"it leads on to {address}, and {error}") from error

    def _answer(self, address: Address, reply: requests.Response, *, conditional: bool) -> Answer:
        if reply.status_code == _NOT_MODIFIED and conditional:
            return Answer(address, reply.headers, unchanged=True, pieces=iter(()))
        if reply.status_code not in {_OK, 203, 204}:
            raise answered(reply.status_code, reply.headers.get("Retry-After", ""))
        self._check_length(reply.headers.get("Content-Length", ""))
        raw = reply.raw.stream(_PIECE, decode_content=False)
        encoding = reply.headers.get("Content-Encoding", "")
        pieces = decoded(raw, encoding, self.limits.max_bytes)
        return Answer(address, reply.headers, unchanged=False, pieces=self._timely(pieces))

    def _check_length(self, length: str) -> None:
        """Take an answer at its word where it says that it is too large."""
        if length.isascii() and length.isdigit() and int(length[:20]) > self.limits.max_bytes:
            raise TooMuch(
                f"it is larger than {self.limits.max_bytes:,} bytes: {int(length[:20]):,}, it says"
            )

    def _timely(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.watchdog.check()
            yield piece
        self.watchdog.check()


def _text(header: str) -> str:
    """Return a header as its server meant it; what is not ASCII in it comes as Latin-1."""
    return header.encode("latin-1", "replace").decode("utf-8", "replace")

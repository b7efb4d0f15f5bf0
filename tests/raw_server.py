"""A server on loopback that speaks in raw bytes, so that it can break every rule of HTTP."""

import contextlib
import gzip
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Behave = Callable[[socket.socket, threading.Event], None]
"""Answers one request on a connection; ends at the latest when the event is set."""


class RawServer:
    """Answers each path with its behaviour, and remembers the requests and the connections."""

    def __init__(self, host: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> None:
        self.behaviours: dict[str, Behave] = {}
        self.requests: list[bytes] = []
        self.connections = 0
        self.most_at_once = 0
        self._open = 0
        self.over = threading.Event()
        self._context = context
        self._lock = threading.Lock()
        self._listener = socket.create_server((host, 0), backlog=128)
        self.port = self._listener.getsockname()[1]
        self.base = f"{'https' if context else 'http'}://{host}:{self.port}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self.over.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def asked(self, path: str) -> list[bytes]:
        return [each for each in self.requests if each.split(b" ")[1].decode() == path]

    def _serve(self) -> None:
        while not self.over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                self._open += 1
                self.most_at_once = max(self.most_at_once, self._open)
            threading.Thread(target=self._handle, args=(connection,), daemon=True).start()

    def _handle(self, connection: socket.socket) -> None:
        try:
            self._answer(connection)
        finally:
            with self._lock:
                self._open -= 1

    def _answer(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(30)
            if self._context is None:
                self._speak(connection)
                return
            with self._context.wrap_socket(connection, server_side=True) as safe:
                self._speak(safe)

    def _speak(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(65536)
            if not piece:
                return
            head += piece
        self.requests.append(head)
        path = head.split(b" ")[1].decode("latin-1")
        behave = self.behaviours.get(path) or self.behaviours.get(path.partition("?")[0])
        (behave or sends(404, b"no"))(connection, self.over)


@contextmanager
def raw_server(
    host: str = "127.0.0.1", context: ssl.SSLContext | None = None
) -> Iterator[RawServer]:
    server = RawServer(host, context)
    try:
        yield server
    finally:
        server.close()


def head(status: int, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} X", *headers, "Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1")


def sends(
    status: int, body: bytes = b"", *headers: str, kind: str = "application/json", length: int = -1
) -> Behave:
    size = len(body) if length < 0 else length
    answer = head(status, f"Content-Type: {kind}", f"Content-Length: {size}", *headers) + body

    def behave(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(answer)

    return behave


def raw(answer: bytes) -> Behave:
    return lambda connection, over: connection.sendall(answer)


def drips(begin: bytes, drop: bytes, pause: float) -> Behave:
    def behave(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(begin)
        while not over.wait(pause):
            connection.sendall(drop)

    return behave


def pours(begin: bytes, piece: bytes) -> Behave:
    """Sends without end, as fast as it is taken."""
    return drips(begin, piece, 0)


def hangs(connection: socket.socket, over: threading.Event) -> None:
    over.wait(60)


def resets(connection: socket.socket, over: threading.Event) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"a" * (1 << 20)
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def hostile(server: RawServer, good: bytes) -> dict[str, str]:
    """Give ``server`` every way of being bad that we know, and return each path's reason in words.

    ``good`` is a document that can be read; a server that sends 20 MB or more is to be too large.
    """
    packed = gzip.compress(good)
    sized = f"Content-Length: {10**13}"
    cases: dict[str, tuple[Behave, str]] = {
        "/status-403": (sends(403, b"no"), "answered 403"),
        "/status-404": (sends(404, b"no"), "answered 404"),
        "/status-429": (sends(429, b"no", "Retry-After: 3600"), "come back in 3,600 s"),
        "/status-500": (sends(500, b"no"), "answered 500"),
        "/status-204": (raw(head(204)), "empty document"),
        "/status-299": (sends(299, good), "answered 299"),
        "/status-304": (raw(head(304)), "answered 304"),
        "/empty": (sends(200), "empty document"),
        "/half": (sends(200, good, length=2 * len(good)), "broke off"),
        "/html": (sends(200, b"<!DOCTYPE html><title>Log in</title>"), "web page"),
        "/loop": (sends(302, b"", "Location: /loop"), "redirects without end"),
        "/file": (sends(302, b"", "Location: file:///etc/passwd"), "only https and http"),
        "/keys": (sends(302, b"", "Location: http://169.254.169.254/latest/"), "link-local"),
        "/number": (sends(302, b"", "Location: http://2130706433/"), "hides which"),
        "/bomb": (sends(200, bomb(200), "Content-Encoding: gzip"), "larger than"),
        "/twice": (sends(200, gzip.compress(packed), "Content-Encoding: gzip, gzip"), "than once"),
        "/brotli": (sends(200, b"\x0b\x02\x80", "Content-Encoding: br"), "was not asked for"),
        "/cut": (sends(200, packed[:-9], "Content-Encoding: gzip"), "damaged or cut short"),
        "/endless": (pours(head(200), b"x" * 65536), "larger than"),
        "/claims": (raw(head(200, sized) + b"x"), "it says"),
        "/drip": (drips(head(200, "Content-Length: 100000"), b" ", 0.05), "took longer"),
        "/drip-unsized": (drips(head(200), b" ", 0.05), "took longer"),
        "/drip-head": (drips(b"HTTP/1.1 200 OK\r\nX-A: ", b"a", 0.05), "took longer"),
        "/hang": (hangs, "took longer"),
        "/reset": (resets, "broke off"),
        "/many-headers": (sends(200, good, *[f"X-{n}: a" for n in range(9000)]), "no sense"),
        "/big-header": (sends(200, good, "X-A: " + "a" * 900_000), "line without end"),
        "/continues": (pours(b"", b"HTTP/1.1 100 C\r\n\r\n" * 999), "headers and all"),
        "/bad-chunk": (raw(head(200, "Transfer-Encoding: chunked") + b"zz\r\nabc\r\n"), "no sense"),
        "/cut-chunk": (raw(head(200, "Transfer-Encoding: chunked") + b"10\r\nabc"), "broke off"),
        "/long-chunk": (
            pours(head(200, "Transfer-Encoding: chunked"), b"0" * 65536), "line without end",
        ),
        "/trailers": (
            pours(head(200, "Transfer-Encoding: chunked") + b"1\r\n{\r\n0\r\n", b"X: a\r\n" * 9999),
            "lines without end around",
        ),
        "/garbage": (raw(b"\x00\xff\xfe" * 100), "no sense"),
    }  # fmt: skip
    server.behaviours.update({path: behave for path, (behave, _) in cases.items()})
    return {path: words for path, (_, words) in cases.items()}

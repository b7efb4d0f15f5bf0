"""Redirects, further tries, names in TLS, turns at a host: what a client does with an answer."""

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cpstandard.core.errors import SourceFailed
from cpstandard.fetch.addresses import allowed
from cpstandard.fetch.client import Limits, Manners
from cpstandard.fetch.failures import Passing, answered
from cpstandard.fetch.politeness import Turns
from cpstandard.fetch.retrieved import Retrieved
from cpstandard.fetch.watchdog import OutOfTime, Watchdog
from cpstandard.fetch.web import Wanted, WebStore
from raw_server import Behave, RawServer, hangs, raw_server, resets, sends


@pytest.fixture
def server() -> Iterator[RawServer]:
    with raw_server() as made:
        yield made


def fetch(url: str, folder: Path, *, deadline: float = 20.0, pause: float = 0.01, **manners) -> Retrieved:  # fmt: skip
    store = WebStore(
        folder,
        online=True,
        now="2026-01-01T00:00:00Z",
        limits=Limits(pause=pause),
        manners=Manners(allowed(["all"]), **manners),
    )
    return store.retrieve(Wanted(url, deadline=deadline))


def in_turn(*behaviours: Behave) -> Behave:
    left = list(behaviours)

    def behave(connection, over) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(connection, over)

    return behave


@pytest.mark.parametrize(
    "bad", [sends(500), sends(503, b"", "Retry-After: 0"), sends(429), resets, sends(200, b"{", length=9)]
)  # fmt: skip
def test_what_may_pass_is_tried_again(server: RawServer, tmp_path: Path, bad: Behave) -> None:
    server.behaviours["/x"] = in_turn(bad, bad, sends(200, b"{}"))
    assert fetch(f"{server.base}/x", tmp_path).path.read_bytes() == b"{}"
    assert len(server.requests) == 3


@pytest.mark.parametrize("bad", [sends(404), sends(403), sends(501), sends(200)])
def test_what_will_not_pass_is_not(server: RawServer, tmp_path: Path, bad: Behave) -> None:
    server.behaviours["/x"] = bad
    with pytest.raises(SourceFailed):
        fetch(f"{server.base}/x", tmp_path)
    assert len(server.requests) == 1


def test_three_tries_are_made_and_no_more(server: RawServer, tmp_path: Path) -> None:
    server.behaviours["/x"] = sends(502)
    with pytest.raises(SourceFailed, match="answered 502"):
        fetch(f"{server.base}/x", tmp_path)
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Thu, 01 Jan 2026 00:01:00 GMT", 60.0),
        ("Wed, 31 Dec 2025 00:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("9" * 400, 999999999.0),
        ("Thu, 99 Jan 2026 00:01:00 GMT", None),
    ],
)
def test_when_to_come_back(header: str, seconds: float | None) -> None:
    failure = answered(503, header, datetime(2026, 1, 1, tzinfo=UTC))
    assert isinstance(failure, Passing)
    assert failure.after == seconds


def test_who_asks_to_come_back_after_the_deadline_is_not_waited_for(
    server: RawServer, tmp_path: Path
) -> None:
    server.behaviours["/x"] = sends(503, b"", "Retry-After: 900")
    with pytest.raises(SourceFailed, match="answered 503, and asks to come back in 900 s"):
        fetch(f"{server.base}/x", tmp_path)
    assert len(server.requests) == 1


def test_redirects_are_followed_with_what_was_said_to_each(
    server: RawServer, tmp_path: Path
) -> None:
    server.behaviours["/a"] = sends(301, b"", "Location: b")
    server.behaviours["/b"] = sends(307, b"", "Location: /caf\xc3\xa9")
    server.behaviours["/caf%C3%A9"] = sends(200, b"{}", 'ETag: "v1"')
    url = f"{server.base}/a"
    fetch(url, tmp_path)
    fetch(url, tmp_path)
    asked = [each.split(b" ")[1] for each in server.requests]
    assert asked == [b"/a", b"/b", b"/caf%C3%A9"] * 2
    # Only the server of the document is told what we have of it.
    assert [b"If-None-Match" in each for each in server.requests] == [False] * 5 + [True]


def test_that_nothing_changed_is_believed_only_where_it_was_asked(
    server: RawServer, tmp_path: Path
) -> None:
    server.behaviours["/x"] = sends(304)
    with pytest.raises(SourceFailed, match="answered 304"):
        fetch(f"{server.base}/x", tmp_path)


def test_a_redirect_that_sets_a_cookie_may_come_back_but_not_for_ever(
    server: RawServer, tmp_path: Path
) -> None:
    again = sends(302, b"", "Location: /x", "Set-Cookie: seen=1")
    server.behaviours["/x"] = in_turn(again, sends(200, b"{}"))
    assert fetch(f"{server.base}/x", tmp_path).path.read_bytes() == b"{}"
    assert b"Cookie: seen=1" in server.requests[1]
    server.behaviours["/x"] = again
    with pytest.raises(SourceFailed, match="redirects more than 8 times"):
        fetch(f"{server.base}/x", tmp_path / "other")


def test_servers_are_told_who_asks(server: RawServer, tmp_path: Path) -> None:
    server.behaviours["/x"] = sends(200, b"{}")
    fetch(
        f"{server.base}/x", tmp_path, contact="https://example.org; data@example.org\r\nX: y\u2014"
    )
    (request,) = server.requests
    agent = next(line for line in request.split(b"\r\n") if line.startswith(b"User-Agent"))
    assert agent.endswith(b"; https://example.org; data@example.orgX: y)")
    assert b"Accept-Encoding: gzip, deflate\r\n" in request


# TLS


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for swan.example, which only those trust who are told to."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate, and is not there")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
            "/CN=swan.example", "-addext", "subjectAltName=DNS:swan.example", "-keyout",
            "key.pem", "-out", "certificate.pem",
        ],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
def secure(authority: Path) -> Iterator[tuple[RawServer, list[str]]]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "certificate.pem", authority / "key.pem")
    named: list[str] = []
    context.sni_callback = lambda _socket, name, _context: named.append(name)
    with raw_server(context=context) as server:
        yield server, named


def loopback(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


def test_the_checked_number_is_connected_to_by_its_name(
    secure: tuple[RawServer, list[str]], authority: Path, tmp_path: Path
) -> None:
    server, named = secure
    server.behaviours["/x"] = sends(200, b"{}")
    url = f"https://swan.example:{server.port}/x"
    certificates = authority / "certificate.pem"
    got = fetch(url, tmp_path, resolve=loopback, certificates=certificates)
    assert got.path.read_bytes() == b"{}"
    assert named == ["swan.example"]
    assert f"\r\nHost: swan.example:{server.port}\r\n".encode() in server.requests[0]


@pytest.mark.parametrize(("host", "trusted"), [("heron.example", True), ("swan.example", False)])
def test_a_certificate_of_another_or_that_nobody_vouches_for_is_none(
    secure: tuple[RawServer, list[str]], authority: Path, tmp_path: Path, host: str, trusted: bool
) -> None:
    server, _ = secure
    certificates = authority / "certificate.pem" if trusted else None
    url = f"https://{host}:{server.port}/x"
    with pytest.raises(SourceFailed, match="its certificate is not valid"):
        fetch(url, tmp_path, resolve=loopback, certificates=certificates)
    assert server.requests == []
    assert server.connections == 1


def test_a_server_that_speaks_no_tls_is_told_from_a_bad_certificate(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer_in_the_clear() -> None:
            for _ in range(3):
                connection, _address = listener.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=answer_in_the_clear)
        thread.start()
        with pytest.raises(SourceFailed, match=r"no secure connection \(TLS\) could be made"):
            fetch(f"https://127.0.0.1:{listener.getsockname()[1]}/x", tmp_path)
        thread.join()


def test_from_https_to_http_is_refused(
    secure: tuple[RawServer, list[str]], authority: Path, server: RawServer, tmp_path: Path
) -> None:
    safe, _ = secure
    safe.behaviours["/x"] = sends(302, b"", f"Location: http://swan.example:{server.port}/y")
    with pytest.raises(SourceFailed, match="from https to http"):
        fetch(
            f"https://swan.example:{safe.port}/x", tmp_path,
            resolve=loopback, certificates=authority / "certificate.pem",
        )  # fmt: skip
    assert server.connections == 0


# Time


def test_a_look_up_that_hangs_is_left(tmp_path: Path) -> None:
    over = threading.Event()

    def never(host: str, port: int) -> list[str]:
        over.wait(30)
        return []

    with pytest.raises(SourceFailed, match="took longer than 0 s"):
        fetch("http://swan.example/x", tmp_path, deadline=0.2, resolve=never)
    over.set()


def test_a_watchdog_ends_also_what_begins_after_it_barked(server: RawServer) -> None:
    with Watchdog(0.0) as watchdog:
        with pytest.raises(OutOfTime):
            watchdog.wait(5)
        with pytest.raises(OutOfTime):
            watchdog.check()


class Counting:
    """Says how many are at a host at once, at the most."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._lock = threading.Lock()
        self._now: dict[str, int] = {}
        self.most: dict[str, int] = {}
        self.begun: list[float] = []

    def visit(self, host: str, stay: float) -> None:
        with Watchdog(20) as watchdog, self._turns.at(host, watchdog):
            with self._lock:
                self.begun.append(time.monotonic())
                self._now[host] = self._now.get(host, 0) + 1
                self.most[host] = max(self.most.get(host, 0), self._now[host])
            watchdog.wait(stay)
            with self._lock:
                self._now[host] -= 1

    def visit_all(self, *hosts: str, stay: float = 0.05) -> None:
        threads = [threading.Thread(target=self.visit, args=(host, stay)) for host in hosts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def test_a_host_is_asked_one_thing_at_a_time_and_after_a_pause() -> None:
    seen = Counting(Turns(interval=0.1))
    before = time.monotonic()
    seen.visit_all(*["swan.example"] * 4)
    assert seen.most == {"swan.example": 1}
    # Of two in a row the first may be noted late, on a busy machine; of all no pause is lost.
    assert max(seen.begun) - before >= 0.3


def test_hosts_do_not_wait_for_one_another_and_one_s_own_for_nobody() -> None:
    turns = Turns(interval=60)
    with Watchdog(5) as watchdog, turns.at("swan.example", watchdog):
        with turns.at("heron.example", watchdog):
            pass
        for _ in range(3):
            with turns.at("127.0.0.1", watchdog), turns.at("localhost", watchdog):
                pass
        with Watchdog(0.1) as short, pytest.raises(OutOfTime), turns.at("swan.example", short):
            pass


def test_who_hangs_at_a_host_holds_up_the_others_only_for_a_while() -> None:
    turns = Turns(interval=0.0, patience=0.1)
    with Watchdog(20) as watchdog:
        first, second = (turns.at("swan.example", watchdog) for _ in range(2))
        with first, second:
            pass


def test_a_hanging_server_holds_the_deadline(server: RawServer, tmp_path: Path) -> None:
    server.behaviours["/x"] = hangs
    with pytest.raises(SourceFailed, match="took longer than 1 s"):
        fetch(f"{server.base}/x", tmp_path, deadline=1.0)

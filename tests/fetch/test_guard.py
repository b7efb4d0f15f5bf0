"""Whom a connection may reach, what ends it, and how much may come over it."""

import http.client
import io
import socket
import threading
from collections.abc import Iterator

import pytest
import requests

from cpstandard.fetch import wire
from cpstandard.fetch.address import Refused
from cpstandard.fetch.addresses import Allowed, allowed
from cpstandard.fetch.guard import Gate, GuardedAdapter, Unreached, resolve
from cpstandard.fetch.watchdog import OutOfTime, Watchdog
from cpstandard.fetch.wire import CountedResponse, TooMuch

PUBLIC = "8.8.8.8"
NOBODY = Allowed()


def test_each_number_once_in_the_order_of_the_answer(monkeypatch):
    asked = []

    def answers(*question, **more):
        asked.append((question, more))
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1%2", 80, 0, 2)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.7", 80)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.7", 80)),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    assert resolve("example.org", 80) == ["fe80::1%2", "192.0.2.7"]
    assert asked == [(("example.org", 80), {"type": socket.SOCK_STREAM})]


@pytest.fixture
def watchdog() -> Iterator[Watchdog]:
    with Watchdog(60) as made:
        yield made


def gate(watchdog, numbers=(PUBLIC,), permitted=NOBODY, seconds=5.0):
    def answer(_host, _port):
        if isinstance(numbers, Exception):
            raise numbers
        return numbers

    return Gate(permitted, answer, watchdog, seconds, 1000)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (TimeoutError(), "the server did not answer in time"),
        (ConnectionRefusedError(), "nobody answers there"),
        (OSError(101, "Network is unreachable"), "no connection could be made (Network is unrea"),
        (OSError("odd"), "no connection could be made (odd)"),
    ],
)
def test_each_number_is_tried_and_the_last_reason_is_told(watchdog, monkeypatch, error, reason):
    tried = []

    def connected(_self, number, port):
        tried.append((number, port))
        raise error

    monkeypatch.setattr(Gate, "_connected", connected)
    with pytest.raises(Unreached) as told:
        gate(watchdog, ["8.8.8.8", "1.1.1.1"]).connect("example.org", 443)
    assert str(told.value).startswith(reason)
    assert tried == [("8.8.8.8", 443), ("1.1.1.1", 443)]


def test_of_very_many_numbers_a_few_are_tried(watchdog, monkeypatch):
    tried = []

    def connected(_self, number, _port):
        tried.append(number)
        raise ConnectionRefusedError

    monkeypatch.setattr(Gate, "_connected", connected)
    with pytest.raises(Unreached):
        gate(watchdog, [f"8.8.{n}.8" for n in range(200)]).connect("example.org", 80)
    assert 1 < len(tried) < 20


def test_one_number_that_is_not_public_refuses_them_all(watchdog, monkeypatch):
    monkeypatch.setattr(Gate, "_connected", lambda *_: pytest.fail("it was connected"))
    with pytest.raises(Refused) as told:
        gate(watchdog, [PUBLIC, "10.0.0.1"]).connect("example.org", 80)
    assert str(told.value) == (
        "its host example.org has a number that is not public (private), and such hosts are not "
        "reached; one of your own is with --allow-private"
    )


def test_after_a_public_host_no_permission_holds(watchdog, monkeypatch):
    monkeypatch.setattr(Gate, "_connected", lambda *_: "connection")
    door = gate(watchdog, [PUBLIC], allowed(["all"]))
    assert door.connect("10.0.0.1", 80) == "connection"
    assert not door.public_seen
    assert door.connect("example.org", 80) == "connection"
    assert door.public_seen
    with pytest.raises(Refused):
        door.connect("10.0.0.1", 80)


@pytest.mark.parametrize("numbers", [OSError("no"), UnicodeError("no"), [], ()], ids=repr)
def test_a_host_that_nobody_knows(watchdog, numbers):
    with pytest.raises(Unreached, match=r"^its host example\.org is not known$"):
        gate(watchdog, numbers).connect("example.org", 80)


def test_a_look_up_that_takes_too_long_is_not_waited_for(watchdog):
    over = threading.Event()
    door = gate(watchdog, seconds=0.01)
    door.resolve = lambda *_: over.wait(30) and [PUBLIC]
    with pytest.raises(Unreached, match="could not be looked up in time"):
        door.connect("example.org", 80)
    over.set()


def test_one_that_outlasts_the_deadline_of_the_fetch_is_told_as_such():
    over = threading.Event()
    with Watchdog(0.01) as short:
        door = gate(short)
        door.resolve = lambda *_: over.wait(30) and [PUBLIC]
        with pytest.raises(OutOfTime):
            door.connect("example.org", 80)
    over.set()


def test_a_host_is_looked_up_by_its_name_and_port_while_nobody_is_held(watchdog, monkeypatch):
    asked = []

    def look_up(host, port):
        # A look-up that hangs cannot be ended; one that is no daemon would keep the program from it.
        asked.append((host, port, threading.current_thread().daemon))
        return [PUBLIC]

    monkeypatch.setattr(Gate, "_connected", lambda *_: "connection")
    door = gate(watchdog)
    door.resolve = look_up
    assert door.connect("example.org", 8080) == "connection"
    assert asked == [("example.org", 8080, True)]


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("http://example.org/", 80),
        ("https://example.org/", 443),
        ("http://example.org:8080/", 8080),
        ("https://example.org:8443/", 8443),
    ],
)
def test_every_request_goes_through_the_gate_by_name_and_port(watchdog, monkeypatch, url, port):
    asked = []

    def connect(_self, *server):
        asked.append(server)
        raise Unreached("nobody answers there")

    monkeypatch.setattr(Gate, "connect", connect)
    with requests.Session() as session:
        session.mount(url, GuardedAdapter(gate(watchdog)))
        with pytest.raises(Unreached):
            session.get(url)
    assert asked == [("example.org", port)]


@pytest.fixture(params=["127.0.0.1", "::1"])
def listener(request: pytest.FixtureRequest) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in request.param else socket.AF_INET
    try:
        made = socket.create_server((request.param, 0), family=family)
    except OSError as error:
        pytest.skip(f"this machine has no {request.param} ({error})")
    with made:
        made.settimeout(60)
        yield made


def test_a_connection_waits_no_longer_than_it_may_and_ends_with_the_fetch(listener, watchdog):
    host, port = listener.getsockname()[:2]
    with Watchdog(3) as short:
        door = gate(short, permitted=allowed(["all"]), seconds=60)
        with door.connect(host, port) as connection:
            assert 0 < connection.gettimeout() <= 3
            assert not door.public_seen
        door.close()
    door = gate(watchdog, permitted=allowed(["all"]), seconds=5)
    connection = door.connect(host, port)
    assert connection.gettimeout() == 5
    with connection, listener.accept()[0], listener.accept()[0] as other:
        other.settimeout(60)
        other.sendall(b"x")
        assert connection.recv(2) == b"x"
        door.close()
        # Shut, although whoever reads from it has not let go of it.
        assert other.recv(1) == connection.recv(1) == b""


def test_a_connection_to_another_host_than_was_asked_for_is_shut(watchdog, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(socket.socket, "getpeername", lambda _self: ("127.0.0.2", 1))
        shut = []
        real = socket.socket.close
        monkeypatch.setattr(socket.socket, "close", lambda self: (shut.append(self), real(self)))
        with pytest.raises(Refused, match=r"another host \(127\.0\.0\.2\) than was asked for"):
            gate(watchdog, permitted=allowed(["all"])).connect("127.0.0.1", server.getsockname()[1])
        assert shut


def test_a_proxy_is_refused(watchdog):
    with pytest.raises(Refused, match=r"a proxy \(http://proxy\.example\) was asked for"):
        GuardedAdapter(gate(watchdog)).proxy_manager_for("http://proxy.example")
    with requests.Session() as session:
        session.mount("http://", GuardedAdapter(gate(watchdog)))
        with pytest.raises(Refused):
            session.get("http://example.org/", proxies={"http": "http://proxy.example"})


def test_what_is_watched_after_the_deadline_is_shut_at_once():
    one, other = socket.socketpair()
    with one, other, Watchdog(0) as over:
        over.watch(one)
        assert other.recv(1) == b""
        with pytest.raises(OutOfTime, match=r"^it took longer than 0 s$"):
            over.check()


def test_what_was_ended_is_out_of_time_whatever_the_clock_says():
    with Watchdog(60) as early:
        early.check()
        early._bark()
        with pytest.raises(OutOfTime, match=r"^it took longer than 60 s$"):
            early.check()


def test_no_deadline_keeps_a_program_from_its_end():
    with Watchdog(60):
        timers = [each for each in threading.enumerate() if isinstance(each, threading.Timer)]
        assert timers
        assert all(each.daemon for each in timers)


class Answer:
    """As much of a socket as ``http.client`` asks for."""

    def __init__(self, text: bytes) -> None:
        self.text = text

    def makefile(self, _mode: str, buffering: int = -1) -> io.BytesIO:
        return io.BytesIO(self.text)


def answer(text: bytes, most: int = 1000) -> http.client.HTTPResponse:
    kind = type("Response", (CountedResponse,), {"most": most})
    return kind(Answer(text), method="GET")


HEAD = b"HTTP/1.1 200 OK\r\n"


def test_an_answer_within_its_bounds_is_read():
    with answer(HEAD + b"Content-Length: 900\r\n\r\n" + b"x" * 900) as found:
        found.begin()
        assert found.read() == b"x" * 900


def test_headers_and_content_have_an_end(monkeypatch):
    monkeypatch.setattr(wire, "MAX_HEAD", 16 << 10)
    body = b"x" * (64 << 10)
    with answer(HEAD + b"Connection: close\r\n\r\n" + body) as found:
        found.begin()
        with pytest.raises(
            TooMuch, match="the server sent more than 18,384 bytes, headers and all"
        ):
            found.read()


def test_headers_that_never_end():
    with (
        answer(HEAD + b"".join(b"a%d: %s\r\n" % (n, b"x" * 5000) for n in range(90))) as found,
        pytest.raises(TooMuch, match="more than 262,144 bytes"),
    ):
        found.begin()


CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def test_a_line_without_end(monkeypatch):
    with answer(CHUNKED + b"5;" + b"x" * (70 << 10)) as found:
        found.begin()
        with pytest.raises(TooMuch, match="a line without end"):
            found.read()


def test_lines_without_end(monkeypatch):
    monkeypatch.setattr(wire, "_MAX_LINES", 500)
    with answer(CHUNKED + b"1;xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\na\r\n" * 40) as found:
        found.begin()
        with pytest.raises(TooMuch, match="lines without end"):
            found.read()

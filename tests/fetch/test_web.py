"""Fetching from a real server on loopback: copies, conditions, caps, and words for what failed."""

import http.server
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cpstandard.core.errors import NotTried, SourceFailed
from cpstandard.fetch.addresses import allowed
from cpstandard.fetch.client import Limits, Manners
from cpstandard.fetch.web import Wanted, WebStore

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


class Server:
    """Answers each request with ``answer`` and remembers what it was asked."""

    def __init__(self) -> None:
        self.answer: Answer = lambda handler: handler.send_error(404)
        self.requests: list[dict[str, str]] = []
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.requests.append(dict(self.headers))
                server.answer(self)

            def log_message(self, *args: object) -> None:
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/data.json"


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.http.shutdown()
    made.http.server_close()
    thread.join()


def reply(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Length": str(len(body)), **named}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def store(
    folder: Path, *, online: bool = True, now: str = "2026-01-01T00:00:00Z", **limits
) -> WebStore:
    found = Limits(**{"pause": 0.01, **limits})
    return WebStore(
        folder, online=online, now=now, limits=found, manners=Manners(allowed=allowed(["all"]))
    )


def test_fetches_and_keeps_by_digest(server: Server, tmp_path: Path) -> None:
    server.answer = reply(b"{}")
    got = store(tmp_path).retrieve(Wanted(server.url))
    assert got.path.read_bytes() == b"{}"
    assert got.path.parent == tmp_path
    assert (got.url, got.retrieved_at, got.stale_because) == (
        server.url,
        "2026-01-01T00:00:00Z",
        "",
    )
    assert server.requests[0]["User-Agent"].startswith("cpstandard/")


def test_an_unchanged_document_is_not_sent_again(server: Server, tmp_path: Path) -> None:
    server.answer = reply(b"{}", ETag='"v1"', Last_Modified="Thu, 01 Jan 2026 00:00:00 GMT")
    store(tmp_path).retrieve(Wanted(server.url))
    server.answer = reply(b"", 304)
    again = store(tmp_path, now="2026-01-02T00:00:00Z").retrieve(Wanted(server.url))
    assert server.requests[1]["If-None-Match"] == '"v1"'
    assert server.requests[1]["If-Modified-Since"] == "Thu, 01 Jan 2026 00:00:00 GMT"
    assert again.path.read_bytes() == b"{}"
    assert (again.retrieved_at, again.stale_because) == ("2026-01-02T00:00:00Z", "")


def test_without_online_nothing_is_asked(server: Server, tmp_path: Path) -> None:
    with pytest.raises(NotTried, match="give --online"):
        store(tmp_path, online=False).retrieve(Wanted(server.url))
    assert server.requests == []
    server.answer = reply(b"{}")
    store(tmp_path).retrieve(Wanted(server.url))
    held = store(tmp_path, online=False).retrieve(Wanted(server.url))
    assert held.path.read_bytes() == b"{}"
    assert "without --online" in held.stale_because
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (reply(b"gone", 500), "the server answered 500"),
        (reply(b"", 204), "empty document"),
        (reply(b"x" * 2000), "larger than 1,000 bytes"),
        (reply(b"not gzip", Content_Encoding="gzip"), "compression is damaged"),
        (reply(b"abc", Content_Length="900"), "broke off in the middle"),
        (reply(b"", 302, Location="/again"), "redirects without end"),
        (reply(b"", 200, Content_Length="3, 900"), "the answer makes no sense"),
    ],
)
def test_a_failure_is_said_in_words_and_the_copy_stands(
    server: Server, tmp_path: Path, answer: Answer, said: str
) -> None:
    server.answer = answer
    with pytest.raises(SourceFailed, match=said):
        store(tmp_path, max_bytes=1000).retrieve(Wanted(server.url))
    server.answer = reply(b"{}")
    store(tmp_path).retrieve(Wanted(server.url))
    server.answer = answer
    got = store(tmp_path, max_bytes=1000, now="2026-01-02T00:00:00Z").retrieve(Wanted(server.url))
    assert got.path.read_bytes() == b"{}"
    assert said in got.stale_because
    assert got.retrieved_at == "2026-01-01T00:00:00Z"
    assert list(tmp_path.glob(".part-*")) == []


def test_a_silent_server_is_left(server: Server, tmp_path: Path) -> None:
    release = threading.Event()

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        release.wait(30)
        handler.close_connection = True

    server.answer = answer
    with pytest.raises(SourceFailed, match="fell silent"):
        store(tmp_path, silence=0.2).retrieve(Wanted(server.url))
    release.set()


def test_a_server_that_drips_is_left_at_the_deadline(server: Server, tmp_path: Path) -> None:
    stop = threading.Event()

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while not stop.wait(0.05):
                handler.wfile.write(b"x" * 70_000)
        except OSError:
            pass

    server.answer = answer
    with pytest.raises(SourceFailed, match=r"took longer than 0 s"):
        store(tmp_path, deadline=0.3).retrieve(Wanted(server.url))
    stop.set()


def test_nobody_there(tmp_path: Path) -> None:
    with socket.socket() as taken:  # and listened to by nobody
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(SourceFailed, match="nobody answers there"):
            store(tmp_path).retrieve(Wanted(f"http://127.0.0.1:{taken.getsockname()[1]}/"))


@pytest.mark.parametrize("text", ['{"sha256": "x"', "[]", "{}", "null", '{"sha256": 1}', ""])
def test_a_damaged_note_counts_as_no_copy(server: Server, tmp_path: Path, text: str) -> None:
    server.answer = reply(b"{}")
    store(tmp_path).retrieve(Wanted(server.url))
    (note,) = tmp_path.glob("*.json")
    note.write_text(text)
    with pytest.raises(NotTried):
        store(tmp_path, online=False).retrieve(Wanted(server.url))


def test_a_damaged_copy_is_fetched_again(server: Server, tmp_path: Path) -> None:
    server.answer = reply(b"{}", ETag='"v1"')
    got = store(tmp_path).retrieve(Wanted(server.url))
    got.path.write_bytes(b"")
    with pytest.raises(NotTried):
        store(tmp_path, online=False).retrieve(Wanted(server.url))
    assert store(tmp_path).retrieve(Wanted(server.url)).path.read_bytes() == b"{}"
    assert "If-None-Match" not in server.requests[-1]

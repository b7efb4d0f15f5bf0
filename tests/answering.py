"""A server on loopback that gives each path the answer that a test has chosen for it."""

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Answer:
    """What is sent: ``body``; or silence after it, or no answer at all."""

    body: bytes = b""
    status: int = 200
    media_type: str = "application/json"
    promised: int = 0  # bytes more than are sent
    silent: bool = False
    hangs_up: bool = False


@dataclass
class Web:
    """The answers, by path; what has none is not found."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"{self.address}/{path}"


@contextmanager
def answering() -> Iterator[Web]:
    ended = threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.strip("/")
            web.asked.append(path)
            answer = web.answers.get(path, Answer(b"Not found", 404, "text/plain"))
            if answer.hangs_up:
                self.close_connection = True
                return
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.media_type)
            silence = 1 if answer.silent else 0
            self.send_header("Content-Length", str(len(answer.body) + answer.promised + silence))
            self.end_headers()
            self.wfile.write(answer.body)
            if answer.silent:
                self.wfile.flush()
                started = time.monotonic()
                while not ended.wait(0.05) and time.monotonic() - started < 60:
                    pass
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web = Web(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield web
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
        thread.join()

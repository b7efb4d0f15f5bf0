"""The preview's server: ranges, compression, right media types, and nobody else let in."""

import re
import shutil
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

from cpstandard.cli.preview.answers import (
    Found,
    OutsideError,
    asked_range,
    compressed,
    compresses,
    is_withdrawn,
    locate,
    rooted,
)

_HOST = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?", re.IGNORECASE)
_RELOAD = "_preview/reload.js"
_EDITION = "_preview/edition"
_SCRIPT = """\
"use strict";
// Shows the page anew when the site was built anew. Only the preview has this script.
const asked = new URL("edition", document.currentScript.src);
let seen = null;
async function look() {
  try {
    const edition = await (await fetch(asked, { cache: "no-store" })).text();
    if (seen !== null && edition !== seen) { location.reload(); return; }
    seen = edition;
  } catch { /* the server is being started again */ }
  setTimeout(look, 700);
}
look();
"""


class Server(ThreadingHTTPServer):
    """Serves ``site`` below ``base`` (``/``, or ``/power/``), from this machine to itself.

    The site is looked up for every request, so that a build that switches it is seen at once.
    With ``reload`` each page shows itself anew after that.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, site: Path, port: int, *, base: str = "/", reload: bool = False) -> None:
        """Listen on ``port`` (0: any that is free); raises ``OSError`` where that cannot be."""
        self.site, self.base, self.reload = site, base, reload
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.server_address[1]}{self.base}"

    def handle_error(self, *_: object) -> None:
        """Say nothing where a browser leaves in the middle."""


class Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    protocol_version = "HTTP/1.1"
    server_version = "cpstandard"
    sys_version = ""
    timeout = 60
    disable_nagle_algorithm = True  # else the end of each file waits for 40 milliseconds
    server: Server

    def do_GET(self) -> None:
        """Answer with the file, or with what is to be said instead."""
        if not _HOST.fullmatch(self.headers.get("Host", "")):
            # A page of a stranger whose name leads here is not to read what is unpublished yet.
            self._say(HTTPStatus.MISDIRECTED_REQUEST, "This preview is for this machine alone.")
            return
        path = self.path.partition("?")[0].partition("#")[0]
        base = self.server.base
        if path + "/" == base:
            self._lead_to(base)
        elif not path.startswith(base):
            self._miss()
        else:
            self._answer(path.removeprefix(base))

    do_HEAD = do_GET  # noqa: N815 - named by the base

    def _answer(self, path: str) -> None:
        if self.server.reload and path in (_RELOAD, _EDITION):
            script = path == _RELOAD
            text = _SCRIPT if script else str(self.server.site.resolve())
            self._give(text.encode(), "text/javascript" if script else "text/plain")
            return
        try:
            found = locate(self.server.site, path)
        except (OutsideError, UnicodeDecodeError):
            self._say(HTTPStatus.BAD_REQUEST, "This path leads out of the site.")
            return
        if found is None:
            self._miss()
        elif isinstance(found, str):
            self._lead_to(f"{self.server.base}{found}")
        elif is_withdrawn(self.server.site, found.path):
            self._give(found.path.read_bytes(), found.media_type, status=HTTPStatus.GONE)
        elif found.tag == self.headers.get("If-None-Match") and not self._is_added_to(found):
            self._begin(HTTPStatus.NOT_MODIFIED, found.media_type, None, {"ETag": found.tag})
        else:
            self._file(found)

    def _is_added_to(self, found: Found) -> bool:
        return self.server.reload and found.media_type.startswith("text/html")

    def _file(self, found: Found) -> None:
        extra = {"ETag": found.tag, "Accept-Ranges": "bytes", "Vary": "Accept-Encoding"}
        if self._is_added_to(found):
            self._give(self._watching(found.path.read_bytes()), found.media_type)
            return
        wanted = self.headers.get("Range", "")
        if self.headers.get("If-Range", found.tag) != found.tag:
            wanted = ""
        try:
            part = asked_range(wanted, found.size)
        except ValueError:
            nothing = {"Content-Range": f"bytes */{found.size}"}
            self._begin(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, found.media_type, 0, nothing)
            return
        accepted = self.headers.get("Accept-Encoding", "")
        if part is None and compresses(found, accepted):
            content = compressed(found.path.read_bytes())
            self._give(content, found.media_type, extra | {"Content-Encoding": "gzip"})
            return
        start, end = part or (0, found.size)
        if part:
            extra["Content-Range"] = f"bytes {start}-{end - 1}/{found.size}"
        with found.path.open("rb") as file:
            status = HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK
            self._begin(status, found.media_type, end - start, extra)
            file.seek(start)
            if self.command == "HEAD":
                return
            if part:
                self.wfile.write(file.read(end - start))
            else:
                shutil.copyfileobj(file, self.wfile)

    def _watching(self, page: bytes) -> bytes:
        script = f'<script src="{self.server.base}{_RELOAD}" defer></script></head>'
        return page.replace(b"</head>", script.encode(), 1)

    def _miss(self) -> None:
        page = self.server.site / "404.html"
        if not page.is_file():
            self._say(HTTPStatus.NOT_FOUND, "There is no such page.")
            return
        content = rooted(page.read_bytes(), self.server.base)
        self._give(content, "text/html; charset=utf-8", status=HTTPStatus.NOT_FOUND)

    def _lead_to(self, address: str) -> None:
        query = self.path.partition("?")[2]
        there = quote(address, safe="/%") + (f"?{query}" if query else "")
        self._begin(HTTPStatus.MOVED_PERMANENTLY, "text/plain", 0, {"Location": there})

    def _say(self, status: HTTPStatus, words: str) -> None:
        self._give(f"{words}\n".encode(), "text/plain; charset=utf-8", status=status)

    def _give(
        self,
        content: bytes,
        media_type: str,
        extra: dict[str, str] | None = None,
        status: HTTPStatus = HTTPStatus.OK,
    ) -> None:
        self._begin(status, media_type, len(content), extra or {})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _begin(
        self, status: HTTPStatus, media_type: str, length: int | None, extra: dict[str, str]
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        for name, value in extra.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the base
        """Say nothing of each request."""

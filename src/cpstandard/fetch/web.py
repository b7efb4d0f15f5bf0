"""Fetches http(s) addresses into a folder, by digest, and keeps the last copy of each."""

import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from cpstandard import __version__
from cpstandard.core.errors import NotTried, SourceFailed
from cpstandard.fetch.retrieved import Retrieved

USER_AGENT = f"cpstandard/{__version__} (builds a directory of community power initiatives)"
_CHUNK = 64 * 1024
_KEPT_HEADERS = ("ETag", "Last-Modified", "Content-Type")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost: bytes after decompression, seconds in all, seconds of silence."""

    max_bytes: int = 500_000_000
    deadline: float = 300.0
    silence: float = 20.0


class WebStore:
    """Documents fetched so far, in ``folder``: the bytes by digest, one note for each address.

    ``online`` says whether the network may be used at all; without it only copies are given.
    """

    def __init__(
        self, folder: Path, *, online: bool, now: str, limits: Limits | None = None
    ) -> None:
        """Use ``folder``; ``now`` (UTC, ISO 8601) is written beside what is fetched."""
        self._folder = folder
        self.online = online
        self._now = now
        self._limits = limits or Limits()

    def retrieve(self, url: str) -> Retrieved:
        """Return the document at ``url``: fetched, unchanged, or an older copy with the reason.

        Raises ``SourceFailed`` where it cannot be had and there is no copy, ``NotTried`` where
        there is no copy and the network may not be used.
        """
        note = self._read_note(url)
        if not self.online:
            if note is None:
                raise NotTried(f"{url} was not tried: give --online to fetch it.")
            return self._copy(url, note, "the build was made without --online")
        try:
            note = self._fetch(url, note)
        except (requests.RequestException, OSError, SourceFailed) as error:
            reason = _reason(error)
            if note is None:
                raise SourceFailed(f"{url} could not be fetched: {reason}.") from error
            return self._copy(url, note, reason)
        return self._copy(url, note, "")

    def _copy(self, url: str, note: dict[str, Any], stale_because: str) -> Retrieved:
        path = self._folder / note["sha256"]
        return Retrieved(path, url, url, note["retrievedAt"], stale_because)

    def _fetch(self, url: str, note: dict[str, Any] | None) -> dict[str, Any]:
        headers = {"User-Agent": USER_AGENT, **_conditions(note)}
        started = time.monotonic()
        with requests.get(url, headers=headers, stream=True, timeout=self._limits.silence) as reply:
            if reply.status_code == requests.codes.not_modified and note is not None:
                kept = note
            else:
                reply.raise_for_status()
                digest = self._store(reply, started)
                kept = {"url": url, "sha256": digest, "headers": _kept(reply)}
        kept = {**kept, "retrievedAt": self._now}
        self._write(self._note_path(url), json.dumps(kept, indent=1).encode())
        return kept

    def _store(self, reply: requests.Response, started: float) -> str:
        """Write the body to the folder and return its digest; stop at the limits."""
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f".part-{os.getpid()}-{time.monotonic_ns()}"
        digest, size = hashlib.sha256(), 0
        try:
            with part.open("wb") as out:
                for chunk in reply.iter_content(_CHUNK):
                    size += len(chunk)
                    if size > self._limits.max_bytes:
                        raise SourceFailed(f"it is larger than {self._limits.max_bytes:,} bytes")
                    if time.monotonic() - started > self._limits.deadline:
                        raise SourceFailed(f"it took longer than {self._limits.deadline:.0f} s")
                    digest.update(chunk)
                    out.write(chunk)
            if size == 0:
                raise SourceFailed("the server sent an empty document")
            part.replace(self._folder / digest.hexdigest())
        finally:
            part.unlink(missing_ok=True)
        return digest.hexdigest()

    def _note_path(self, url: str) -> Path:
        return self._folder / f"{hashlib.sha256(url.encode()).hexdigest()}.json"

    def _read_note(self, url: str) -> dict[str, Any] | None:
        path = self._note_path(url)
        try:
            note: dict[str, Any] = json.loads(path.read_bytes())
            with (self._folder / note["sha256"]).open("rb") as copy:
                whole = hashlib.file_digest(copy, "sha256").hexdigest() == note["sha256"]
        except (OSError, ValueError, LookupError, TypeError):
            return None
        return note if whole else None  # a damaged copy is fetched again

    def _write(self, path: Path, content: bytes) -> None:
        part = path.with_name(f".part-{os.getpid()}-{path.name}")
        part.write_bytes(content)
        part.replace(path)


def _conditions(note: dict[str, Any] | None) -> dict[str, str]:
    held = note["headers"] if note else {}
    pairs = {"If-None-Match": held.get("ETag"), "If-Modified-Since": held.get("Last-Modified")}
    return {name: value for name, value in pairs.items() if value}


def _kept(reply: requests.Response) -> dict[str, str]:
    return {name: reply.headers[name] for name in _KEPT_HEADERS if name in reply.headers}


# What went wrong, in words that a publisher can act on; the first class that fits is named.
_WORDS: tuple[tuple[type[Exception], Callable[[Any], str]], ...] = (
    (SourceFailed, str),
    (requests.HTTPError, lambda e: f"the server answered {e.response.status_code}"),
    (requests.exceptions.SSLError, lambda _: "its certificate is not valid"),
    (requests.ConnectTimeout, lambda _: "the server did not answer in time"),
    (requests.ReadTimeout, lambda _: "the server fell silent"),
    (requests.TooManyRedirects, lambda _: "it redirects without end"),
    (requests.ConnectionError, lambda _: "no connection could be made"),
    (requests.exceptions.ContentDecodingError, lambda _: "its compression is damaged"),
    (requests.exceptions.ChunkedEncodingError, lambda _: "the server broke off in the middle"),
    (requests.RequestException, lambda _: "the answer makes no sense"),
    (OSError, lambda e: f"it could not be stored ({e.strerror or e})"),
)


def _reason(error: Exception) -> str:
    return next(words(error) for kind, words in _WORDS if isinstance(error, kind))

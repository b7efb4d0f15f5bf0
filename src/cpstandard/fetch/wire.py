"""Counts what comes over a connection, headers and all, so that no answer is endless."""

import http.client
import io
import socket
from typing import TYPE_CHECKING, Any

from cpstandard.core.errors import SourceFailed

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_HEAD = 256 << 10
"""Bytes of headers, those of answers that only say "continue" among them."""
_MAX_LINE = 64 << 10
_MAX_LINES = 4 << 20


class TooMuch(SourceFailed):
    """An answer is larger than is taken."""


class _Counted(io.RawIOBase):
    """A connection's bytes, up to a number that can be raised."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self._come = 0
        self.most = MAX_HEAD

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int | None:
        count: int | None = self._source.readinto(buffer)
        self._come += count or 0
        if self._come > self.most:
            raise TooMuch(f"the server sent more than {self.most:,} bytes, headers and all")
        return count

    def close(self) -> None:
        self._source.close()
        super().close()


class _ShortLines(io.BufferedReader):
    """A reader whose lines have an end: those of chunks and trailers are read without a limit."""

    _lines = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(_MAX_LINE if size is None or size < 0 else size)
        if len(line) >= _MAX_LINE and not line.endswith(b"\n"):
            raise TooMuch("the server sent a line without end")
        self._lines += len(line)
        if self._lines > _MAX_LINES:
            raise TooMuch("the server sent lines without end around what it had to say")
        return line


class CountedResponse(http.client.HTTPResponse):
    """An answer that ends, its headers soon, and the whole at twice ``most`` bytes on the wire.

    Chunks have lines around them, so honest content may need some more than it has.
    """

    most = 1 << 40

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        """Read from ``sock``, with few bytes at first and more after the headers."""
        super().__init__(sock, *args, **kwargs)
        self.fp.close()
        self._counted = _Counted(sock.makefile("rb", buffering=0))
        self.fp = _ShortLines(self._counted)

    def begin(self) -> None:
        """Read the headers."""
        super().begin()
        self._counted.most = MAX_HEAD + 2 * self.most

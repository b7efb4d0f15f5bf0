"""Undoes the compression in which an answer travels, and stops at what it grows to."""

import zlib
from collections.abc import Iterable, Iterator

from cpstandard.core.errors import SourceFailed
from cpstandard.fetch.wire import TooMuch

ASKED = "gzip, deflate"
"""What servers are told they may use."""
_PIECE = 1 << 16
_MAX_RATIO = 250
_RATIO_MATTERS_FROM = 32 << 20
_GZIP, _ZLIB, _RAW = 31, 15, -15
_KNOWN = frozenset({"gzip", "x-gzip", "deflate"})


def decoded(pieces: Iterable[bytes], encoding: str, most: int) -> Iterator[bytes]:
    """Yield the content of ``pieces``, which came with the header ``Content-Encoding``.

    Raises ``TooMuch`` above ``most`` bytes, before they are made, and ``SourceFailed`` for
    compression that is damaged, cut short, repeated, or was not asked for.
    """
    names = [name for name in encoding.lower().replace(" ", "").split(",") if name]
    names = [name for name in names if name != "identity"]
    if len(names) > 1:
        raise SourceFailed("the server compressed it more than once, as no honest one does")
    if names and names[0] not in _KNOWN:
        named = "".join(c for c in names[0] if c.isascii() and c.isprintable())
        raise SourceFailed(f"the server compressed it as {named:.20}, which was not asked for")
    wire = _Wire(pieces)
    size = 0
    for piece in _inflated(wire, names[0]) if names else wire:
        size += len(piece)
        if size > most:
            raise TooMuch(f"it is larger than {most:,} bytes")
        if size > max(_RATIO_MATTERS_FROM, _MAX_RATIO * wire.size):
            raise TooMuch(f"it unpacks to more than {_MAX_RATIO} times its size")
        yield piece


class _Wire:
    """The pieces as they come, and how many bytes they were."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.size += len(piece)
            yield piece


def _inflated(pieces: Iterable[bytes], name: str) -> Iterator[bytes]:
    """Yield what is in ``pieces``, a little at a time, however much one of them holds."""
    window, engine = 0, None
    begin = b""
    for piece in pieces:
        rest = begin + piece
        if engine is None:
            begin = rest
            if len(rest) < 2:  # noqa: PLR2004 - two bytes tell the wrapping
                continue
            window = _window(name, rest)
            engine, begin = zlib.decompressobj(window), b""
        while rest:
            if engine.eof:
                # Some writers of gzip fill up with zeros; what else follows is a further member.
                rest = rest.lstrip(b"\0") if window == _GZIP else b""
                if not rest:
                    break
                engine = zlib.decompressobj(window)
            try:
                out = engine.decompress(rest, _PIECE)
            except zlib.error as error:
                raise SourceFailed("its compression is damaged") from error
            yield out
            rest = engine.unused_data if engine.eof else engine.unconsumed_tail
    while engine is not None and not engine.eof and (out := engine.decompress(b"", _PIECE)):
        yield out
    if begin or (engine is not None and not engine.eof):
        raise SourceFailed("its compression is damaged or cut short")


def _window(name: str, begin: bytes) -> int:
    """Return what zlib calls the wrapping; "deflate" has one by the book, by some servers none."""
    if name != "deflate":
        return _GZIP
    by_the_book = begin[0] & 15 == 8 and int.from_bytes(begin[:2]) % 31 == 0  # noqa: PLR2004 - RFC 1950
    return _ZLIB if by_the_book else _RAW

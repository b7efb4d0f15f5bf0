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
_WINDOWS = {"gzip": (_GZIP,), "x-gzip": (_GZIP,), "deflate": (_ZLIB, _RAW)}


def decoded(pieces: Iterable[bytes], encoding: str, most: int) -> Iterator[bytes]:
    """Yield the content of ``pieces``, which came with the header ``Content-Encoding``.

    Raises ``TooMuch`` above ``most`` bytes, before they are made, and ``SourceFailed`` for
    compression that is damaged, cut short, repeated, or was not asked for.
    """
    names = [name for name in encoding.lower().replace(" ", "").split(",") if name]
    names = [name for name in names if name != "identity"]
    if len(names) > 1:
        raise SourceFailed("the server compressed it more than once, as no honest one does")
    if names and names[0] not in _WINDOWS:
        raise SourceFailed(f"the server compressed it as {names[0]:.20}, which was not asked for")
    wire = _Wire(pieces)
    size = 0
    for piece in _inflated(wire, _WINDOWS[names[0]]) if names else wire:
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


def _inflated(pieces: Iterable[bytes], windows: tuple[int, ...]) -> Iterator[bytes]:
    """Yield what is in ``pieces``, a little at a time, however much one of them holds."""
    engine = zlib.decompressobj(windows[0])
    any_came = begun = False
    for piece in pieces:
        any_came, rest = True, piece
        while rest:
            if engine.eof and windows[0] != _GZIP:
                return  # what follows the end of a stream is nothing
            if engine.eof:
                engine = zlib.decompressobj(_GZIP)  # a further member
            try:
                out = engine.decompress(rest, _PIECE)
            except zlib.error as error:
                if begun or len(windows) == 1:
                    raise SourceFailed("its compression is damaged") from error
                # "deflate" is with a wrapping by the book, and without by some servers.
                windows = windows[1:]
                engine = zlib.decompressobj(windows[0])
                continue
            begun = True
            yield out
            # Some writers of gzip fill up with zeros.
            rest = engine.unused_data.lstrip(b"\0") if engine.eof else engine.unconsumed_tail
    while begun and not engine.eof and (out := engine.decompress(b"", _PIECE)):
        yield out
    if any_came and not engine.eof:
        raise SourceFailed("its compression is damaged or cut short")

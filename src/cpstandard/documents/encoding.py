"""Finds the encoding of a text by rule: byte order mark, strict UTF-8, UTF-16 by its NULs, cp1252.

The rule is right where statistical guessers are not, because the files are short and British.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cpstandard.core.document import DecodedText
from cpstandard.core.phrase import phrase

CHUNK = 1 << 20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WINDOWS = "windows-1252"
_MENDING = "cpstandard-windows"
_MANY, _FEW = 0.4, 0.1  # shares of NULs on the one side and the other

_READ_AS_WINDOWS = phrase(
    "The text is not UTF-8; it was read as Windows-1252. Save it as UTF-8 to be sure."
)
_MIXED = phrase(
    "The text is UTF-8 with other bytes among it; those were read as Windows-1252. "
    "Look for odd signs, and save it as UTF-8."
)
_CUT_SIGNS = phrase(
    "Some signs of the text are damaged and were replaced by a mark (\N{REPLACEMENT CHARACTER})."
)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    damaged = error.object[error.start : error.end]
    return damaged.decode("cp1252", "replace"), error.end


codecs.register_error(_MENDING, _as_windows)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a text is to be decoded: ``codec`` and ``errors`` as Python names them.

    ``name`` is what a person calls it; ``repairs`` are sentences, empty where all is well.
    """

    name: str
    codec: str
    errors: str = "strict"
    repairs: tuple[str, ...] = ()


def find_encoding(path: Path) -> Encoding:
    """Return the encoding of the file at ``path``, reading it once in pieces."""
    with path.open("rb") as handle:
        return _judge(iter(lambda: handle.read(CHUNK), b""))


def decode(data: bytes) -> DecodedText:
    """Return ``data`` as text, with its encoding and the repairs that were made."""
    found = _judge(iter((data,)))
    return DecodedText(data.decode(found.codec, found.errors), found.name, found.repairs)


def _judge(chunks: Iterator[bytes]) -> Encoding:
    head = next(chunks, b"")
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return _marked(codec, head, chunks)
    wide = _utf16_by_nuls(head[:4096])
    if wide:
        return _strict_or_replaced(wide, head, chunks)
    return _utf8_or_windows(head, chunks)


def _marked(codec: str, head: bytes, chunks: Iterator[bytes]) -> Encoding:
    if codec != "utf-8-sig":
        return _strict_or_replaced(codec, head, chunks)
    found = _utf8_or_windows(head, chunks)
    return Encoding(found.name, codec, found.errors, found.repairs)


def _utf8_or_windows(head: bytes, chunks: Iterator[bytes]) -> Encoding:
    bad, wide = _count_utf8(head, chunks)
    if not bad:
        return Encoding("utf-8", "utf-8")
    if wide:
        return Encoding(f"utf-8 with {WINDOWS}", "utf-8", _MENDING, (_MIXED,))
    return Encoding(WINDOWS, "utf-8", _MENDING, (_READ_AS_WINDOWS,))


def _count_utf8(head: bytes, chunks: Iterator[bytes]) -> tuple[bool, bool]:
    """Return whether bytes are not UTF-8, and whether any sign of several bytes is."""
    strict = codecs.getincrementaldecoder("utf-8")("strict")
    lenient = codecs.getincrementaldecoder("utf-8")("ignore")
    bad = wide = False
    chunk, following = head, next(chunks, b"")
    while True:
        last = not following
        if not bad:
            try:
                strict.decode(chunk, final=last)
            except UnicodeDecodeError:
                bad = True
        wide = wide or not lenient.decode(chunk, final=last).isascii()
        if last or (bad and wide):
            return bad, wide
        chunk, following = following, next(chunks, b"")


def _strict_or_replaced(codec: str, head: bytes, chunks: Iterator[bytes]) -> Encoding:
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        decoder.decode(head)
        for chunk in chunks:
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return Encoding(codec, codec, "replace", (_CUT_SIGNS,))
    return Encoding(codec, codec)


def _utf16_by_nuls(head: bytes) -> str:
    """Return the UTF-16 codec whose NULs stand in ``head`` in a regular pattern, or nothing."""
    pairs = len(head) // 2
    if pairs == 0 or b"\0" not in head:
        return ""
    even = head[0 : pairs * 2 : 2].count(0) / pairs
    odd = head[1 : pairs * 2 : 2].count(0) / pairs
    if odd > _MANY and even < _FEW:
        return "utf-16-le"
    if even > _MANY and odd < _FEW:
        return "utf-16-be"
    return ""

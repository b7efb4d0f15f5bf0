"""The form of every file of the index but its root, and of what is kept: a JSON head and bytes.

A block is the length of its head in bytes (four bytes, the lowest first), the head (JSON), and the
rest. Files of the index are compressed.
"""

import zlib
from typing import Any

from cpstandard.core.json_codec import kept_json, public_json, read_json

_LEVEL = 6


def laid_out(head: Any, data: bytes | bytearray | memoryview = b"") -> bytes:
    """Return the block of a file of the index, not yet compressed; the same each time."""
    return laid_out_text(public_json(head, errors="replace"), data)


def laid_out_text(head: bytes, data: bytes | bytearray | memoryview = b"") -> bytes:
    """Return the block of a head that is JSON already, not yet compressed."""
    return b"".join((len(head).to_bytes(4, "little"), head, data))


def pack(block: bytes) -> bytes:
    """Return a block compressed; the same each time."""
    return zlib.compress(block, _LEVEL)


def unpack(block: bytes) -> tuple[Any, bytes]:
    """Return the head and the bytes of a compressed block."""
    return split(zlib.decompress(block))


def join(head: Any, data: bytes | bytearray | memoryview = b"") -> bytes:
    """Return a block, not compressed; every text comes back from it as it was."""
    return laid_out_text(kept_json(head), data)


def split(block: bytes) -> tuple[Any, bytes]:
    """Return the head and the bytes of a block that is not compressed."""
    end = 4 + int.from_bytes(block[:4], "little")
    return read_json(block[4:end]), block[end:]

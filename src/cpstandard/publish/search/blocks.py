"""The form of every file of the index but its root: a JSON head and bytes, compressed.

Decompressed, a block is the length of its head in bytes (four bytes, the lowest first), the head
(JSON), and the rest.
"""

import json
import zlib
from typing import Any

_LEVEL = 6


def pack(head: Any, data: bytes | bytearray | memoryview = b"") -> bytes:
    """Return a block; the same each time."""
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    encoded = text.encode("utf-8", "replace")
    return zlib.compress(b"".join((len(encoded).to_bytes(4, "little"), encoded, data)), _LEVEL)


def unpack(block: bytes) -> tuple[Any, bytes]:
    """Return the head and the bytes of a block."""
    content = zlib.decompress(block)
    end = 4 + int.from_bytes(content[:4], "little")
    return json.loads(content[4:end]), content[end:]

"""Knows a web page that came in place of data, which is what most broken addresses give."""

import html
import re
from pathlib import Path

_LOOK = 16 << 10
_LONGEST = 80
_BEGINS = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_BEFORE = ((b"<!--", b"-->"), (b"<?xml", b"?>"))
_TITLE = re.compile(r"<title[^>]*>([^<]{0,2000})", re.IGNORECASE)


def web_page(path: Path) -> str | None:
    """Return the title of the web page that the file at ``path`` is; ``None`` where it is none."""
    with path.open("rb") as file:
        begin = file.read(_LOOK).removeprefix(b"\xef\xbb\xbf")
    if not _BEGINS.match(_without_preamble(begin)):
        return None
    title = _TITLE.search(begin.decode("utf-8", "replace"))
    words = " ".join(html.unescape(title[1]).split()) if title else ""
    return "".join(c for c in words if c.isprintable())[:_LONGEST]


def _without_preamble(begin: bytes) -> bytes:
    """Return what follows blanks, comments and the line that says it is XML."""
    rest = begin.lstrip()
    while ends := [end for start, end in _BEFORE if rest.startswith(start)]:
        rest = rest.partition(ends[0])[2].lstrip()
    return rest

"""Ids and addresses made from any text: safe, stable and distinct."""

import hashlib
import re
import unicodedata
from functools import lru_cache

_TYPOGRAPHY = "\u2018\u2019\u201c\u201d\u2013\u2014\u00a3"  # curly quotes, dashes, pound sign
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(2_000)  # most are names of places, of which all pages have the same few
def slug(text: str, limit: int = 80) -> str:
    """Return ``text`` as lower-case ASCII words joined by hyphens, at most ``limit`` long.

    Where more than case, accents, spaces and punctuation between words was lost, a short digest
    of the original is added, so that two texts never share a slug by accident of spelling.
    """
    kept = unaccented(text)
    words = _NOT_WORD.sub("-", kept).strip("-")
    lossless = bool(words) and (
        kept.isascii() or all(c.isascii() or c.isspace() or c in _TYPOGRAPHY for c in kept)
    )
    if lossless and len(words) <= limit:
        return words
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{words[: limit - 9].strip('-')}-{digest}".strip("-")


def unaccented(text: str) -> str:
    """Return ``text`` without case, accents and other forms of one letter."""
    if text.isascii():  # as nearly all is, of which a directory asks a million times
        return text.lower()
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in folded if not unicodedata.combining(c))

"""Cuts text into the words of the index; ``static/search/words.js`` does the same to a query."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

LONGEST_WORD: Final = 40
"""Longer words are cut; in code points."""

STOP_WORDS: Final = frozenset(
    "a an and are as at be by for from has have in into is it its of on or that the their "  # noqa: SIM905
    "they this to was were which who will with what where when how why did does near".split()
)
"""Words that are neither indexed nor looked for."""

LETTERS: Final = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss",
    "\u0131": "i", "£": "l",
}  # fmt: skip
"""Letters that are no letter with an accent, and the plain ones for which readers type them.

The pound sign is how Leith and Stroud write their first letter.
"""

_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_HYPHEN = re.compile(r"[-\u2010\u2011]")
_APOSTROPHES = str.maketrans("", "", "'\u2019\u02bc")
_PLAIN = str.maketrans(LETTERS)


def fold(text: str) -> str:
    """Return text without case, accents or apostrophes."""
    text = text.translate(_APOSTROPHES) if not text.isascii() else text.replace("'", "")
    if text.isascii():
        return text.lower()
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    return "".join(c for c in lower if unicodedata.category(c)[0] != "M").translate(_PLAIN)


def words(text: str) -> list[str]:
    """Return the folded words of a text, those left out that every text has.

    A word with hyphens gives its parts and all of it as one: ``co-production`` is found by
    ``coproduction`` too.
    """
    folded = fold(text)
    told = [found for found in _WORD.findall(folded) if found not in STOP_WORDS]
    if _HYPHEN.search(folded):
        told = [word for found in told for word in _apart(found)]
    return [word[:LONGEST_WORD] for word in told]


def _apart(found: str) -> Iterator[str]:
    parts = _HYPHEN.split(found)
    if len(parts) > 1:
        yield from (part for part in parts if part not in STOP_WORDS)
    yield "".join(parts)

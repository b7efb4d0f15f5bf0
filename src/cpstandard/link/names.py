"""Names as they are compared: without case, accents, legal form and ways of writing."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_LEGAL = (
    "community interest company|community benefit society|charitable incorporated organi[sz]ation|"
    "scottish charitable incorporated organi[sz]ation|limited by guarantee|cyfyngedig|limited|"
    "limied|ltd|cyf|cic|cio|scio|cbs|plc|llp|incorporated|inc"
)
_ENDING = re.compile(rf"\s(?:{_LEGAL})$")
_OPENING = re.compile(r"^(?:the|y|yr)\s(?=\S)")
_TRADING = re.compile(
    r"\bt/a\b|\btrading as\b|\bformerly(?: known as)?\b|\bpreviously\b|\balso known as\b|\baka\b",
    re.IGNORECASE,
)
_APOSTROPHES = re.compile(r"['\u2018\u2019`\u00b4]")
_SIGNS = re.compile(r"[^\w&+]+|_+")
_SPELLINGS = {
    "co operatives": "cooperative",
    "co operative": "cooperative",
    "coop": "cooperative",
    "coops": "cooperative",
    "co op": "cooperative",
    "co ops": "cooperative",
    "cooperatives": "cooperative",
    "centre": "center",
    "saint": "st",
    "assoc": "association",
    "assn": "association",
    "soc": "society",
    "workmens": "working mens",
}
_SPELLING = re.compile(r"\b(?:" + "|".join(sorted(_SPELLINGS, key=len, reverse=True)) + r")\b")
_LETTERS = re.compile(r"\b\w(?: \w\b)+")
_DIGIT = re.compile(r"\d")
_LONG = 4
_SMALL = frozenset({"and", "of", "the", "for", "in", "at", "a", "to", "on", "y", "yr"})


class _Parts(NamedTuple):
    words: frozenset[str]
    long: frozenset[str]
    run: str
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared: its ``core``, of which all else is made where it is needed.

    Sets of words take ten times the room of the text, and a large directory has many names.
    """

    core: str

    @property
    def words(self) -> frozenset[str]:
        """Its words, without the small ones such as *and*."""
        return _parted(self.core).words

    @property
    def long(self) -> frozenset[str]:
        """Those of its words that may be misspelt and still be known."""
        return _parted(self.core).long

    @property
    def run(self) -> str:
        """The letters alone, so that *Hour Glass* and *Hourglass* are the same."""
        return _parted(self.core).run

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers among its words."""
        return _parted(self.core).numbers


@lru_cache(maxsize=20_000)
def _parted(core: str) -> _Parts:
    every = frozenset(core.split())
    words = every - _SMALL or every
    numbers = frozenset(word for word in words if _DIGIT.search(word))
    long = frozenset(word for word in words - numbers if len(word) >= _LONG)
    return _Parts(words, long, core.replace(" ", ""), numbers)


def names_of(texts: Iterable[str]) -> tuple[Name, ...]:
    """Return each of the names once, in order of the text; ``A trading as B`` is two of them."""
    cores = {core_of(part) for text in texts for part in _parts(text)}
    return tuple(Name(core) for core in sorted(cores) if core)


def _parts(text: str) -> Iterator[str]:
    for part in _TRADING.split(text):
        if plain := part.strip(" ()-:;,"):
            yield plain


@lru_cache(maxsize=20_000)
def core_of(text: str) -> str:
    """Return ``text`` without what two writings of one name differ in; empty for signs alone."""
    plain = text.casefold()
    if not plain.isascii():
        parted = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in parted if not unicodedata.combining(sign))
    plain = _APOSTROPHES.sub("", plain).replace("&", " and ").replace("+", " and ")
    plain = " ".join(_SIGNS.sub(" ", plain).split())
    plain = _LETTERS.sub(lambda match: match[0].replace(" ", ""), plain)
    shorter = _OPENING.sub("", plain)
    while (cut := _ENDING.sub("", shorter)) != shorter:
        shorter = cut
    return _SPELLING.sub(lambda match: _SPELLINGS[match[0]], shorter)

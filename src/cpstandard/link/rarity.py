"""How telling the words of names are: *Community* says little, *Cairnbulg* much."""

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import log2

from rapidfuzz.distance import Levenshtein

from cpstandard.link.names import Name

BACKGROUND = 10_000
"""A small directory says little of how common a word is: so many names of registers stand by it."""

_ALIKE = 0.8
_AS_ONE = 0.98
_LEAST = 0.1


@cache
def _shares() -> dict[str, float]:
    """Return which share of names has each common word, as ``scripts/train_linking.py`` counts."""
    text = files("cpstandard.link").joinpath("word_shares.json").read_text(encoding="utf-8")
    shares: dict[str, float] = json.loads(text)
    return shares


class Rarity:
    """The bits that each word tells, over all names that are compared."""

    def __init__(self, names: Iterable[Iterable[Name]]) -> None:
        """Count in how many subjects each word occurs."""
        counts: Counter[str] = Counter()
        total = 0
        for of_one in names:
            total += 1
            counts.update({word for name in of_one for word in name.words})
        shares = _shares()
        self._none = log2(total + BACKGROUND)
        self._bits = {
            word: max(self._none - log2(count + shares.get(word, 0) * BACKGROUND), _LEAST)
            for word, count in counts.items()
        }
        self._told: dict[str, float] = {}

    def bits(self, word: str) -> float:
        """Return the bits of one word, at least a tenth of one."""
        return self._bits.get(word, self._none)

    def rarest(self, name: Name, count: int) -> list[str]:
        """Return the most telling words of a name, in the order of the alphabet."""
        words = name.words
        if len(words) <= count:
            return sorted(words)
        ranked = sorted(words, key=lambda word: (-self.bits(word), word))
        return sorted(ranked[:count])

    def told(self, name: Name) -> float:
        """Return the bits of a whole name."""
        known = self._told.get(name.core)
        if known is None:
            known = self._told[name.core] = self._sum(name.words)
        return known

    def alike(self, one: Name, other: Name) -> tuple[float, float]:
        """Return how far two names agree, from 0 to 1, and the bits of what they share."""
        if one.core == other.core:
            return 1.0, self.told(one)
        if one.run == other.run:
            return _AS_ONE, min(self.told(one), self.told(other))
        shared = one.words & other.words
        told = self._sum(shared)
        whole = self.told(one) + self.told(other)
        agreed = 2 * told
        for left, right, ratio in _misspelt(one.long - shared, other.long - shared):
            first, second = self.bits(left), self.bits(right)
            told += min(first, second) * ratio
            agreed += (first + second) * ratio**2
        return min(agreed / whole, _AS_ONE), told

    def _sum(self, words: Iterable[str]) -> float:
        return sum(self.bits(word) for word in sorted(words))


def _misspelt(first: frozenset[str], second: frozenset[str]) -> list[tuple[str, str, float]]:
    """Return the pairs of words that are two writings of one, each word once, with their ratio."""
    pairs = []
    for left in first:
        for right in second:
            ratio = Levenshtein.normalized_similarity(left, right, score_cutoff=_ALIKE)
            if ratio:
                pairs.append((-ratio, left, right))
    used: set[str] = set()
    found = []
    for negative, left, right in sorted(pairs):
        if left not in used and right not in used:
            used |= {left, right}
            found.append((left, right, -negative))
    return found

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
_SHORT = 4
_AS_ONE = 0.98


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
            word: self._none - log2(count + shares.get(word, 0) * BACKGROUND)
            for word, count in counts.items()
        }

    def bits(self, word: str) -> float:
        """Return the bits of one word, at least a tenth of one."""
        return max(self._bits.get(word, self._none), 0.1)

    def rarest(self, name: Name, count: int) -> list[str]:
        """Return the most telling words of a name, in the order of the alphabet."""
        ranked = sorted(set(name.words), key=lambda word: (-self.bits(word), word))
        return sorted(ranked[:count])

    def told(self, name: Name) -> float:
        """Return the bits of a whole name."""
        return self._sum(set(name.words))

    def alike(self, one: Name, other: Name) -> tuple[float, float]:
        """Return how far two names agree, from 0 to 1, and the bits of what they share."""
        if one.core == other.core:
            return 1.0, self.told(one)
        if one.run == other.run:
            return _AS_ONE, min(self.told(one), self.told(other))
        first, second = set(one.words), set(other.words)
        shared = first & second
        told = self._sum(shared)
        whole = self._sum(first) + self._sum(second)
        agreed = 2 * told
        for left, right, ratio in _misspelt(first - shared, second - shared):
            bits = min(self.bits(left), self.bits(right)) * ratio
            told += bits
            agreed += (self.bits(left) + self.bits(right)) * ratio**2
        return min(agreed / whole, _AS_ONE), told

    def best(self, ones: Iterable[Name], others: Iterable[Name]) -> tuple[float, float]:
        """Return the best agreement between names of two subjects."""
        return max((self.alike(one, other) for one in ones for other in others), default=(0.0, 0.0))

    def _sum(self, words: Iterable[str]) -> float:
        return sum(self.bits(word) for word in sorted(words))


def _misspelt(first: set[str], second: set[str]) -> Iterable[tuple[str, str, float]]:
    """Yield the pairs of words that are two writings of one, each word once, with their ratio."""
    pairs = []
    for left in first:
        for right in second:
            if min(len(left), len(right)) < _SHORT or _numeric(left) or _numeric(right):
                continue
            ratio = Levenshtein.normalized_similarity(left, right, score_cutoff=_ALIKE)
            if ratio:
                pairs.append((-ratio, left, right))
    used: set[str] = set()
    for negative, left, right in sorted(pairs):
        if left not in used and right not in used:
            used |= {left, right}
            yield left, right, -negative


def _numeric(word: str) -> bool:
    return any(map(str.isdigit, word))

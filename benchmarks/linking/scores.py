"""Counts pairs that are said to be the same against those that are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from sample import Mention, Sample

Pair = tuple[str, str]


@dataclass
class Score:
    """Which pairs were right, wrong and missed; of those ``untold``, no number says it.

    Pairs without a register in common may well be one body: precision counts them as wrong.
    """

    right: set[Pair] = field(default_factory=set)
    wrong: set[Pair] = field(default_factory=set)
    missed: set[Pair] = field(default_factory=set)
    untold: set[Pair] = field(default_factory=set)

    @property
    def precision(self) -> float:
        said = len(self.right) + len(self.wrong) + len(self.untold)
        return len(self.right) / said if said else 0.0

    @property
    def precision_told(self) -> float:
        """Precision among the pairs of which the numbers say that they are one body or two."""
        said = len(self.right) + len(self.wrong)
        return len(self.right) / said if said else 0.0

    @property
    def recall(self) -> float:
        true = len(self.right) + len(self.missed)
        return len(self.right) / true if true else 0.0

    def __str__(self) -> str:
        counts = (
            f"{len(self.right):,} right, {len(self.wrong):,} wrong, {len(self.untold):,} untold"
        )
        return f"{self.precision:.3f} / {self.recall:.3f} ({counts}; {self.precision_told:.3f})"


def pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def true_pairs(sample: Sample) -> set[Pair]:
    return {
        pair(one.id, other.id)
        for mentions in sample.bodies.values()
        for one, other in combinations(mentions, 2)
    }


def score(said: Iterable[Pair], true: set[Pair], sample: Sample, half: str = "") -> Score:
    """Count the pairs whose first mention is in ``half``, or all; each pair is in one half."""
    by_id = {mention.id: mention for mention in sample.mentions}
    told = {p for p in said if not half or by_id[p[0]].half == half}
    real = {p for p in true if not half or by_id[p[0]].half == half}
    unsure = {p for p in told - real if not _comparable(sample, by_id[p[0]], by_id[p[1]])}
    return Score(told & real, told - real - unsure, real - told, unsure)


def _comparable(sample: Sample, one: Mention, other: Mention) -> bool:
    """Return whether the bodies of two mentions have numbers in one register."""
    schemes = [
        {number.rsplit("-", 1)[0] for m in sample.bodies[each.body] for number in m.numbers}
        for each in (one, other)
    ]
    return not schemes[0].isdisjoint(schemes[1])


def by_sources(pairs: Iterable[Pair]) -> Counter[tuple[str, str]]:
    """Count pairs by the two registers that they join."""
    sources = (sorted(each.rsplit("-", 1)[0] for each in p) for p in pairs)
    return Counter((one, other) for one, other in sources)

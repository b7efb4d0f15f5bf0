"""What one does without us: names that are the same, or nearly, by one function of a library."""

from collections import defaultdict
from itertools import combinations

from rapidfuzz import fuzz, process, utils
from sample import Sample
from scores import Pair, pair


def exact_names(sample: Sample) -> set[Pair]:
    """Link what has one name, whatever its capitals and spaces."""
    alike: dict[str, list[str]] = defaultdict(list)
    for mention in sample.mentions:
        alike[" ".join(mention.name.casefold().split())].append(mention.id)
    return {pair(*two) for ids in alike.values() for two in combinations(ids, 2)}


def plain_rapidfuzz(sample: Sample, least: float) -> set[Pair]:
    """Link names whose sorted words agree to ``least`` of a hundred, as its examples do."""
    names: dict[str, list[str]] = defaultdict(list)
    for mention in sample.mentions:
        words = sorted(utils.default_process(mention.name).split())
        names[" ".join(words)].append(mention.id)
    found = {pair(*two) for ids in names.values() for two in combinations(ids, 2)}
    ordered = sorted(names, key=len)
    for number, name in enumerate(ordered):
        # Longer names cannot agree so far; those before were compared already.
        longest = len(name) * (200 - least) / least
        later = ordered[number + 1 :]
        end = next((n for n, other in enumerate(later) if len(other) > longest), len(later))
        for other, _, _ in process.extract(
            name, later[:end], scorer=fuzz.ratio, score_cutoff=least, limit=None
        ):
            found.update(pair(i, j) for i in names[name] for j in names[other])
    return found

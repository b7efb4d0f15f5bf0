"""Guesses which practice each kind of a table's rows stands for, and which cluster them all."""

from collections import Counter
from collections.abc import Iterable, Sequence

from cpstandard import schema_store
from cpstandard.ingest.classification import classify
from cpstandard_table.draft.profile import Profile

_CLUSTER = "capacity-and-assets"


def guesses(profile: Profile) -> dict[str, tuple[str, str]]:
    """Return, by value of a column, the practice that it most likely stands for, and why."""
    titles = schema_store.standard().codelists["practice"].by_title()
    found = {}
    for value in profile.counts:
        if code := titles.get(value.strip().casefold()):
            found[value] = (code, "the title of the code")
        elif candidates := classify(value):
            best = candidates[0]
            found[value] = (best.practice, f"by the words {best.matched!r}")
    return found


def best_of(profiles: Sequence[Profile]) -> Profile | None:
    """Return the column of kinds of which most values are known, else the first."""
    return max(profiles, key=lambda profile: len(guesses(profile)), default=None)


def practices_in(rows: Iterable[tuple[str, str]]) -> Counter[str]:
    """Return how many rows, each a name and a text, the rules take for each practice."""
    found: Counter[str] = Counter()
    for name, text in rows:
        found.update(candidate.practice for candidate in classify(name, text)[:1])
    return found


def cluster_of(practices: Counter[str]) -> str:
    """Return the cluster that most of ``practices`` belong to."""
    codes = schema_store.standard().codelists["practice"].codes
    clusters: Counter[str] = Counter()
    for practice, number in practices.items():
        clusters[codes[practice].extra.get("Cluster", "") or _CLUSTER] += number
    return clusters.most_common(1)[0][0] if clusters else _CLUSTER

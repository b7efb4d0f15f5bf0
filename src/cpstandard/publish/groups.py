"""Initiatives by what they have: where many have the same, it is looked at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from cpstandard.publish.entry import Entry

Term = TypeVar("Term", str, tuple[str, str])


def grouped(
    entries: Sequence[Entry],
    of: Callable[[Entry], Any],
    terms: Callable[[Any], Iterable[Term]] = iter,
) -> dict[Term, list[Entry]]:
    """Return ``entries`` by the ``terms`` in what is ``of`` each of them; terms are in order."""
    groups: dict[Term, list[Entry]] = defaultdict(list)
    known: dict[Any, list[list[Entry]]] = {}
    for entry, has in zip(entries, map(of, entries), strict=True):
        lists = known.get(has)
        if lists is None:
            lists = known[has] = [groups[term] for term in dict.fromkeys(terms(has))]
        for each in lists:
            each.append(entry)
    return dict(sorted(groups.items()))


def areas_of(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Return the official areas of an initiative's places: a scheme and a code each."""
    return tuple([each for place in entry.brief.places for each in place.areas])

"""Facets: the codes by which results are narrowed, of all records, with their totals and names."""

import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from cpstandard.core.areas import Areas
from cpstandard.publish.search.blocks import laid_out
from cpstandard.publish.search.entry import SearchEntry
from cpstandard.publish.search.places import lasting_codes

Combination = tuple[tuple[str, ...], tuple[str, ...]]
"""The codes that a record has in one facet, and a label for each where the facet is labelled."""

LABELLED: Final = frozenset({"country", "place", "publisher"})
"""Facets whose codes have their names in the index."""


def combination_of(entry: SearchEntry, facet: str) -> Combination:
    """Return what a record has in one facet."""
    codes = entry["facets"][facet]
    labels = entry["labels"][facet] if facet in LABELLED else {}
    return tuple(codes), tuple(labels[code] for code in codes if labels)


class Facet:
    """One facet of all records, in their order: a column whose numbers stand for codes together.

    ``column`` has a number a record, which is a place in ``combinations``. Local authorities have
    the codes and names of ``areas``, where they are known.
    """

    def __init__(
        self,
        name: str,
        combinations: Sequence[Combination],
        column: Iterable[int],
        areas: Areas | None = None,
    ) -> None:
        """Count, and number anew in the order in which they come, the combinations of records."""
        self.name = name
        self._labels: dict[str, Counter[str]] = {}
        self._combinations: dict[tuple[str, ...], int] = {}
        totals: Counter[str] = Counter()
        places = _Places(areas) if name == "place" and areas is not None else None
        known = list(column)
        number_of: dict[int, int] = {}
        for number, records in Counter(known).items():
            codes, labels = (
                combinations[number] if places is None else places(*combinations[number])
            )
            number_of[number] = self._combinations.setdefault(codes, len(self._combinations))
            for code in set(codes):
                totals[code] += records
            for code, label in zip(codes, labels, strict=False):  # not every facet has labels
                self._labels.setdefault(code, Counter())[label] += records
        self._column = list(map(number_of.__getitem__, known))
        self.options = [
            (code, totals[code], _depth(name, code, totals)) for code in _in_order(name, totals)
        ]

    def names(self) -> dict[str, str]:
        """Return the name of each option that has labels: what most records say."""
        return {
            code: min(names, key=lambda name: (-names[name], name))
            for code, names in self._labels.items()
        }

    def block(self) -> bytes:
        """Return the block of the column's file, with each combination as positions of options."""
        position = {code: n for n, (code, _, _) in enumerate(self.options)}
        head = [sorted({position[code] for code in codes}) for codes in self._combinations]
        return laid_out(head, in_bytes(self._column, len(head)))


class _Places:
    """Puts each authority in the one place that the list of areas gives it."""

    def __init__(self, areas: Areas) -> None:
        self._lasting = lru_cache(None)(lambda code: lasting_codes(code, areas))

    def __call__(self, codes: Iterable[str], labels: Iterable[str]) -> Combination:
        names: dict[str, str] = {}
        for code, label in zip(codes, labels, strict=True):
            names |= self._lasting(code) or {code: label}
        return tuple(names), tuple(names.values())


def _in_order(facet: str, totals: Mapping[str, int]) -> list[str]:
    if facet == "began":
        return sorted(totals, key=lambda code: (code[:1].isdecimal(), _began(code)), reverse=True)
    if facet != "place":
        return sorted(totals, key=lambda code: (-totals[code], code))

    def path(code: str) -> list[tuple[int, str]]:
        parts = code.split("/")
        above = ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
        return [(-totals.get(each, 0), each) for each in above]

    return sorted(totals, key=path)


def _began(code: str) -> str:
    """Return what puts a decade before its years where the latest come first."""
    return f"{code[:3]}~" if code.endswith("s") else code


def _depth(facet: str, code: str, totals: Mapping[str, int]) -> int:
    if facet == "began":
        return int(code.isdecimal())
    if facet != "place":
        return 0
    parts = code.split("/")
    return sum("/".join(parts[:end]) in totals for end in range(1, len(parts)))


def in_bytes(column: Sequence[int], limit: int) -> bytes:
    """Return the numbers, all below ``limit``, in one, two or four bytes each, lowest first."""
    code = "B" if limit <= 1 << 8 else "H" if limit <= 1 << 16 else "I"
    narrow = array(code, column)
    if sys.byteorder == "big":
        narrow.byteswap()
    return narrow.tobytes()

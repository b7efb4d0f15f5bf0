"""Columns: a number a record, for facets, for sorting and for the map."""

import sys
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence

from cpstandard.publish.search.blocks import pack

_MOST_POINTS = 255


class Facet:
    """One facet: a column whose numbers stand for combinations of codes.

    Few records have combinations of their own, so a number is short, and counting is a walk
    through one column.
    """

    def __init__(self, name: str) -> None:
        """Begin without a record."""
        self.name = name
        self._combinations: dict[tuple[str, ...], int] = {}
        self._column = array("I")

    def add(self, codes: Sequence[str]) -> None:
        """Take in the codes of the next record."""
        combination = tuple(codes)
        number = self._combinations.setdefault(combination, len(self._combinations))
        self._column.append(number)

    def options(self) -> list[tuple[str, int, int]]:
        """Return every code with how many records have it and how deep it lies below others."""
        counts = Counter(self._column)
        totals: Counter[str] = Counter()
        for combination, number in self._combinations.items():
            for code in set(combination):
                totals[code] += counts[number]
        ordered = _in_order(self.name, totals)
        return [(code, totals[code], _depth(self.name, code, totals)) for code in ordered]

    def file(self, position: Mapping[str, int]) -> bytes:
        """Return the column's file, with each combination as ``position``s of options."""
        head = [
            sorted({position[code] for code in combination}) for combination in self._combinations
        ]
        return pack(head, _bytes(self._column, len(self._combinations)))


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


class Numbers:
    """A column of numbers below 2**32, such as days."""

    def __init__(self) -> None:
        """Begin without a record."""
        self._column = array("I")

    def add(self, number: int) -> None:
        """Take in the number of the next record."""
        self._column.append(number)

    def file(self) -> bytes:
        """Return the column's file."""
        return pack(None, _bytes(self._column, 1 << 32))


class Points:
    """Where the records lie: how many points each has, and all points, on a grid of 65,536 lines.

    A line is a third of a kilometre from the next from south to north.
    """

    def __init__(self) -> None:
        """Begin without a record."""
        self._counts = bytearray()
        self._points = array("I")
        self._vague = bytearray()

    def add(self, points: Sequence[tuple[float, float, int]]) -> None:
        """Take in the points of the next record, as an entry has them."""
        kept = list(dict.fromkeys((_line(x, 180), _line(y, 90), vague) for x, y, vague in points))
        self._counts.append(len(kept[:_MOST_POINTS]))
        for x, y, vague in kept[:_MOST_POINTS]:
            self._points.extend((x, y))
            self._vague.append(vague)

    def file(self) -> bytes:
        """Return the file: longitudes and latitudes by turns, the counts, how vague each is."""
        head = {"points": len(self._vague)}
        return pack(head, _bytes(self._points, 1 << 16) + bytes(self._counts + self._vague))


def _line(degrees: float, most: int) -> int:
    return round((min(max(degrees, -most), most) + most) / (2 * most) * 65_535)


def _bytes(column: "array[int]", limit: int) -> bytes:
    """Return the numbers, all below ``limit``, in one, two or four bytes each, lowest first."""
    code = "B" if limit <= 1 << 8 else "H" if limit <= 1 << 16 else "I"
    narrow = array(code, column)
    if sys.byteorder == "big":
        narrow.byteswap()
    return narrow.tobytes()

"""Columns: a number a record, for facets, for sorting and for the map."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import TypeVar

from cpstandard.core.areas import Areas
from cpstandard.publish.search.blocks import join, laid_out, split
from cpstandard.publish.search.entry import SearchEntry
from cpstandard.publish.search.facets import Combination, Facet, combination_of, in_bytes

DAYS = ("started", "updated")

T = TypeVar("T")

_MOST_POINTS = 255


class Columns:
    """The columns of the records of a part, or of all parts after each other.

    The number of a facet stands for a combination of codes with their labels: few records have one
    of their own. Points lie on a grid of 65,536 lines; a line is a third of a kilometre from the
    next from south to north.
    """

    def __init__(self, facets: Sequence[str]) -> None:
        """Begin without a record."""
        self._combinations: dict[str, dict[Combination, int]] = {name: {} for name in facets}
        self._numbers = {name: array("I") for name in (*facets, *DAYS)}
        self._counts = bytearray()
        self._vague = bytearray()
        self._points = array("H")

    def add(self, entry: SearchEntry) -> None:
        """Take in the next record."""
        for name, known in self._combinations.items():
            number = known.setdefault(combination_of(entry, name), len(known))
            self._numbers[name].append(number)
        self._numbers["started"].append(entry["started"])
        self._numbers["updated"].append(entry["updated"])
        lines = ((_line(x, 180), _line(y, 90), vague) for x, y, vague in entry["points"])
        points = list(dict.fromkeys(lines))[:_MOST_POINTS]
        self._counts.append(len(points))
        for x, y, vague in points:
            self._points.extend((x, y))
            self._vague.append(vague)

    def block(self) -> bytes:
        """Return what is kept of a part."""
        combinations = [list(known) for known in self._combinations.values()]
        columns = [*self._numbers.values(), self._counts, self._vague, self._points]
        data = [bytes(column) for column in columns]
        return join([combinations, [len(each) for each in data]], b"".join(data))

    def extend(self, block: bytes) -> None:
        """Take in the records of a part, after those that are there."""
        (combinations, lengths), data = split(block)
        cuts = pairwise(accumulate(lengths, initial=0))
        columns = (data[start:end] for start, end in cuts)
        for (name, known), told in zip(self._combinations.items(), combinations, strict=True):
            numbers = [known.setdefault(_combination(each), len(known)) for each in told]
            column = array("I", next(columns))
            self._numbers[name].extend(_picked(numbers, column))
        for name in DAYS:
            self._numbers[name].frombytes(next(columns))
        self._counts += next(columns)
        self._vague += next(columns)
        self._points.frombytes(next(columns))

    def facets(self, order: Sequence[int], areas: Areas | None) -> Iterator[Facet]:
        """Yield every facet of the records in their ``order``."""
        for name, known in self._combinations.items():
            yield Facet(name, list(known), _picked(self._numbers[name], order), areas)

    def files(self, order: Sequence[int]) -> Iterator[tuple[str, bytes]]:
        """Yield path, from the index's folder, and block of days and points."""
        for name in DAYS:
            column = _picked(self._numbers[name], order)
            yield f"columns/{name}.bin", laid_out(None, in_bytes(column, 1 << 32))
        yield "columns/points.bin", self._points_block(order)

    def _points_block(self, order: Sequence[int]) -> bytes:
        """Return the block: longitudes and latitudes by turns, the counts, how vague each is."""
        spans = _picked([*pairwise(accumulate(self._counts, initial=0))], order)
        of_all, size = self._points.tobytes(), 2 * self._points.itemsize
        points = array("H", b"".join([of_all[size * start : size * end] for start, end in spans]))
        counts = bytes(_picked(self._counts, order))
        vague = b"".join([self._vague[start:end] for start, end in spans])
        return laid_out({"points": len(vague)}, in_bytes(points, 1 << 16) + counts + vague)


def _picked(values: Sequence[T], places: Iterable[int]) -> Sequence[T]:
    """Return what stands at each of these places, which are asked for all at once: it is faster."""
    at = [*places]
    return itemgetter(*at)(values) if len(at) > 1 else [values[place] for place in at]


def _combination(told: Sequence[Sequence[str]]) -> Combination:
    codes, labels = told
    return tuple(codes), tuple(labels)


def _line(degrees: float, most: int) -> int:
    return round((min(max(degrees, -most), most) + most) / (2 * most) * 65_535)

"""Maps as drawings: an outline, and dots that gather initiatives, or hexagons of density."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from cpstandard.publish.brief import Spot
from cpstandard.publish.entry import Entry
from cpstandard.publish.hexagons import Shade, shades
from cpstandard.publish.outlines import land, outlines
from cpstandard.publish.projection import Frame, frame_around

MANY = 250
"""From how many points a map has hexagons and no dots."""

_CLOSE = ("exact", "street")
_DISTRICT = 4.0  # degrees of latitude: on a map that shows more, a district is smaller than a dot

# In radii of the smallest dot: how large a cell is gathered first, and how large a dot may be.
_CELL, _LARGEST = 1, 4.5


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot: its middle and radius in units of the drawing, and how many initiatives it is.

    A ``vague`` one is drawn open: each of its points stands, or may stand, for an area that is
    larger than the dot.
    """

    x: float
    y: float
    radius: float
    count: int
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """A drawing. ``shown`` counts initiatives with a dot, ``missing`` those without a point.

    There are dots, or where there would be too many the ``shades`` of hexagons.
    """

    frame: Frame
    dots: tuple[Dot, ...]
    shown: int
    missing: int
    shades: tuple[Shade, ...] = ()

    @property
    def name(self) -> str:
        """What its frame is called."""
        return self.frame.name

    @property
    def width(self) -> int:
        """The drawing's width in units."""
        return self.frame.width

    @property
    def height(self) -> int:
        """The drawing's height in units."""
        return self.frame.height

    @property
    def outline(self) -> str:
        """The land in the frame, as one path: only where the map is shown, for it takes long."""
        return land(self.frame)

    @property
    def vague(self) -> bool:
        """Whether any dot stands for an area."""
        return any(dot.vague for dot in self.dots)


class _Point(NamedTuple):
    x: float
    y: float
    vague: bool


_Where = tuple[float | None, float | None, str | None, str]
_Found = tuple[tuple[int, int], _Point] | tuple[()] | None
"""A cell and the point in it; empty for a point outside of the frame, ``None`` for no point."""


def draw_map(entries: Sequence[Entry], frame: Frame, *, by_country: bool) -> Map:
    """Return the map of ``entries`` in ``frame``.

    A place without a point is drawn at the middle of its country with ``by_country``, else it is
    left out and counted as missing.
    """
    return draw_counted(entries, Counter(map(_PLACES, entries)), frame, by_country=by_country)


def draw_around(entries: Sequence[Entry], country: str) -> Map | None:
    """Return a map zoomed to where ``entries`` are in a country; ``None`` without points."""
    counts = Counter(map(_PLACES, entries))
    points = [
        (place.longitude, place.latitude)
        for places in counts
        for place in places
        if place.country == country and place.longitude is not None and place.latitude is not None
    ]
    return draw_counted(entries, counts, frame_around(points), by_country=False) if points else None


_PLACES = attrgetter("brief.places")


def draw_counted(
    entries: Iterable[Entry],
    counts: Mapping[Sequence[Spot], int],
    frame: Frame,
    *,
    by_country: bool,
) -> Map:
    """Return the map of ``entries``; ``counts`` says how many of them have the same places."""
    shown = missing = total = 0
    placed = _Placing(frame, by_country=by_country)
    points_of: dict[Sequence[Spot], dict[tuple[int, int], _Point]] = {}
    for places, count in counts.items():
        found = [placed.find(place) for place in places]
        # One initiative weighs as one in each cell, however many places it names there.
        inside = points_of[places] = dict(each for each in found if each)
        missing += count * all(each is None for each in found)
        shown += count * bool(inside)
        total += count * len(inside)
    dots: list[Dot] = []
    hexagons: list[Shade] = []
    if total > MANY:
        together = Counter[tuple[float, float]]()
        for places, inside in points_of.items():
            for point in inside.values():
                together[point.x, point.y] += counts[places]
        hexagons = shades(together, round(1.5 * frame.dot, 1))
    else:
        cells: dict[tuple[int, int], list[_Point]] = defaultdict(list)
        for places in map(_PLACES, entries):
            for cell, point in points_of[places].items():
                cells[cell].append(point)
        dots = _dots(cells.values(), frame)
    return Map(frame, tuple(dots), shown, missing, tuple(hexagons))


class _Placing:
    """Finds where places stand in a frame: each spot once, for many initiatives share one."""

    def __init__(self, frame: Frame, *, by_country: bool) -> None:
        self._frame, self._by_country = frame, by_country
        self._close = frame.north - frame.south < _DISTRICT
        self._known: dict[_Where, _Found] = {}

    def find(self, place: Spot) -> _Found:
        """Return where a place stands."""
        where = (place.longitude, place.latitude, place.precision, place.country)
        if where not in self._known:
            self._known[where] = self._placed(*where)
        return self._known[where]

    def _placed(
        self,
        longitude: float | None,
        latitude: float | None,
        precision: str | None,
        country: str,
    ) -> _Found:
        vague = precision == "region" or (self._close and precision not in _CLOSE)
        if longitude is None or latitude is None:
            if not self._by_country or country not in outlines()["centres"]:
                return None
            longitude, latitude = outlines()["centres"][country]
            vague = True
        frame = self._frame
        if not frame.shows(longitude, latitude):
            return ()
        point = _Point(*frame.place(longitude, latitude), vague)
        return _cell(point, frame), point


def _dots(cells: Iterable[Sequence[_Point]], frame: Frame) -> list[Dot]:
    dots = [_dot(points, frame.dot) for points in cells]
    while len(joined := _join(dots, frame.dot)) < len(dots):
        dots = joined
    return joined


def _cell(point: _Point, frame: Frame) -> tuple[int, int]:
    step = _CELL * frame.dot
    return int(point.x // step), int(point.y // step)


def _dot(points: Sequence[_Point], least: float) -> Dot:
    count = len(points)
    x = sum(point.x for point in points) / count
    y = sum(point.y for point in points) / count
    vague = all(point.vague for point in points)
    return Dot(round(x, 1), round(y, 1), _radius(count, least), count, vague)


def _radius(count: int, least: float) -> float:
    return round(least * min(1 + 0.4 * math.sqrt(count - 1), _LARGEST), 1)


def _join(dots: list[Dot], least: float) -> list[Dot]:
    """Return dots of which each has taken in the smaller ones that it touched."""
    kept: list[Dot] = []
    for dot in sorted(dots, key=lambda d: (-d.count, d.x, d.y)):
        for index, other in enumerate(kept):
            if math.hypot(dot.x - other.x, dot.y - other.y) < dot.radius + other.radius:
                kept[index] = _union(other, dot, least)
                break
        else:
            kept.append(dot)
    return kept


def _union(one: Dot, other: Dot, least: float) -> Dot:
    count = one.count + other.count
    x = (one.x * one.count + other.x * other.count) / count
    y = (one.y * one.count + other.y * other.count) / count
    return Dot(round(x, 1), round(y, 1), _radius(count, least), count, one.vague and other.vague)

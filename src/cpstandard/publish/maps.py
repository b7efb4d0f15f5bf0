"""Maps as drawings: an outline and dots that gather initiatives that lie close together."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cpstandard.publish.contents import Entry
from cpstandard.publish.projection import Frame

_OUTLINES = Path(__file__).resolve().parent / "outlines.json"
# In radii of the smallest dot: how large a cell is gathered first, and how large a dot may be.
_CELL, _LARGEST = 1, 4.5


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot: its middle and radius in units of the drawing, and how many initiatives it is."""

    x: float
    y: float
    radius: float
    count: int


@dataclass(frozen=True, slots=True)
class Map:
    """A drawing. ``shown`` counts initiatives with a dot, ``missing`` those without a point."""

    name: str
    width: int
    height: int
    outline: str
    dots: tuple[Dot, ...]
    shown: int
    missing: int


def draw_map(entries: Iterable[Entry], frame: Frame, *, by_country: bool) -> Map:
    """Return the map of ``entries`` in ``frame``.

    A place without a point is drawn at the middle of its country with ``by_country``, else it is
    left out and counted as missing.
    """
    cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    shown = missing = 0
    for entry in entries:
        points = list(_points(entry, by_country=by_country))
        inside = [frame.place(x, y) for x, y in points if frame.shows(x, y)]
        missing += not points
        shown += bool(inside)
        # One initiative weighs as one in each cell, however many places it names there.
        for cell, point in {_cell(point, frame): point for point in inside}.items():
            cells[cell].append(point)
    dots = [_dot(points, frame.dot) for points in cells.values()]
    while len(joined := _join(dots, frame.dot)) < len(dots):
        dots = joined
    outline = outlines()[frame.name]
    return Map(frame.name, frame.width, frame.height, outline, tuple(joined), shown, missing)


@cache
def outlines() -> dict[str, Any]:
    """Return the outlines that ``scripts/derive_outlines.py`` made."""
    loaded: dict[str, Any] = json.loads(_OUTLINES.read_text(encoding="utf-8"))
    return loaded


def _points(entry: Entry, *, by_country: bool) -> Iterator[tuple[float, float]]:
    for place in entry.initiative.places:
        if place.longitude is not None and place.latitude is not None:
            yield place.longitude, place.latitude
        elif by_country and place.country in outlines()["centres"]:
            longitude, latitude = outlines()["centres"][place.country]
            yield longitude, latitude


def _cell(point: tuple[float, float], frame: Frame) -> tuple[int, int]:
    step = _CELL * frame.dot
    return int(point[0] // step), int(point[1] // step)


def _dot(points: list[tuple[float, float]], least: float) -> Dot:
    count = len(points)
    x = sum(point[0] for point in points) / count
    y = sum(point[1] for point in points) / count
    return Dot(round(x, 1), round(y, 1), _radius(count, least), count)


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
    return Dot(round(x, 1), round(y, 1), _radius(count, least), count)

"""The outlines of land, and the part of them that a map shows, as SVG paths."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from cpstandard.publish.projection import STEPS, Frame

_OUTLINES = Path(__file__).resolve().parent / "outlines.json"
_OVER = 4.0  # units that land is drawn beyond the edge of a map, so that no line runs along it
_SMALLEST = 6.0  # square units: what is smaller is left out
_CORNERS = 3

Point = tuple[float, float]


@cache
def outlines() -> dict[str, Any]:
    """Return the outlines that ``scripts/derive_outlines.py`` made."""
    loaded: dict[str, Any] = json.loads(_OUTLINES.read_text(encoding="utf-8"))
    return loaded


@lru_cache(256)
def land(frame: Frame) -> str:
    """Return the land in ``frame`` as one path: drawn beforehand, or cut out for this frame."""
    drawn = outlines().get(frame.name)
    if drawn:
        return str(drawn)
    return "".join(_path(points) for points in _parts(frame) if _area(points) >= _SMALLEST)


@cache
def rings_of(country: str) -> tuple[list[Point], ...]:
    """Return the pieces of land of a country in degrees; none for a code that is not known.

    They are asked for with every record that has a point.
    """
    return tuple(map(_ring, outlines()["countries"].get(country, ())))


def detailed(countries: Sequence[str], frame: Frame) -> str:
    """Return the outlines of some countries as one path, in tenths of a unit of ``frame``."""
    tenfold = replace(frame, width=10 * frame.width)
    rings = (ring for code in countries for ring in map(_ring, outlines()["countries"][code]))
    return "".join(_path([tenfold.place(*point) for point in ring]) for ring in rings)


@cache
def _rings() -> list[tuple[list[Point], tuple[float, float, float, float]]]:
    """Return every stored ring in degrees, with its bounds: west, south, east, north."""
    found = []
    for rings in outlines()["countries"].values():
        for ring in map(_ring, rings):
            xs, ys = [p[0] for p in ring], [p[1] for p in ring]
            found.append((ring, (min(xs), min(ys), max(xs), max(ys))))
    return found


def _ring(steps: Sequence[int]) -> list[Point]:
    """Return a stored ring in degrees."""
    x = y = 0
    ring: list[Point] = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        ring.append((x / STEPS, y / STEPS))
    return ring


def _parts(frame: Frame) -> Iterator[list[Point]]:
    for ring, (west, south, east, north) in _rings():
        if west > frame.east or east < frame.west or south > frame.north or north < frame.south:
            continue
        drawn = [frame.place(*point) for point in ring]
        clipped = _clipped(drawn, frame)
        if len(clipped) >= _CORNERS:
            yield clipped


def _clipped(ring: list[Point], frame: Frame) -> list[Point]:
    """Return what of a ring lies in the map and a little beyond: one edge after the other."""
    low, right, bottom = -_OVER, frame.width + _OVER, frame.height + _OVER
    edges: list[tuple[int, float, Callable[[float], bool]]] = [
        (0, low, lambda v: v >= low),
        (0, right, lambda v: v <= right),
        (1, low, lambda v: v >= low),
        (1, bottom, lambda v: v <= bottom),
    ]
    for axis, limit, inside in edges:
        if not ring:
            break
        ring = list(_cut(ring, axis, limit, inside))
    return ring


def _cut(
    ring: Sequence[Point], axis: int, limit: float, inside: Callable[[float], bool]
) -> Iterator[Point]:
    for a, b in pairwise([ring[-1], *ring]):
        if inside(a[axis]) != inside(b[axis]):
            part = (limit - a[axis]) / (b[axis] - a[axis])
            yield a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])
        if inside(b[axis]):
            yield b


def _area(points: Sequence[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in _round(points))) / 2


def _round(points: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return pairwise([*points, points[0]])


def _path(points: Sequence[Point]) -> str:
    """Return a ring in whole units: the sketch is shown at about two of them a pixel."""
    numbers = [(round(x), round(y)) for x, y in points]
    moves = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(numbers)]
    steps = " ".join(f"{dx} {dy}" for dx, dy in moves if dx or dy).replace(" -", "-")
    return f"M{numbers[0][0]} {numbers[0][1]}l{steps}z" if steps else ""

"""Many points as hexagons that are darker where there are more of them."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1, 2, 5, 10, 50)
"""From how many points each shade begins."""


@dataclass(frozen=True, slots=True)
class Shade:
    """All hexagons of one shade: ``level`` from 1, how many points one stands for, one path."""

    level: int
    least: int
    most: int | None
    path: str


def shades(points: Iterable[tuple[float, float]], radius: float) -> list[Shade]:
    """Return the hexagons, of ``radius`` units, that ``points`` fall into, by shade."""
    counts = Counter(_cell(point, radius) for point in points)
    found = []
    for level, least in enumerate(_STEPS, start=1):
        most = _STEPS[level] - 1 if level < len(_STEPS) else None
        cells = sorted(c for c, n in counts.items() if n >= least and (most is None or n <= most))
        if cells:
            path = "".join(_hexagon(*_middle(cell, radius), radius) for cell in cells)
            found.append(Shade(level, least, most, path))
    return found


def _middle(cell: tuple[int, int], radius: float) -> tuple[float, float]:
    column, row = cell
    return radius * math.sqrt(3) * (column + 0.5 * (row & 1)), radius * 1.5 * row


def _cell(point: tuple[float, float], radius: float) -> tuple[int, int]:
    """Return the hexagon whose middle is nearest: one of two rows, in each the nearest column."""
    x, y = point
    row = math.floor(y / (radius * 1.5))
    near = []
    for candidate in (row, row + 1):
        column = round(x / (radius * math.sqrt(3)) - 0.5 * (candidate & 1))
        near.append((column, candidate))
    return min(near, key=lambda cell: math.dist(point, _middle(cell, radius)))


def _hexagon(x: float, y: float, radius: float) -> str:
    wide, tall = round(radius * math.sqrt(3) / 2, 1), round(radius / 2, 1)
    top = round(y - radius, 1)
    return (
        f"M{round(x, 1):g} {top:g}l{wide:g} {tall:g}v{radius:g}l{-wide:g} {tall:g}"
        f" {-wide:g} {-tall:g}v{-radius:g}z"
    )

"""Many points as hexagons that are darker where there are more of them."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

_STEPS = (1, 2, 5, 10, 50)
"""From how many points each shade begins."""


@dataclass(frozen=True, slots=True)
class Level:
    """A shade, from 1, and from how many points to how many a hexagon has it."""

    level: int
    least: int
    most: int | None


LEVELS = tuple(
    Level(number, least, _STEPS[number] - 1 if number < len(_STEPS) else None)
    for number, least in enumerate(_STEPS, start=1)
)
"""All shades, the lightest first."""


@dataclass(frozen=True, slots=True)
class Shade(Level):
    """All hexagons of one shade, as one path."""

    path: str


def shades(points: Mapping[tuple[float, float], int], radius: float) -> list[Shade]:
    """Return the hexagons, of ``radius`` units, that ``points`` fall into, by shade.

    ``points`` says how many stand at each spot.
    """
    counts = Counter[tuple[int, int]]()
    for point, count in points.items():
        counts[_cell(point, radius)] += count
    found = []
    for each in LEVELS:
        cells = sorted(
            cell
            for cell, count in counts.items()
            if count >= each.least and (each.most is None or count <= each.most)
        )
        if cells:
            path = "".join(_hexagon(*_middle(cell, radius), radius) for cell in cells)
            found.append(Shade(each.level, each.least, each.most, path))
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

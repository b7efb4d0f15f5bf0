# ruff: noqa: INP001  a script that is run by its path
"""Derives the outlines of the directory's maps from Natural Earth, which is in the public domain.

Usage: fetch and unpack the npm package ``world-atlas`` (version 2), which holds Natural Earth 4.1
as TopoJSON, then run ``python scripts/derive_outlines.py path/to/package``. The result,
``src/cpstandard/publish/outlines.json``, is committed: two simplified drawings as SVG paths and,
by ISO 3166-1 code, a middle point for each country and its rings, for maps of any part of the
world.
"""

import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

from cpstandard.publish.projection import BRITAIN, STEPS, WORLD, Frame

TARGET = Path(__file__).resolve().parents[1] / "src/cpstandard/publish/outlines.json"
LINE, TRIANGLE = 2, 3  # points
ANTARCTIC = -60  # degrees north
BRITISH_ISLES = ("826", "372", "833")
CLOSE, WIDE = 0.004, 0.03  # degrees that a ring's points may be off: where most maps are, elsewhere

Point = tuple[float, float]
Ring = list[Point]


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Return the topology's arcs in degrees."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + tx, y * ky + ty))
        arcs.append(points)
    return arcs


def rings(geometry: dict[str, Any], arcs: list[Ring]) -> Iterator[Ring]:
    """Yield the outer rings of a geometry."""
    kind = geometry["type"]
    if kind == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from rings(part, arcs)
        return
    polygons = geometry["arcs"] if kind == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        ring: Ring = []
        for index in polygon[0]:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            ring.extend(arc if not ring else arc[1:])
        yield unwrap(ring)


def unwrap(ring: Ring) -> Ring:
    """Return a ring that goes on past 180 degrees where it would jump to the other side."""
    result = [ring[0]]
    for x, y in ring[1:]:
        last = result[-1][0]
        result.append((x + 360 * round((last - x) / 360), y))
    if max(x for x, _ in result) < WORLD.west + 15:
        return [(x + 360, y) for x, y in result]
    return result


def area(ring: Ring) -> float:
    """Return twice the signed area of a ring."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))


def middle(ring: Ring) -> Point:
    """Return the centre of mass of a ring."""
    total = area(ring)
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * total)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * total)
    return round(x, 1), round(y, 1)


def simplify(ring: Ring, tolerance: float) -> Ring:
    """Return a line with the points left out that lie nearer than ``tolerance`` to it."""
    if len(ring) <= LINE:
        return ring
    (x1, y1), (x2, y2) = ring[0], ring[-1]
    length = math.hypot(x2 - x1, y2 - y1)

    def distance(point: Point) -> float:
        x, y = point
        if length == 0:
            return math.hypot(x - x1, y - y1)
        return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length

    far = max(range(1, len(ring) - 1), key=lambda i: distance(ring[i]))
    if distance(ring[far]) <= tolerance:
        return [ring[0], ring[-1]]
    return simplify(ring[: far + 1], tolerance)[:-1] + simplify(ring[far:], tolerance)


def stored(all_rings: Iterator[Ring], tolerance: float) -> list[list[int]]:
    """Return rings in steps of 1 / ``STEPS`` degree: the first point, then how to go on."""
    result = []
    for ring in all_rings:
        short = simplify(ring, tolerance)
        points = [(round(x * STEPS), round(y * STEPS)) for x, y in short]
        if len(points) <= TRIANGLE or abs(area(ring)) / 2 < (2 * tolerance) ** 2:
            continue
        moves = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
        result.append([*points[0], *(step for move in moves if any(move) for step in move)])
    return result


def path(all_rings: Iterator[Ring], frame: Frame, tolerance: float, least: float) -> str:
    """Return rings as one SVG path in ``frame``; those smaller than ``least`` are left out."""
    parts = []
    for ring in all_rings:
        drawn = [frame.place(*point) for point in ring]
        if abs(area(drawn)) / 2 < least:
            continue
        short = simplify(drawn, tolerance)
        if len(short) <= TRIANGLE:
            continue
        numbers = [(round(x), round(y)) for x, y in short]
        steps = [f"M{numbers[0][0]} {numbers[0][1]}l"]
        moves = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(numbers)]
        steps.append(" ".join(f"{dx} {dy}" for dx, dy in moves if dx or dy).replace(" -", "-"))
        parts.append("".join(steps) + "z")
    return "".join(parts)


def main(folder: Path) -> None:
    """Write the outlines."""
    land = json.loads((folder / "land-110m.json").read_text())
    near = json.loads((folder / "countries-50m.json").read_text())
    near_arcs = decode_arcs(near)
    shapes = near["objects"]["countries"]["geometries"]
    far = json.loads((folder / "countries-10m.json").read_text())
    far_arcs = decode_arcs(far)
    close = {
        shape.get("id"): shape
        for shape in far["objects"]["countries"]["geometries"]
        if shape.get("id") in BRITISH_ISLES
    }
    centres, countries = {}, {}
    for shape in shapes:
        country = pycountry.countries.get(numeric=str(shape.get("id", "")).zfill(3))
        if country:
            largest = max(rings(shape, near_arcs), key=lambda ring: abs(area(ring)))
            centres[country.alpha_2] = middle(largest)
            detailed = close.get(shape.get("id"))
            countries[country.alpha_2] = (
                stored(rings(detailed, far_arcs), CLOSE)
                if detailed
                else stored(rings(shape, near_arcs), WIDE)
            )
    islands = (r for s in shapes if s.get("id") in BRITISH_ISLES for r in rings(s, near_arcs))
    world = (
        ring
        for ring in rings(land["objects"]["land"], decode_arcs(land))
        if max(y for _, y in ring) > ANTARCTIC
    )
    result = {
        "source": "Natural Earth 4.1, public domain, by way of the npm package world-atlas 2.0.2",
        "world": path(world, WORLD, 0.7, 6),
        "britain": path(islands, BRITAIN, 0.9, 12),
        "centres": dict(sorted(centres.items())),
        "countries": dict(sorted(countries.items())),
    }
    TARGET.write_text(json.dumps(result, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

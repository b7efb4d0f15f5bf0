"""Map frames: degrees to the units of a drawing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

STEPS = 500
"""How many steps of the stored outlines make a degree."""

_LEAST = 0.7  # degrees of latitude, some 50 miles: a point may only stand for a district
_MARGIN = 0.15  # of what the points span, on each side
_WIDEST, _TALLEST = 1.7, 0.75  # width by height


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the world that a drawing shows, in degrees, and the drawing's width in units.

    The projection is plain (equirectangular) and true to shape at the latitude ``true_at``.
    ``dot`` is the radius of the smallest dot in units, for the size at which it is shown.
    """

    name: str
    west: float
    east: float
    south: float
    north: float
    true_at: float
    width: int
    dot: float

    @property
    def _squeeze(self) -> float:
        return math.cos(math.radians(self.true_at))

    @property
    def _scale(self) -> float:
        return self.width / ((self.east - self.west) * self._squeeze)

    @property
    def height(self) -> int:
        """The drawing's height in units."""
        return round((self.north - self.south) * self._scale)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where in the drawing a point lies, in units from its top left corner."""
        x = (longitude - self.west) * self._squeeze * self._scale
        return x, (self.north - latitude) * self._scale

    def shows(self, longitude: float, latitude: float) -> bool:
        """Return whether a point lies within the drawing."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


# The world's frame is cut in the Bering Strait and not at 180 degrees, so that no land is split.
WORLD = Frame("world", -170.0, 190.0, -56.0, 78.0, 40.0, 1000, 6.0)
BRITAIN = Frame("britain", -10.8, 2.2, 49.7, 60.95, 55.0, 800, 12.0)


def frame_around(points: Sequence[tuple[float, float]]) -> Frame:
    """Return a frame that shows all of ``points`` (longitude, latitude), of which there is one."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    true_at = min(max((south + north) / 2, -75), 75)
    squeeze = math.cos(math.radians(true_at))
    height = max((north - south) * (1 + 2 * _MARGIN), _LEAST)
    width = max((east - west) * squeeze * (1 + 2 * _MARGIN), _LEAST)
    height, width = max(height, width / _WIDEST), max(width, height * _TALLEST)
    x, y, half = (west + east) / 2, (south + north) / 2, width / squeeze / 2
    return Frame("part", x - half, x + half, y - height / 2, y + height / 2, true_at, 800, 12.0)

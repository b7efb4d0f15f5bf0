"""Map frames: degrees to the units of a drawing."""

import math
from dataclasses import dataclass


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

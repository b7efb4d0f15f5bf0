"""Countries, and the nations of the United Kingdom, between two latitudes and two longitudes.

A box is a little larger than its country, so a point outside it is outside for sure; a point
inside it may still be in the sea or beyond a border. Only countries that lie in one piece, or whose
islands are in the box as well, are here: far-off parts that have a country code of their own do not
count.
"""

from dataclasses import dataclass
from math import ceil, floor

from cpstandard.core.screen import at
from cpstandard.core.standard import Schema


@dataclass(frozen=True, slots=True)
class Box:
    """What lies between two latitudes and two longitudes, in degrees."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Return whether the point lies inside."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east

    def schema(self) -> Schema:
        """Return the same as properties of a JSON Schema."""
        return {
            "latitude": {"minimum": self.south, "maximum": self.north},
            "longitude": {"minimum": self.west, "maximum": self.east},
        }

    def inner(self) -> "Box":
        """Return the largest box of whole degrees inside this one."""
        return Box(ceil(self.south), floor(self.north), ceil(self.west), floor(self.east))


COUNTRIES = {
    "AR": Box(-56.0, -21.0, -74.5, -53.0),
    "AT": Box(46.0, 49.5, 9.0, 17.5),
    "BE": Box(49.0, 52.0, 2.0, 7.0),
    "BR": Box(-34.5, 6.0, -74.5, -28.0),
    "CA": Box(41.0, 84.0, -142.0, -52.0),
    "CH": Box(45.5, 48.2, 5.5, 11.0),
    "CO": Box(-5.0, 14.0, -82.5, -66.0),
    "CZ": Box(48.0, 51.5, 11.5, 19.5),
    "DE": Box(46.8, 55.5, 5.5, 15.6),
    "DK": Box(54.0, 58.3, 7.5, 15.7),
    "ES": Box(27.0, 44.3, -18.7, 5.0),
    "FI": Box(59.0, 70.5, 18.9, 32.0),
    "GB": Box(49.8, 61.0, -14.0, 2.0),
    "IE": Box(51.2, 55.6, -11.0, -5.2),
    "IN": Box(6.0, 37.8, 67.5, 98.0),
    "IT": Box(35.0, 47.6, 6.0, 19.0),
    "JP": Box(20.0, 46.0, 122.0, 154.5),
    "KE": Box(-5.2, 5.5, 33.5, 42.5),
    "MX": Box(14.0, 33.2, -119.0, -86.0),
    "PL": Box(48.5, 55.3, 13.6, 24.7),
    "PT": Box(29.8, 42.6, -32.0, -5.8),
    "SE": Box(54.8, 69.6, 10.0, 24.8),
}
"""By the code of the country. Those with parts across an ocean (France, the Netherlands, Norway,
the United States) would need a box too large to prove anything."""

NATIONS = {
    "GB-ENG": Box(49.8, 55.9, -6.6, 2.0),
    "GB-NIR": Box(53.9, 55.5, -8.4, -5.2),
    "GB-SCT": Box(54.5, 61.0, -14.0, -0.5),
    "GB-WLS": Box(51.2, 53.6, -5.9, -2.5),
}
"""By the code of ISO 3166-2."""


def _surely(country: str, box: Box) -> Schema:
    return {"properties": {"country": {"const": country}, **box.schema()}}


_MOSTLY = ("GB", "IE")
NO_DOUBT = at(
    "places/*",
    meets={
        "anyOf": [
            {"not": {"required": ["latitude"]}},
            # The engine compares with whole numbers five times as fast, so those come first.
            *(_surely(country, COUNTRIES[country].inner()) for country in _MOSTLY),
            *(_surely(country, COUNTRIES[country]) for country in _MOSTLY),
        ],
    },
)
"""Passes records whose places have no point, or one inside the country, where most of them are."""

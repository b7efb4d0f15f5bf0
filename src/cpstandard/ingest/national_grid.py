"""Turns references of the National Grid of Great Britain into latitude and longitude."""

from math import atan2, cos, degrees, radians, sin, sqrt, tan

# Ordnance Survey, A Guide to Coordinate Systems in Great Britain, annexes B and C; section 6.6.
_A, _B = 6_377_563.396, 6_356_256.909  # the Airy ellipsoid, metres
_F0, _LAT0, _LON0, _E0, _N0 = 0.9996012717, radians(49), radians(-2), 400_000.0, -100_000.0
_E2, _N = 1 - (_B * _B) / (_A * _A), (_A - _B) / (_A + _B)
_SHIFT = (446.448, -125.157, 542.060)  # metres
_TURN = tuple(radians(s / 3600) for s in (0.1502, 0.2470, 0.8421))
_SCALE = 1 - 20.4894e-6
_A84, _B84 = 6_378_137.0, 6_356_752.3141


_WIDTH, _HEIGHT = 700_000, 1_300_000  # metres
_DECIMALS = 5  # a metre: the shift between the two datums is only good to five


def point_on_grid(easting: float, northing: float) -> tuple[float, float] | None:
    """Return latitude and longitude (WGS 84) of a reference in metres, good to five metres.

    ``None`` where it is not on the grid, or only at its corner, where an empty pair of numbers is.
    """
    if not 0 < easting < _WIDTH or not 0 < northing < _HEIGHT:
        return None
    latitude, longitude = wgs84(easting, northing)
    return round(latitude, _DECIMALS), round(longitude, _DECIMALS)


def wgs84(easting: float, northing: float) -> tuple[float, float]:
    """Return latitude and longitude (WGS 84) of a National Grid reference, unrounded."""
    latitude, longitude = _airy(easting, northing)
    nu = _A / sqrt(1 - _E2 * sin(latitude) ** 2)
    x = nu * cos(latitude) * cos(longitude)
    y = nu * cos(latitude) * sin(longitude)
    z = (1 - _E2) * nu * sin(latitude)
    rx, ry, rz = _TURN
    x2 = _SHIFT[0] + x * _SCALE - y * rz + z * ry
    y2 = _SHIFT[1] + x * rz + y * _SCALE - z * rx
    z2 = _SHIFT[2] - x * ry + y * rx + z * _SCALE
    return _geographic(x2, y2, z2)


def _meridian(latitude: float) -> float:
    n, less, more = _N, latitude - _LAT0, latitude + _LAT0
    return (
        _B * _F0 * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * less) * cos(2 * more)
            - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
        )
    )  # fmt: skip


def _airy(easting: float, northing: float) -> tuple[float, float]:
    latitude = (northing - _N0) / (_A * _F0) + _LAT0
    for _ in range(10):
        latitude += (northing - _N0 - _meridian(latitude)) / (_A * _F0)
    nu = _A * _F0 / sqrt(1 - _E2 * sin(latitude) ** 2)
    rho = _A * _F0 * (1 - _E2) / (1 - _E2 * sin(latitude) ** 2) ** 1.5
    eta2, t, d = nu / rho - 1, tan(latitude), easting - _E0
    north = (
        latitude
        - t / (2 * rho * nu) * d**2
        + t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2) * d**4
        - t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4) * d**6
    )
    east = (
        d / nu
        - d**3 / (6 * nu**3) * (nu / rho + 2 * t**2)
        + d**5 / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4)
    ) / cos(latitude)
    return north, _LON0 + east


def _geographic(x: float, y: float, z: float) -> tuple[float, float]:
    e2, flat = 1 - (_B84 * _B84) / (_A84 * _A84), sqrt(x * x + y * y)
    latitude = atan2(z, flat * (1 - e2))
    for _ in range(10):
        nu = _A84 / sqrt(1 - e2 * sin(latitude) ** 2)
        latitude = atan2(z + e2 * nu * sin(latitude), flat)
    return degrees(latitude), degrees(atan2(y, x))

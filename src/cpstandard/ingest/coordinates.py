"""Reads points on the globe, in decimals or in degrees, minutes and seconds."""

import re

_DMS = re.compile(
    r"\s*(?P<d>\d{1,3})\s*[°º]\s*(?:(?P<m>[0-5]?\d)\s*['\u2032\u2019]\s*)?"
    r"(?:(?P<s>[0-5]?\d(?:[.,]\d{1,10})?)\s*(?:[\"\u2033\u201d]|'')\s*)?(?P<h>[NSEW])\s*",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"\s*[-+]?[0-9]{1,3}(?:\.[0-9]{0,40})?(?:[eE][-+]?[0-9]{1,2})?\s*")
_PLACES = 6  # decimal places, a tenth of a metre
_PLACES_OF_SECONDS = 5  # about a metre: more would be noise from the conversion


def degrees(text: str) -> float | None:
    """Return degrees, south and west negative; ``None`` where ``text`` is no coordinate."""
    match = _DMS.fullmatch(text)
    if match is None:
        return round(float(text), _PLACES) if _DECIMAL.fullmatch(text) else None
    value = (
        int(match["d"])
        + int(match["m"] or 0) / 60
        + float((match["s"] or "0").replace(",", ".")) / 3600
    )
    return round(-value if match["h"] in "SWsw" else value, _PLACES_OF_SECONDS)


def point(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Return latitude and longitude, or ``None`` for 0, 0 and for what is not on the globe."""
    north, east = degrees(latitude), degrees(longitude)
    if north is None or east is None or (north == 0 and east == 0):
        return None
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else None  # noqa: PLR2004 - globe

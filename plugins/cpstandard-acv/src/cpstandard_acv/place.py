"""Where an asset is: from latitude and longitude, well-known text, or the National Grid."""

import re
from typing import Any

from cpstandard.core.row import Row
from cpstandard.ingest.national_grid import point_on_grid
from cpstandard.ingest.organisation_name import readable_name
from cpstandard_acv.columns import Columns

_NUMBER = r"(-?\d{1,3}(?:\.\d{1,20})?)"
_WKT_POINT = re.compile(rf"POINT\s*Z?\s*\(\s*{_NUMBER}\s+{_NUMBER}(?:\s+\S+)?\s*\)", re.IGNORECASE)
_PAIR = re.compile(rf"\(?\s*{_NUMBER}\s*[,; ]\s*{_NUMBER}\s*\)?")
_OUTLINE = re.compile(r"(?:MULTI)?POLYGON ?\([-0-9.,() ]+\)")
_OUTLINE_LIMIT = 20_000
_BRITISH_LATITUDES = (49, 61)
_DECIMALS = 6
_WARD = re.compile(r"[EWSN]\d{8}")


def place_of(row: Row, columns: Columns, authority: str) -> dict[str, Any]:
    """Return the place of an asset in England; the law has no such lists elsewhere."""
    address = ", ".join(dict.fromkeys(t.strip(" ,") for t in columns.texts(row, "address-text")))
    located = _point(row, columns)
    if not located and (pair := _PAIR.fullmatch(address)):
        located, address = _pair(float(pair[1]), float(pair[2])), ""
    around = [columns.text(row, name) for name in ("parish", "ward")]
    columns.text(row, "postcode")  # taken so that it counts as read: the address is close enough
    name = readable_name(address) or next((text for text in around if text), "") or authority
    code = columns.text(row, "ward-code")
    return {
        "name": name[:300],
        "country": "GB",
        "region": "England",
        "subdivision": "GB-ENG",
        "areaCodes": [{"scheme": "GSS", "code": code}] if _WARD.fullmatch(code) else [],
        **located,
        "outline": _outline(row, columns),
    }


def _point(row: Row, columns: Columns) -> dict[str, Any]:
    located = _read_point(row, columns)
    if located == {}:
        row.note("a point outside Great Britain was left out")
    return located or {}


def _read_point(row: Row, columns: Columns) -> dict[str, Any] | None:
    """Return the point; an empty one where it cannot be right, ``None`` where there is none."""
    point = columns.text(row, "point")
    if match := _WKT_POINT.fullmatch(point) or _WKT_POINT.fullmatch(columns.text(row, "geometry")):
        return _located(float(match[2]), float(match[1]))
    if match := _PAIR.fullmatch(point):
        return _pair(float(match[1]), float(match[2]))
    if point:
        row.unknown("point", point[:100])
    north, east = columns.text(row, "latitude"), columns.text(row, "longitude")
    grid = columns.text(row, "easting"), columns.text(row, "northing")
    try:
        if north and east:
            return _located(float(north), float(east))
        if all(grid):
            x, y = (float(value.replace(",", "")) for value in grid)
            # Some call longitude and latitude x and y.
            return _pair(x, y) if abs(x) <= 180 and abs(y) <= 90 else _gridded(x, y)  # noqa: PLR2004
    except ValueError:
        row.unknown("point", ", ".join(filter(None, (north, east, *grid)))[:100])
    return None


def _pair(first: float, second: float) -> dict[str, Any]:
    """Return a point of two numbers in either order: only one of them is a latitude here."""
    low, high = _BRITISH_LATITUDES
    return _located(first, second) if low <= first <= high else _located(second, first)


def _located(latitude: float, longitude: float, precision: str = "exact") -> dict[str, Any]:
    low, high = _BRITISH_LATITUDES
    if not low <= latitude <= high or not -9 <= longitude <= 3:  # noqa: PLR2004 - Great Britain
        return {}
    return {
        "latitude": round(latitude, _DECIMALS),
        "longitude": round(longitude, _DECIMALS),
        "precision": precision,
    }


def _gridded(easting: float, northing: float) -> dict[str, Any]:
    found = point_on_grid(easting, northing)
    return _located(*found, "street") if found else {}


def _outline(row: Row, columns: Columns) -> str:
    text = columns.text(row, "geometry")
    if not text or _WKT_POINT.fullmatch(text):
        return ""
    plain = re.sub(r"\s*([(),])\s*", r"\1", text.upper())
    if len(plain) > _OUTLINE_LIMIT or not _OUTLINE.fullmatch(plain):
        row.note("an outline that is too long, or no polygon, was left out")
        return ""
    return plain

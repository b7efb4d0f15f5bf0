"""Where the organisation of a profile is."""

import re
from typing import Any

from cpstandard.core.row import Row
from cpstandard.ingest.coordinates import point
from cpstandard.ingest.country import country_code, country_name

_COUNTRIES = ("country_iso_3166", "country_iso_3166_1", "country", "country_name")


def places(row: Row) -> list[dict[str, Any]]:
    """Return the place, or nothing where the country is not known; 0, 0 is no point."""
    codes = {name: code for name in _COUNTRIES if (code := _country(row, name))}
    located = _point(row)
    code = next(iter(codes.values()), "")
    locality, region = row.text("locality"), row.text("region")
    address = _town(row.text("full_address"))
    row.ignore("street_address", "postal_code", "address")
    if not code:
        return []
    name = locality or address or region or country_name(code)
    place: dict[str, Any] = {"name": name[:300], "country": code, "region": region[:200]}
    if located:
        exact = "area" if locality or address else "region"
        place |= {"latitude": located[0], "longitude": located[1], "precision": exact}
    return [place]


def _country(row: Row, name: str) -> str:
    stated = row.text(name)
    code = country_code(stated) if stated else None
    if stated and not code:
        row.unknown(name, stated[:100])
    return code or ""


def _point(row: Row) -> tuple[float, float] | None:
    raw = row.take("geolocation")
    if isinstance(raw, str):
        north, _, east = raw.partition(",")
    else:
        north = row.text("geolocation/lat") or row.text("latitude") or row.text("lat")
        east = row.text("geolocation/lon") or row.text("longitude") or row.text("lon")
    if not north and not east:
        return None
    found = point(north, east)
    if found is None:
        row.note("a point that is 0, 0 or not on the globe was left out")
    return found


def _town(address: str) -> str:
    """Return the parts of an address that name a village or town: no street, number or country."""
    parts = [part.strip() for part in re.split(r"[,\n]", address)][1:]
    named = [part for part in parts if part and not re.search(r"\d", part)]
    return ", ".join(part for part in named if not country_code(part))

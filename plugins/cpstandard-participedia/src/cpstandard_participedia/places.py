"""Says where a case or an organisation is."""

from typing import Any

from cpstandard.core.row import Row
from cpstandard.ingest.coordinates import point
from cpstandard.ingest.country import country_code, country_name
from cpstandard_participedia.fields import plain

_NATIONS = frozenset({"england", "scotland", "wales", "cymru", "northern ireland"})


def places(row: Row) -> list[dict[str, Any]]:
    """Return where an entry is; an empty list where it names no country that is known."""
    stated, city = plain(row, "country"), plain(row, "city")
    province, location = plain(row, "province"), plain(row, "location_name")
    at = point(plain(row, "latitude"), plain(row, "longitude"))
    code = country_code(stated) if stated else None
    if stated and not code:
        row.unknown("country", stated)
    if not code:
        return []
    land = stated if stated.casefold() in _NATIONS else country_name(code)
    name = city or location or province or land
    place: dict[str, Any] = {"name": name[:300], "country": code, "region": province[:200]}
    if at:
        # A point of a case without a town may stand for the country: it says nothing closer.
        exactness = "area" if city or location else "region"
        place |= {"latitude": at[0], "longitude": at[1], "precision": exactness}
    return [place]

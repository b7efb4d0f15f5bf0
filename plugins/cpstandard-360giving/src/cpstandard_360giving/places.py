"""Finds where the initiative behind a grant is, as closely as an area and never closer."""

import re
from typing import Any

from cpstandard.core.row import Row
from cpstandard.ingest.country import country_code, country_name

_GSS = re.compile(r"[EWSNK]\d{8}")
_WIDE = re.compile(
    r"(?:(?:uk|gb)[ -]?wide|across the uk|national(?:ly)?|nationwide)", re.IGNORECASE
)


def places(row: Row) -> tuple[list[dict[str, Any]], str]:
    """Return the places of a grant, and the rule that found them (empty where it names them).

    The beneficiaries' own location counts first, then the recipient's town and district, and at
    last the country of the recipient's register. A list without items means that nothing is known.
    """
    named, country, code = _beneficiaries(row)
    home = _recipient(row, country)
    if named:
        guessed = any(place.pop("guessed", False) for place in named)
        return named, "the country is that of the recipient's register" if guessed else ""
    if home:
        return [home], ""
    country = country or ("GB" if _GSS.fullmatch(code) else "") or _register_country(row)
    if not country:
        return [], ""
    place = {"name": country_name(country), "country": country}
    return [place], "no place is named; this is the country of the recipient's register"


def _beneficiaries(row: Row) -> tuple[list[dict[str, Any]], str, str]:
    """Return the named places, the country that any of them gives, and an official code."""
    named: list[dict[str, Any]] = []
    country, code = "", ""
    for part in row.items("beneficiaryLocation"):
        part.ignore("geoCodeType", "latitude", "longitude", "dateModified", "description")
        name, here = part.text("name"), part.text("geoCode").upper()
        stated = part.text("countryCode")
        known = country_code(stated) if stated else None
        if stated and not known:
            part.unknown("countryCode", stated)
        country, code = known or country, here or code
        is_gss, whole = bool(_GSS.fullmatch(here)), bool(_WIDE.fullmatch(name))
        sure = known or country_code(name) or ("GB" if is_gss or whole else "")
        land = sure or _register_country(row)
        if name and land:
            place: dict[str, Any] = {"name": "United Kingdom" if whole else name[:300]}
            place |= {"country": land, "areaCodes": _area_codes(here)}
            named.append({**place, "guessed": True} if not sure else place)
    return named, country, code


def _recipient(row: Row, country: str) -> dict[str, Any] | None:
    locality, stated = "", ""
    for part in row.items("recipientOrganization"):
        locality = locality or part.text("addressLocality")
        stated = stated or part.text("addressCountry")
        county = part.text("addressRegion")
        locality = locality or county
    row.ignore("recipientLocation", "recipientWardNameGeoCode")
    district = _either(row, "recipientDistrictName").removesuffix(" District")
    code = _either(row, "recipientDistrictGeoCode").upper()
    ward = _either(row, "recipientWardName").removesuffix(" Ward").removesuffix(" ED")
    region = _either(row, "recipientRegionName")
    first = locality or ward
    name = district if not first or first.casefold() in district.casefold() else first
    if district and name != district:
        name = f"{name}, {district}"
    land = country_code(stated) if stated else None
    if stated and not land:
        row.unknown("recipientOrganization/*/addressCountry", stated)
    land = land or country or ("GB" if _GSS.fullmatch(code) else "") or _register_country(row)
    if not name or not land:
        return None
    place = {"name": name[:300], "country": land, "region": region}
    return {**place, "areaCodes": _area_codes(code)}


def _area_codes(code: str) -> list[dict[str, str]]:
    return [{"scheme": "GSS", "code": code}] if _GSS.fullmatch(code) else []


def _either(row: Row, name: str) -> str:
    """Return a column that GrantNav adds, at the top or among its additional data."""
    return row.text(name) or row.text(f"additional_data/{name}")


def _register_country(row: Row) -> str:
    for part in row.items("recipientOrganization"):
        prefix = part.text("id")[:3]
        if prefix.endswith("-") and (code := country_code(prefix[:2])):
            return code
    return ""

"""Where a service is: at its locations, else in the areas that it serves."""

import re
from typing import Any

from cpstandard.core.row import Row
from cpstandard.ingest.coordinates import point
from cpstandard.ingest.country import country_code
from cpstandard.ingest.free_text import mend_mojibake

_MOST = 20
_NAME_LIMIT, _REGION_LIMIT = 300, 200
_WIDE = {
    "national": "nation", "nationwide": "nation", "england": "nation", "scotland": "nation",
    "wales": "nation", "northern ireland": "nation", "united kingdom": "nation", "uk": "nation",
    "great britain": "nation", "england and wales": "nation", "international": "international",
    "worldwide": "international",
}  # fmt: skip
_NATIONS = ("england", "scotland", "wales", "northern ireland")
_GSS = re.compile(r"[EWSNK]\d{8}")
_LONGEST_AREA = 80  # some describe the area in a sentence; that is no name
_ADDRESS_NOTHING = (
    "id", "location_id", "address_1", "address_2", "postal_code", "address_type", "attributes",
    "metadata", "service_at_location_id",
)  # fmt: skip


def places(row: Row, area: str) -> list[dict[str, Any]]:
    """Return the places of a service; ``area`` is where it is if it does not say itself."""
    found: list[dict[str, Any]] = []
    for part in row.items("service_at_locations"):
        part.withhold("contacts", "phones")
        part.ignore("id", "service_id", "location_id", "description", "schedules", "attributes",
                    "regular_schedule", "regular_schedules", "holiday_schedules", "metadata",
                    "holidayScheduleCollection", "service_areas")  # fmt: skip
        found.append(_location(part, "location/"))
    found += [_location(part, "") for part in row.items("locations")]
    areas = [_area(part) for part in row.items("service_areas")]
    kept = [place for place in found if place] or [place for place in areas if place]
    if not kept and area:
        kept = [{"name": area[:_NAME_LIMIT], "country": "GB"}]
    unique = [place for at, place in enumerate(kept) if place not in kept[:at]]
    if len(unique) > _MOST:
        row.note(f"places beyond the first {_MOST} were left out")
    return unique[:_MOST]


def scope(row: Row) -> str:
    """Return how wide a service is where an area that it serves is a whole country."""
    for part in row.items("service_areas"):
        if found := _WIDE.get(_area_name(part).casefold()):
            return found
    return ""


def _area_name(part: Row) -> str:
    return mend_mojibake(part.text("name") or part.text("service_area"))


def _area(part: Row) -> dict[str, Any]:
    part.ignore("id", "serviceId", "service_id", "service_area", "description", "extent",
                "metadata", "extent_type", "attributes", "service_at_location_id")  # fmt: skip
    name, uri = _area_name(part), part.text("uri")
    if not name or len(name) > _LONGEST_AREA or name.casefold() in _WIDE:
        return {}
    code = uri.rstrip("/").rpartition("/")[2]
    codes = [{"scheme": "GSS", "code": code}] if _GSS.fullmatch(code) else []
    return {"name": name, "country": "GB", "areaCodes": codes}


def _location(part: Row, at: str) -> dict[str, Any]:
    part.withhold(*(f"{at}{name}" for name in ("contacts", "phones")))
    part.ignore(*(f"{at}{name}" for name in (
        "id", "location_type", "description", "external_identifier", "external_identifier_type",
        "accessibility", "accessibility_for_disabilities", "languages", "schedules", "attributes",
        "transportation", "alternate_name", "url", "metadata", "organization_id", "link_taxonomies",
        "regular_schedules", "holiday_schedules",
    )))  # fmt: skip
    towns, regions, countries = _addresses(part, at)
    name, town = mend_mojibake(part.text(f"{at}name")), next(iter(towns), "")
    label = ", ".join(dict.fromkeys(filter(None, (name, town if town not in name else ""))))
    located = _point(part, at)
    if not label:
        return {}
    region = next(iter(regions), "")[:_REGION_LIMIT]
    place = {"name": label[:_NAME_LIMIT], "country": next(iter(countries), "GB"), "region": region}
    return {**place, **located}


def _addresses(part: Row, at: str) -> tuple[list[str], list[str], list[str]]:
    """Return towns, nations or regions, and countries of a location's addresses."""
    towns, regions, countries = [], [], []
    for kind in ("addresses", "physical_addresses"):
        for address in part.items(f"{at}{kind}"):
            address.withhold("attention")
            address.ignore(*_ADDRESS_NOTHING)
            town = address.text("city").strip(" ,")
            towns += [mend_mojibake(re.sub(r"(?:\s*,)+\s*", ", ", town))] if town else []
            regions += [
                text for name in ("region", "state_province") if (text := address.text(name))
            ]
            stated = address.text("country")
            code = country_code(stated) if stated else None
            if stated and not code:
                address.unknown("country", stated[:100])
            countries += [code] if code else []
            if stated.casefold() in _NATIONS:
                regions.insert(0, stated.title())
    return towns, regions, countries


def _point(part: Row, at: str) -> dict[str, Any]:
    north, east = part.text(f"{at}latitude"), part.text(f"{at}longitude")
    if not north or not east:
        return {}
    found = point(north, east)
    if found is None:
        part.note("a point that is 0, 0 or not on the globe was left out")
        return {}
    return {"latitude": found[0], "longitude": found[1], "precision": "street"}

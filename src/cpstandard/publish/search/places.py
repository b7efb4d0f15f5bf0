"""The facet of places: nations, regions within them and local authorities, each a code."""

import re
from collections.abc import Iterator

from cpstandard.core.areas import Areas
from cpstandard.core.initiative import Initiative, Place
from cpstandard.core.slug import slug
from cpstandard.publish.area_names import area_name
from cpstandard.publish.countries import country_name, subdivision_name
from cpstandard.publish.messages import MESSAGES

# Local authorities of England, Wales, Scotland and Northern Ireland by the beginning of their code.
AUTHORITY = re.compile(r"(?:E0[6-9]|E10|W06|S12|N09)\d{6}")

_NATIONS = {"E": "GB-ENG", "W": "GB-WLS", "S": "GB-SCT", "N": "GB-NIR"}
_BY_NAME = {
    "england": "GB-ENG",
    "wales": "GB-WLS",
    "scotland": "GB-SCT",
    "northern-ireland": "GB-NIR",
}


def place_codes(initiative: Initiative) -> tuple[list[str], dict[str, str]]:
    """Return the codes of the places of an initiative, the wider first, and their names.

    A code says under which it lies: ``gb-wls``, ``gb-wls/w06000001``, ``ca/ontario``. A nation of
    the United Kingdom that the region or the area implies is there too.
    """
    found = {code: name for place in initiative.places for code, name in _codes(place)}
    return list(found), found


def _codes(place: Place) -> Iterator[tuple[str, str]]:
    part = place.subdivision or _nation_of(place)
    nation = subdivision_name(part)
    within = place.country.lower()
    if nation:
        within = slug(part)
        yield within, nation
    wider = {nation.casefold(), country_name(place.country).casefold()}
    if place.region and place.region.casefold() not in wider:
        yield f"{within}/{slug(place.region)}", place.region
    for area in place.area_codes:
        # Whether the record names the region is no matter: an authority stands in one place.
        if AUTHORITY.fullmatch(area.code):
            yield f"{slug(_NATIONS[area.code[0]])}/{area.code.lower()}", place.name


def _nation_of(place: Place) -> str:
    """Return the ISO 3166-2 code of the nation that a place lies in without saying so, or ""."""
    if place.country != "GB":
        return ""
    for area in place.area_codes:
        if AUTHORITY.fullmatch(area.code):
            return _NATIONS[area.code[0]]
    region = slug(place.region or "")
    if region in MESSAGES["region"]:
        return _BY_NAME.get(region, "GB-ENG")
    return ""


def lasting_codes(code: str, areas: Areas) -> dict[str, str]:
    """Return an authority by today's code, after all that it lies in; each with its name.

    ``code`` is one of ``place_codes``. What is no authority, or is not known, gives nothing.
    """
    area = areas.of_code(code.rpartition("/")[2])
    if area is None or not AUTHORITY.fullmatch(area.code):
        return {}
    area = areas.of_code(area.current_code) or area
    part = area.subdivision or _NATIONS[area.code[0]]
    within = slug(part)
    found = {within: subdivision_name(part)}
    if area.region and slug(area.region) not in _BY_NAME:
        within = f"{within}/{slug(area.region)}"
        found[within] = area.region
    return {**found, f"{within}/{area.code.lower()}": area_name(area)}

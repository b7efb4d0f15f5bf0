"""The facet of places: nations, regions within them and local authorities, each a code."""

import re
from collections.abc import Iterator

from cpstandard.core.initiative import Initiative, Place
from cpstandard.core.slug import slug
from cpstandard.publish.countries import country_name, subdivision_name

# Local authorities of England, Wales, Scotland and Northern Ireland by the beginning of their code.
AUTHORITY = re.compile(r"(?:E0[6-9]|E10|W06|S12|N09)\d{6}")


def place_codes(initiative: Initiative) -> tuple[list[str], dict[str, str]]:
    """Return the codes of the places of an initiative, the wider first, and their names.

    A code says under which it lies: ``gb-wls``, ``gb-wls/w06000001``, ``ca/ontario``.
    """
    found = {code: name for place in initiative.places for code, name in _codes(place)}
    return list(found), found


def _codes(place: Place) -> Iterator[tuple[str, str]]:
    nation = subdivision_name(place.subdivision or "")
    within = place.country.lower()
    if nation:
        within = slug(place.subdivision or "")
        yield within, nation
    wider = {nation.casefold(), country_name(place.country).casefold()}
    if place.region and place.region.casefold() not in wider:
        within = f"{within}/{slug(place.region)}"
        yield within, place.region
    for area in place.area_codes:
        if AUTHORITY.fullmatch(area.code):
            yield f"{within}/{area.code.lower()}", place.name

"""Points that lie outside the nation whose code the place gives."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import at
from cpstandard.validate.boxes import COUNTRIES, NATIONS

_BY_LETTER = {"E": "GB-ENG", "W": "GB-WLS", "S": "GB-SCT", "N": "GB-NIR"}

_NO_POINT = {"not": {"required": ["latitude"]}}
_NO_AREA = {"not": {"anyOf": [{"required": ["subdivision"]}, {"required": ["areaCodes"]}]}}


@check(
    code="point-outside-area",
    severity="warning",
    message="The point of {place} lies outside {area}, where {code} is.",
    since="1.0",
    refs=(
        "places/*/latitude",
        "places/*/longitude",
        "places/*/subdivision",
        "places/*/areaCodes/*/code",
    ),
    bears_gaps=True,
    screen=at("places/*", meets={"anyOf": [_NO_POINT, _NO_AREA]}),
)
def point_outside_area(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """The point of a place lies in another nation of the United Kingdom than its code of an area.

    Either the pin on the map is wrong, or the figures beside it are those of another area.

    Correct latitude and longitude, or the code.
    """
    for index, place in enumerate(record.get("places", ())):
        latitude, longitude = place.get("latitude"), place.get("longitude")
        if latitude is None or longitude is None or place["country"] != "GB":
            continue
        # A point outside the country altogether is told by a check of its own.
        if not COUNTRIES["GB"].holds(latitude, longitude):
            continue
        for code, nation in _areas(place):
            if not NATIONS[nation].holds(latitude, longitude):
                words = {"place": place["name"], "area": nation, "code": code}
                yield Problem(f"/places/{index}/latitude", words)
                break


def _areas(place: Record) -> Iterator[tuple[str, str]]:
    part = place.get("subdivision")
    if part in NATIONS:
        yield part, part
    for area in place.get("areaCodes", ()):
        nation = _BY_LETTER.get(area["code"][0]) if area["scheme"] == "GSS" else None
        if nation:
            yield area["code"], nation

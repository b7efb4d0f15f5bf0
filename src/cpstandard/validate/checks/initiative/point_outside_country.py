"""Points that lie outside the country that the place names."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.phrase import phrase
from cpstandard.core.record import Record
from cpstandard.validate.boxes import COUNTRIES, NO_DOUBT


@check(
    code="point-outside-country",
    severity="warning",
    message="The point of {place} lies outside its country, {country}{reason}.",
    refs=("places/*/latitude", "places/*/longitude", "places/*/country"),
    bears_gaps=True,
    screen=NO_DOUBT,
)
def point_outside_country(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """The point of a place lies outside the country that the same place names.

    The initiative would be shown in the wrong part of the world. Most often latitude and longitude
    stand in each other's place, or a minus sign is missing.

    Correct latitude and longitude, or the country.
    """
    for index, place in enumerate(record.get("places", ())):
        box = COUNTRIES.get(place["country"])
        latitude, longitude = place.get("latitude"), place.get("longitude")
        # 0, 0 is told by a check of its own.
        if box is None or latitude is None or (latitude == 0 and longitude == 0):
            continue
        if not box.holds(latitude, longitude):
            swapped = box.holds(longitude, latitude)
            yield Problem(
                f"/places/{index}/latitude",
                {
                    "place": place["name"],
                    "country": place["country"],
                    "reason": phrase(": latitude and longitude are swapped") if swapped else "",
                },
                suggestion=longitude if swapped else None,
            )

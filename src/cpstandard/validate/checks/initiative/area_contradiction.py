"""Places whose country and codes of areas speak of different countries."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import at

# The first letter of a code of the Government Statistical Service, and the nation that it stands
# for; K is for areas of several nations, L, M and N for the islands and Northern Ireland.
_NATIONS = {"E": "GB-ENG", "W": "GB-WLS", "S": "GB-SCT", "N": "GB-NIR"}
# Parts that hold more than one nation contradict none.
_WHOLES = frozenset({"GB-GBN", "GB-UKM", "GB-EAW"})


@check(
    code="area-contradiction",
    severity="warning",
    message="{place}: {code} is an area of {area}, yet the place is said to be in {said}.",
    since="1.0",
    refs=("places/*/country", "places/*/subdivision", "places/*/areaCodes/*/code"),
    bears_gaps=True,
    screen=at(
        "places/*",
        meets={"not": {"anyOf": [{"required": ["subdivision"]}, {"required": ["areaCodes"]}]}},
    ),
)
def area_contradiction(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """A place's country, part of the country and codes of areas do not go together.

    The initiative would be shown and counted in two places, or in the wrong one.

    Correct whichever of them is wrong.
    """
    for index, place in enumerate(record.get("places", ())):
        country, part = place["country"], place.get("subdivision")
        if part and not part.startswith(country):
            words = {"place": place["name"], "code": part, "area": part[:2], "said": country}
            yield Problem(f"/places/{index}/subdivision", words)
        for number, area in enumerate(place.get("areaCodes", ())):
            nation = _NATIONS.get(area["code"][0]) if area["scheme"] == "GSS" else None
            if nation is None:
                continue
            said = part if country == "GB" else country
            if said is not None and said != nation and said not in _WHOLES:
                words = {"place": place["name"], "code": area["code"], "area": nation, "said": said}
                yield Problem(f"/places/{index}/areaCodes/{number}/code", words)

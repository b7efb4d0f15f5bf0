"""Postcodes that the Royal Mail could not have given."""

import re
from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import at
from cpstandard.validate.postcodes import is_postcode, looks_like_postcode, meant_postcode

# UK is told of as no country; who writes it means this one.
_BRITAIN = ("GB", "UK")
_LAST_WORDS = re.compile(r"[A-Za-z0-9]{2,4} [A-Za-z0-9]{3}$")


# No digit at all, or none where a postcode has its last two.
_NONE = {
    "anyOf": [
        {"not": {"pattern": "[0-9]"}},
        {"not": {"pattern": r"[0-9OILoil][A-Za-z0-9]? [0-9OILoil][A-Za-z0-9]{2}\s?$"}},
    ]
}


@check(
    code="malformed-postcode",
    severity="warning",
    message="“{postcode}” is not a postcode of the United Kingdom.",
    since="1.0",
    refs=("places/*/name", "places/*/region", "places/*/areaCodes/*/code"),
    bears_gaps=True,
    screen=at(
        "places/*",
        meets={
            "not": {"required": ["areaCodes"]},
            "properties": {"name": _NONE, "region": _NONE},
        },
    ),
)
def malformed_postcode(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """A postcode has a letter where a digit has to be, or belongs to an area that does not exist.

    Most often an O stands for a 0 or an I for a 1. No map and no letter finds such a place.

    Look the postcode up, and write it as the Royal Mail does, or leave it out.
    """
    for number, place in enumerate(record.get("places", ())):
        if place["country"] not in _BRITAIN:
            continue
        for field in ("name", "region"):
            found = _LAST_WORDS.search(place.get(field, ""))
            if found and looks_like_postcode(found[0]) and not is_postcode(found[0].upper()):
                meant = meant_postcode(found[0])
                whole = place[field][: found.start()] + meant if meant else None
                words = {"postcode": found[0]}
                yield Problem(f"/places/{number}/{field}", words, place[field], whole)
        for index, area in enumerate(place.get("areaCodes", ())):
            code = area["code"]
            if "POSTCODE" in area["scheme"] and not is_postcode(code.upper()):
                meant = meant_postcode(code)
                pointer = f"/places/{number}/areaCodes/{index}/code"
                whole = meant.replace(" ", "") if meant else None
                yield Problem(pointer, {"postcode": code}, code, whole)

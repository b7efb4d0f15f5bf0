"""Codes of areas that their scheme could not have given."""

import re
from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import absent

# Codes of the Government Statistical Service: a nation, the kind of area, its number.
_GSS = re.compile(r"[EWSNKJLM]\d{8}")
_LETTER_FOR_DIGIT = str.maketrans("OIL", "011")


@check(
    code="malformed-area-code",
    severity="warning",
    message="{code} is not a GSS code: those are a letter and eight digits, such as E08000035.",
    since="1.0",
    refs=("places/*/areaCodes/*/code", "places/*/areaCodes/*/scheme"),
    bears_gaps=True,
    screen=absent("places/*/areaCodes"),
)
def malformed_area_code(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """A code that is said to be of the scheme GSS does not have the form of those codes.

    The place cannot be put on a map of areas, nor beside figures about the area.

    Look the code up in the register of geographic codes, or name the scheme that it is from.
    """
    for number, place in enumerate(record.get("places", ())):
        for index, area in enumerate(place.get("areaCodes", ())):
            code = area["code"]
            if area["scheme"] == "GSS" and not _GSS.fullmatch(code):
                pointer = f"/places/{number}/areaCodes/{index}/code"
                yield Problem(pointer, {"code": code}, code, _mended(code))


def _mended(code: str) -> str | None:
    plain = re.sub(r"[.-]", "", code).upper()
    read = plain[:1] + plain[1:].translate(_LETTER_FOR_DIGIT)
    return read if _GSS.fullmatch(read) else None

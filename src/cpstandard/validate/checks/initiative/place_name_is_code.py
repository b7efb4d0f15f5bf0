"""Places that are called by a code in place of their name."""

import re
from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.phrase import phrase
from cpstandard.core.record import Record
from cpstandard.core.screen import at
from cpstandard.validate.postcodes import looks_like_postcode

_GSS = re.compile(r"[EWSNKJLM][0-9]{8}")
# Letters and no digit, or more letters in a row than a postcode with a digit can have.
_NAME = "^[^0-9]*[A-Za-z][^0-9]*$|[A-Za-z]{7}"


@check(
    code="place-name-is-code",
    severity="info",
    message="The place is called “{name}”, which is {thing} and no name.",
    since="1.0",
    refs=("places/*/name",),
    bears_gaps=True,
    screen=at("places/*/name", meets={"pattern": _NAME}),
)
def place_name_is_code(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """The name of a place is a postcode, the code of an area, or a number.

    People look for a town or a village by its name. A postcode can also lead to somebody's home.

    Write the name of the town, village or neighbourhood; codes of areas have a field of their own.
    """
    for index, place in enumerate(record.get("places", ())):
        name = place["name"]
        if not any(map(str.isdigit, name)):
            continue
        thing = _thing(name)
        if thing:
            yield Problem(f"/places/{index}/name", {"name": name, "thing": thing})


def _thing(name: str) -> str | None:
    if looks_like_postcode(name):
        return phrase("a postcode")
    if _GSS.fullmatch(name.strip()):
        return phrase("the code of an area")
    return None if any(map(str.isalpha, name)) else phrase("a number")

"""Codes of parts of countries that ISO 3166-2 does not have."""

from collections.abc import Iterator
from functools import cache

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import every

# Most records need no more than these, so most runs need not load the whole list.
_NEAREST = frozenset({"GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"})
_MEANT = {
    "GB-CYM": "GB-WLS", "GB-WAL": "GB-WLS", "GB-SCO": "GB-SCT", "GB-NI": "GB-NIR",
    "GB-EN": "GB-ENG", "GB-SC": "GB-SCT", "GB-W": "GB-WLS",
}  # fmt: skip
# The Standard gives these beside the parts: Great Britain, the United Kingdom, England and Wales.
_WHOLES = frozenset({"GB-GBN", "GB-UKM", "GB-EAW"})


@check(
    code="unlisted-subdivision",
    severity="warning",
    message="“{code}” is not the code of a part of a country.",
    since="1.0",
    refs=("places/*/subdivision",),
    bears_gaps=True,
    screen=every(["subdivision-code"], {"enum": sorted(_NEAREST)}),
)
def unlisted_subdivision(record: Record, context: CheckContext) -> Iterator[Problem]:
    """The code of a part of a country is not one of ISO 3166-2.

    Lists of the initiatives of Wales or of Bavaria leave this one out.

    Look the code up in ISO 3166-2, such as GB-WLS for Wales, or leave it out.
    """
    for found in context.values(record, "subdivision-code"):
        code = found.value
        if code not in _NEAREST and code not in _subdivisions() and code not in _WHOLES:
            yield Problem(found.pointer, {"code": code}, code, _MEANT.get(code))


@cache
def _subdivisions() -> frozenset[str]:
    import pycountry  # noqa: PLC0415 - takes as long as a thousand records

    return frozenset(each.code for each in pycountry.subdivisions)

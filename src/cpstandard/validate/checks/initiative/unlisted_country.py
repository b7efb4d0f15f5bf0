"""Country codes that ISO 3166-1 does not have."""

from collections.abc import Iterator
from functools import cache

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import every

# Most records need no more than these, so most runs need not load the whole list.
_NEAREST = frozenset({"GB", "IE"})
# Codes that people write for a country whose code is another one.
_MEANT = {"UK": "GB", "EN": "GB", "SP": "ES", "EL": "GR"}


@check(
    code="unlisted-country",
    severity="error",
    message="“{country}” is not the code of a country.",
    refs=("places/*/country",),
    bears_gaps=True,
    screen=every(["country-code"], {"enum": sorted(_NEAREST)}),
)
def unlisted_country(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A place's country is not one of the codes of ISO 3166-1.

    The code decides on which map and in which list the initiative is shown.

    Use the two-letter code of the country. The United Kingdom's is GB.
    """
    for found in context.values(record, "country-code"):
        country = found.value
        if country not in _NEAREST and country not in _countries():
            meant = _MEANT.get(country)
            yield Problem(found.pointer, {"country": country}, country, meant)


@cache
def _countries() -> frozenset[str]:
    import pycountry  # noqa: PLC0415 - takes as long as a thousand records

    return frozenset(country.alpha_2 for country in pycountry.countries)

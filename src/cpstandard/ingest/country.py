"""Finds the ISO 3166-1 code of a country that a register names in its own way."""

import functools
import re
from typing import Annotated

import pycountry
from pydantic import AfterValidator

# Spellings met in real registers that the ISO list does not hold.
_SPELLINGS = {
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "cymru": "GB",
    "northern ireland": "GB",
    "great britain": "GB",
    "britain": "GB",
    "uk": "GB",
    "u.k.": "GB",
    "united kingdon": "GB",
    "united kingdom of great britain and northern ireland": "GB",
    "usa": "US",
    "u.s.a.": "US",
    "us": "US",
    "united states of america": "US",
    "republic of ireland": "IE",
    "eire": "IE",
    "south korea": "KR",
    "korea, south": "KR",
    "north korea": "KP",
    "russia": "RU",
    "czech republic": "CZ",
    "cape verde": "CV",
    "swaziland": "SZ",
    "macedonia": "MK",
    "ivory coast": "CI",
    "turkey": "TR",
    "burma": "MM",
    "democratic republic of the congo": "CD",
    "palestine": "PS",
    "the netherlands": "NL",
    "holland": "NL",
    "kosovo": "XK",
}


@functools.cache
def country_code(name: str) -> str | None:
    """Return the two-letter code for a country's name or code, or ``None`` if nobody knows it."""
    words = " ".join(name.split())
    if not words or len(words) > 100:  # noqa: PLR2004 - no country's name is longer
        return None
    known = _SPELLINGS.get(words.casefold())
    if known:
        return known
    if re.fullmatch(r"[A-Za-z]{2,3}", words):
        code = words.upper()
        two = len(words) == 2  # noqa: PLR2004 - alpha-2 or alpha-3
        found = (
            pycountry.countries.get(alpha_2=code) if two else pycountry.countries.get(alpha_3=code)
        )
        return str(found.alpha_2) if found else None
    try:
        return str(pycountry.countries.lookup(words).alpha_2)
    except LookupError:
        return None


def _is_code(value: str) -> str:
    if value and country_code(value) != value:
        raise ValueError(f"{value!r} is no two-letter code of a country, such as ES")
    return value


CountryCode = Annotated[str, AfterValidator(_is_code)]
"""An option of an importer that is such a code, or empty."""


def country_name(code: str) -> str:
    """Return the plain English name of the country with the ISO code ``code``."""
    found = pycountry.countries.get(alpha_2=code)
    return str(getattr(found, "common_name", found.name)) if found else code

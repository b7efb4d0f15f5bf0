"""The names of countries and languages as readers know them."""

from functools import cache

import pycountry

# The ISO list is formal where everyday English is not.
_EVERYDAY = {
    "BO": "Bolivia",
    "CD": "Democratic Republic of the Congo",
    "CZ": "Czechia",
    "FK": "Falkland Islands",
    "FM": "Micronesia",
    "IR": "Iran",
    "KP": "North Korea",
    "KR": "South Korea",
    "LA": "Laos",
    "MD": "Moldova",
    "NL": "Netherlands",
    "PS": "Palestine",
    "RU": "Russia",
    "SY": "Syria",
    "TW": "Taiwan",
    "TZ": "Tanzania",
    "VE": "Venezuela",
    "VG": "British Virgin Islands",
    "VI": "US Virgin Islands",
    "VN": "Vietnam",
    "XK": "Kosovo",
}


@cache
def country_name(code: str) -> str:
    """Return a country's everyday name in English; a code that is not known names itself."""
    if code in _EVERYDAY:
        return _EVERYDAY[code]
    country = pycountry.countries.get(alpha_2=code)
    return str(country.name) if country else code


@cache
def language_name(tag: str) -> str:
    """Return the English name of the language of a BCP 47 tag; an unknown tag names itself."""
    code = tag.split("-", maxsplit=1)[0]
    key = "alpha_2" if len(code) == len("cy") else "alpha_3"
    language = pycountry.languages.get(**{key: code})
    return str(language.name).split(" (")[0] if language else tag

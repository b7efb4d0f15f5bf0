"""The names of countries, languages and months as readers know them."""

from functools import cache

import pycountry

from cpstandard.core.phrase import ENGLISH, spoken, words_spoken
from cpstandard.core.slug import slug
from cpstandard.publish.messages import MESSAGES

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

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
def subdivision_name(code: str) -> str:
    """Return the English name of a part of a country (ISO 3166-2); empty where it is not known."""
    found = pycountry.subdivisions.get(code=code) if code else None  # type: ignore[no-untyped-call]
    return str(found.name).split(" [")[0] if found else ""


@cache
def language_name(tag: str) -> str:
    """Return the English name of the language of a BCP 47 tag; an unknown tag names itself."""
    code = tag.split("-", maxsplit=1)[0]
    key = "alpha_2" if len(code) == len("cy") else "alpha_3"
    language = pycountry.languages.get(**{key: code})
    return str(language.name).split(" (")[0] if language else tag


def region_said(country: str, region: str) -> str:
    """Return what a part of a country is called in the language that is spoken.

    Nations and regions of the United Kingdom have names of their own in Welsh; else, and in
    English, a region is called as the record has it.
    """
    known = MESSAGES["region"].get(slug(region)) if country == "GB" else None
    if known is None or words_spoken().language == ENGLISH.language:
        return region
    return str(spoken(known))


def is_whole(country: str, region: str) -> bool:
    """Return whether what is called a region is the country itself, as some registers have it."""
    return slug(region) == slug(country_name(country))


def country_said(code: str) -> str:
    """Return a country's name in the language that is spoken here; in English if it has none."""
    return _locale_names("territories").get(code) or country_name(code)


def language_said(tag: str) -> str:
    """Return a language's name in the language that is spoken here."""
    code = tag.split("-", maxsplit=1)[0]
    return _locale_names("languages").get(code) or language_name(tag)


@cache
def own_name(tag: str) -> str:
    """Return how a language is called by those who speak it."""
    if tag == ENGLISH.language:
        return "English"
    name = _names(tag, "languages").get(tag) or language_name(tag)
    return name[:1].upper() + name[1:]


def month_said(number: int) -> str:
    """Return the name of a month, from 1, in the language that is spoken here."""
    return _locale_names("months").get(str(number)) or _MONTHS[number - 1]


def _locale_names(kind: str) -> dict[str, str]:
    language = words_spoken().language
    return {} if language == ENGLISH.language else _names(language, kind)


@cache
def _names(language: str, kind: str) -> dict[str, str]:
    """Return names in another language as Unicode's CLDR has them, by code or number."""
    from babel import Locale  # noqa: PLC0415 - takes long to import, and English needs none of it

    found = Locale.parse(language)
    if kind == "months":
        return {str(number): name for number, name in found.months["format"]["wide"].items()}
    names = found.territories if kind == "territories" else found.languages
    return dict(names)

"""One reading of a value that was written another way than the standard asks.

Each function takes text and returns the value as the standard writes it, or ``None`` where there is
no reading or more than one. ``suggest`` proves the outcome against the field's own pattern.
"""

import datetime as dt
import re
from collections.abc import Callable

from cpstandard.core.slug import slug
from cpstandard.core.written_date import likely_date, written_date
from cpstandard.validate.licence_names import licence_named

Reading = Callable[[str], str | None]

_LONGEST = 300  # a longer value is no mistyped date, code or address
_ALPHA_2 = 2

_SERIAL = re.compile(r"[2-6]\d{4}")  # from 1954 to 2091
_SERIAL_ZERO = dt.date(1899, 12, 30)
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_SPACED = re.compile(r"(?:https?://|www\.)[^\s/]+/\S* ", re.IGNORECASE)
_SCHEME = re.compile(r"(https?):?/{1,3}(?=[^/])", re.IGNORECASE)

_COUNTRIES = {
    "uk": "GB",
    "united kingdom": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "cymru": "GB",
    "northern ireland": "GB",
    "ireland": "IE",
    "republic of ireland": "IE",
    "usa": "US",
    "united states": "US",
}
_CURRENCIES = {"£": "GBP", "€": "EUR", "pounds": "GBP", "sterling": "GBP", "euro": "EUR"}
_LANGUAGES = {"english": "en", "welsh": "cy", "cymraeg": "cy", "gaelic": "gd", "irish": "ga"}


def suggest(pattern_name: str, pattern: str, value: str) -> str | None:
    """Return the one reading of ``value`` that meets ``pattern``, or ``None``."""
    if len(value) > _LONGEST:
        return None
    for reading in (str.strip, READINGS.get(pattern_name, _nothing)):
        text = reading(value.strip())
        # "$" would let a last line end pass; no reading ends in one, for all are stripped.
        if text and text != value and re.search(pattern, text):
            return text
    return None


def date(text: str) -> str | None:
    """Read a date that has one reading, or the count of days by which spreadsheets keep dates."""
    if _SERIAL.fullmatch(text):
        return (_SERIAL_ZERO + dt.timedelta(days=int(text))).isoformat()
    found = written_date(text) or likely_date(text)
    return found if found and _in_calendar(found) else None


def _in_calendar(partial: str) -> bool:
    """Return whether a partial date is one of the calendar, as 2020-02-31 is not."""
    year, month, day = (f"{partial.removesuffix('~')}-01-01").split("-")[:3]
    try:
        dt.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def web_address(text: str) -> str | None:
    """Read an address without its beginning: www.example.org, http:/example.org."""
    if _SPACED.match(text) and text.count("://") <= 1:
        text = text.replace(" ", "%20")
        if _SCHEME.match(text):
            return text
    repaired = _SCHEME.sub(lambda m: f"{m[1].lower()}://", text, count=1)
    if repaired != text:
        return repaired
    return f"https://{text}" if _DOMAIN.fullmatch(text) and "@" not in text else None


def country(text: str) -> str | None:
    """Read a country's name or its three-letter code."""
    if text.casefold() in _COUNTRIES:
        return _COUNTRIES[text.casefold()]
    if len(text) == _ALPHA_2:
        return text.upper()
    import pycountry  # noqa: PLC0415 - only a mistaken country pays for it

    try:
        return str(pycountry.countries.lookup(text).alpha_2)
    except LookupError:
        return None


def identifier(text: str) -> str | None:
    """Read an identifier with spaces, colons or small letters: gb-chc 1234567."""
    match = re.fullmatch(r"([A-Za-z]{2})[\s:-]+([A-Za-z0-9_]+)[\s:-]+(\S+)", text)
    return f"{match[1].upper()}-{match[2].upper()}-{match[3]}" if match else None


def language(text: str) -> str | None:
    """Read a language's English name, or a tag with capitals or underscores."""
    if text.casefold() in _LANGUAGES:
        return _LANGUAGES[text.casefold()]
    first, *rest = text.replace("_", "-").split("-")
    return "-".join([first.lower(), *rest])


def _nothing(_text: str) -> str | None:
    return None


READINGS: dict[str, Reading] = {
    "partial-date": date,
    "full-date": date,
    "timestamp": lambda text: re.sub(r"(\.\d+)?\+00:?00$", "Z", text.replace(" ", "T")),
    "web-address": web_address,
    "country-code": country,
    "currency-code": lambda text: _CURRENCIES.get(text.casefold(), text.upper()),
    "identifier": identifier,
    "identifier-scheme": lambda text: re.sub(r"[\s:_-]+", "-", text).upper(),
    "identifier-number": lambda text: re.sub(r"\s+", "", text),
    "area-scheme": lambda text: re.sub(r"[\s_]+", "-", text).upper(),
    "subdivision-code": lambda text: re.sub(r"[\s_:]+", "-", text).upper(),
    "initiative-id": slug,
    "kebab-id": slug,
    "licence": licence_named,
    "language-tag": language,
    "email-address": lambda text: text.removeprefix("mailto:").replace(" ", ""),
    "outline": lambda text: text.upper().removesuffix(";"),
    "area-code": lambda text: re.sub(r"\s+", "", text).upper(),
}

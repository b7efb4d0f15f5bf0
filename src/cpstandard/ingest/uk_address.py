"""Finds the town in a British address, and never more: a registered office is often a home."""

import re
from typing import NamedTuple

_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
_STREET = re.compile(
    r"\b(?:avenue|ave|bank|buildings?|bungalow|chambers|close|cottages?|court|crescent|drive|"
    r"estate|farm|floor|gardens|grove|house|lane|lodge|mews|office|parade|place|"
    r"po box|rd|road|row|square|st|stables|street|suite|terrace|unit|villas|walk|way|yard)\.?$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:c/o|care of|mr|mrs|ms|miss|dr|prof|rev|sir|the secretary|treasurer)\b", re.IGNORECASE
)
_NATIONS = {
    "england": "England",
    "scotland": "Scotland",
    "wales": "Wales",
    "cymru": "Wales",
    "northern ireland": "Northern Ireland",
}
_COUNTRIES = frozenset({"uk", "gb", "united kingdom", "great britain", "u.k."})
_PARTS = 2


class Town(NamedTuple):
    """A town, with its county where the address has it, and the nation if it is named."""

    name: str
    nation: str


def town_of(address: str) -> Town:
    """Return the town of an address whose lines stand between commas or line ends.

    The first line, numbers, streets, houses, persons and the postcode are left out; where nothing
    else is there, the name is empty.
    """
    lines = [" ".join(part.split()) for part in re.split(r"[,;\r\n]+", _POSTCODE.sub("", address))]
    lines = [line.strip(" .") for line in lines]
    nation = next((_NATIONS[line.casefold()] for line in lines if line.casefold() in _NATIONS), "")
    named = [line for line in lines if line and line.casefold() not in _NATIONS.keys() | _COUNTRIES]
    towns = [line for line in named[1:] if _is_town(line)]
    return Town(", ".join(_title(line) for line in towns[-_PARTS:]), nation)


def _is_town(line: str) -> bool:
    sayable = len(line) > 1 and not re.search(r"[\d@]", line)
    return sayable and not _STREET.search(line) and not _PERSON.match(line)


def _title(line: str) -> str:
    if not line.isupper():
        return line
    words = re.sub(r"[^\W\d_][\w'\u2019]*", lambda match: match[0].capitalize(), line)
    return re.sub(r"(?<=[ -])(?:And|By|In|Le|Of|On|The|Upon|Under)(?=[ -])", _lower, words)


def _lower(match: re.Match[str]) -> str:
    return match[0].casefold()

"""Reads the numbers of the Mutuals Public Register, which tell the form of a society."""

import re
from typing import NamedTuple

from cpstandard.core.registers import official_number

COMMUNITY_BENEFIT = "community-benefit-society"
CO_OPERATIVE = "co-operative-society"
REGISTERED = "registered-society"

_FORMS = {
    **dict.fromkeys(("R", "RS", "IP"), REGISTERED),
    **dict.fromkeys(("C", "CU", "CUS"), "credit-union"),
    **dict.fromkeys(("W", "WI", "WS"), "working-mens-club"),
    **dict.fromkeys(("B", "BS", "BNI"), "building-society"),
    **dict.fromkeys(("BEN", "BENI", "BENS"), "benevolent-society"),
    **dict.fromkeys(("SA", "SAI", "SAL", "SALI", "SAS"), "specially-authorised-society"),
    **dict.fromkeys(("L",), "loan-society"),
    "SF": "superannuation-fund",
}
# Since August 2014 the number alone tells the form: 4000 and on, 7000 and on.
_CO_OPERATIVES, _BENEFITS, _END = 4000, 7000, 10_000
_OWN_SUFFIXES = {"CBS": COMMUNITY_BENEFIT, "CS": CO_OPERATIVE}


class MutualNumber(NamedTuple):
    """A society's number as the register writes it, and the form in law that it tells."""

    number: str
    form: str


def mutual_number(raw: object) -> MutualNumber:
    """Return the number in ``raw``, with or without ``GB-MPR-`` before it; empty where it is none.

    Co-operatives UK writes ``7216CBS`` and ``4051CS`` for what the register calls 7216 and 4051.
    """
    number = official_number("GB-MPR", str(raw).strip().upper().removeprefix("GB-MPR-"))
    parts = re.fullmatch(r"([A-Z]*)(\d+)([A-Z]*)", number)
    if not parts:
        return MutualNumber("", "")
    before, digits, after = parts.groups()
    if after in _OWN_SUFFIXES:
        return MutualNumber(digits, _OWN_SUFFIXES[after])
    letters = after or before
    if letters:
        return MutualNumber(number, _FORMS.get(letters, "friendly-society"))
    value = int(digits)
    if _BENEFITS <= value < _END:
        return MutualNumber(number, COMMUNITY_BENEFIT)
    return MutualNumber(number, CO_OPERATIVE if _CO_OPERATIVES <= value < _BENEFITS else "")

"""Numbers of one body in several registers, where one register makes its number of another's."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

# Companies House keeps the numbers of registered societies with letters before them: IP29999R is
# 29999R of the Mutuals Public Register. Only the forms with one reading are here: IP029999 may be
# 29999R or 29999C, and low numbers may also be of Northern Ireland (IP) or Scotland (RS).
_SOCIETIES = (
    (re.compile(r"IP0*((?:[3-9]|[12]\d)\d{3})R"), "R"),
    (re.compile(r"IP0*([1-9]\d*)C"), "C"),
    (re.compile(r"SP0*([1-9]\d*)RS"), "RS"),
    (re.compile(r"SP0*([1-9]\d*)CUS?"), "CUS"),
    (re.compile(r"RS0*([1-9]\d*)S"), "CUS"),
    (re.compile(r"NO0*([1-9]\d*)"), "CU"),
    (re.compile(r"NP0*([1-9]\d*)"), "IP"),
)


def body_numbers(identifiers: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Return the numbers as they are compared, with those that follow from them."""
    found = set()
    for identifier in identifiers:
        scheme, number = str(identifier["scheme"]).upper(), str(identifier["id"]).upper()
        found.add(f"{scheme}-{number}")
        if scheme == "GB-COH":
            found.update(f"GB-MPR-{mutual}" for mutual in mutuals_number(number))
    return frozenset(found)


def mutuals_number(company: str) -> list[str]:
    """Return the number in the Mutuals Public Register that a company's number stands for."""
    matches = ((pattern.fullmatch(company), letters) for pattern, letters in _SOCIETIES)
    return [match[1] + letters for match, letters in matches if match]


def scheme_of(number: str) -> str:
    """Return the register of a number of ``body_numbers``: ``GB-CHC`` of ``GB-CHC-1234567``."""
    country, register, _ = number.split("-", 2)
    return f"{country}-{register}"


def conflict(one: Iterable[str], other: Iterable[str]) -> str:
    """Return a register in which both have numbers and none in common; empty if there is none."""
    first, second = _by_scheme(one), _by_scheme(other)
    for scheme in sorted(first.keys() & second.keys()):
        if scheme not in _SEVERAL and first[scheme].isdisjoint(second[scheme]):
            return scheme
    return ""


# A body may well have several of these at once.
_SEVERAL = frozenset({"GB-VAT", "GB-PLA", "XI-PID", "XI-WIKIDATA"})


def _by_scheme(numbers: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for number in numbers:
        found.setdefault(scheme_of(number), set()).add(number)
    return found

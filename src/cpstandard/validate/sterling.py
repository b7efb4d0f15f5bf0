"""The sign of the pound: several countries have it, but in the United Kingdom it is sterling."""

from dataclasses import replace
from typing import Any

from cpstandard.validate.explain import Fault

# As its places may say it: ISO 3166-1 keeps the second for the same country.
_UNITED_KINGDOM = frozenset({"GB", "UK"})


def sterling(fault: Fault, record: Any) -> Fault:
    """Return ``fault`` as one with a certain mend, if it is a £ for the currency of a UK record."""
    if fault.code != "invalid-currency-code" or (fault.value, fault.suggestion) != ("£", "GBP"):
        return fault
    places = record.get("places") if isinstance(record, dict) else None
    if not isinstance(places, list) or not places:
        return fault
    countries = [place.get("country") if isinstance(place, dict) else None for place in places]
    is_there = all(isinstance(code, str) and code in _UNITED_KINGDOM for code in countries)
    return replace(fault, certain=True) if is_there else fault

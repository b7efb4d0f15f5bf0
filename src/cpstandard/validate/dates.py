"""Compares dates of which only the year or the month may be known, or not even that for sure."""

from datetime import date

from cpstandard.core.screen import every
from cpstandard.core.standard import Schema

_YEAR_LENGTH = 4


def is_before(first: str, second: str) -> bool:
    """Return whether ``first`` is surely before ``second``, as far as both are known.

    ``1985`` is not before ``1985-06``: it may be the same month. A date that ends in ``~`` is
    about right: a year may be five years off, a month or a day one year.
    """
    slack = _slack(first) + _slack(second)
    if slack:
        return int(first[:_YEAR_LENGTH]) + slack < int(second[:_YEAR_LENGTH])
    shorter = min(len(first), len(second))
    return first[:shorter] < second[:shorter]


def _slack(date: str) -> int:
    """Return by how many years ``date`` may be off."""
    if not date.endswith("~"):
        return 0
    return 5 if len(date) == _YEAR_LENGTH + 1 else 1


def _over(today: date) -> Schema:
    """Return what dates meet that are surely over: of this era's earlier years, or months."""
    digits = f"{today.year:04}"
    years = [
        f"{digits[:place]}[{lowest}-{int(digit) - 1}]" + "[0-9]" * (_YEAR_LENGTH - place - 1)
        for place, digit in enumerate(digits)
        if int(digit) > (lowest := int(place == 0))
    ]
    months = "|".join(f"{month:02}" for month in range(1, today.month))
    if months:
        years.append(f"{digits}(?:~?$|-(?:{months}))")
    return {"pattern": f"^(?:{'|'.join(years)})"}


OVER = every(["partial-date", "full-date", "timestamp"], _over)
"""Passes records all of whose dates lie between the year 1000 and the first of this month."""

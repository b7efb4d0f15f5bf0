"""Dates as people write them: the one reading, or both where there are two."""

import re

_MONTHS_A_YEAR = 12
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_CIRCA = re.compile(r"(?:circa|ca?\.?|about|around)\s+(\d{4}(?:-\d{2})?)", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[/.\- ](\d{1,2})(?:[/.\- ](\d{1,2}))?(?:[T ]\d{2}:\d{2}\S*)?")
_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]+)\.?,?\s+(\d{4})", re.IGNORECASE)
_US_WORDS = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)


def written_date(text: str) -> str | None:
    """Return a partial date that has one reading: 21/06/1985, 21 June 1985, June 1985, c. 1985.

    The result has the standard's form, but may be no day of the calendar.
    """
    if match := _CIRCA.fullmatch(text):
        return f"{match[1]}~"
    if match := _YEAR_FIRST.fullmatch(text):
        if match[3] is None and int(match[2]) == (int(match[1]) + 1) % 100:
            return None  # 2009/10 may be a month, or the year that ends in 2010
        return _iso(match[1], match[2], match[3])
    if match := _NUMERIC.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        if first > _MONTHS_A_YEAR or first == second:
            return _iso(match[3], str(second), str(first))
        # 06/21/1985 can only be June; 05/06/1985 may be May or June, so nobody guesses.
        return _iso(match[3], str(first), str(second)) if second > _MONTHS_A_YEAR else None
    return _worded(text)


def _worded(text: str) -> str | None:
    if match := _US_WORDS.fullmatch(text):
        return _named(match[3], match[1], match[2])
    match = _WORDS.fullmatch(text)
    return _named(match[3], match[2], match[1]) if match else None


def two_dates(text: str) -> tuple[str, str] | None:
    """Return both readings of a date such as 05/06/1985, day first; ``None`` if it has not two."""
    match = _NUMERIC.fullmatch(text.strip())
    if match is None or written_date(text.strip()) is not None:
        return None
    if not 0 < int(match[1]) <= _MONTHS_A_YEAR or not 0 < int(match[2]) <= _MONTHS_A_YEAR:
        return None
    return _iso(match[3], match[2], match[1]), _iso(match[3], match[1], match[2])


def _iso(year: str, month: str, day: str | None) -> str:
    return "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])


def _named(year: str, month: str, day: str | None) -> str | None:
    number = _MONTHS.get(month.casefold())
    return _iso(year, str(number), day) if number else None

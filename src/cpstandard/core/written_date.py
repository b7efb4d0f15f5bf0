"""Dates as people write them: the one reading, or both where there are two."""

import re

_MONTHS_A_YEAR = 12
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan ionawr",
            "february feb chwefror",
            "march mar mawrth",
            "april apr ebrill",
            "may mai",
            "june jun mehefin",
            "july jul gorffennaf",
            "august aug awst",
            "september sep sept medi",
            "october oct hydref",
            "november nov tachwedd",
            "december dec rhagfyr",
        ),
        start=1,
    )
    for name in names.split()
}
_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})")
_DAY_OR_YEAR = re.compile(r"([a-z]+)[\s.-]+(\d{2})|(\d{2})[\s.-]+([a-z]+)", re.IGNORECASE)
_LAST_DAY = 31
_CIRCA = re.compile(r"(?:circa|ca?\.?|about|around)\s+(\d{4}(?:-\d{2})?)", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[/.\- ](\d{1,2})(?:[/.\- ](\d{1,2}))?(?:[T ]\d{2}:\d{2}\S*)?")
_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]+)\.?,?\s+(\d{4})", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"(\d{1,2}[/.\- ]\d{1,2}[/.\- ])(\d{2})")
_SEASON = re.compile(
    r"(?:spring|summer|autumn|early|mid|late|gwanwyn|haf|dechrau|canol|diwedd)[\s-]+(\d{4})",
    re.IGNORECASE,
)
_OF_THIS_CENTURY = 69  # the two digits of a year up to which it is of the 2000s, as in POSIX
_AUTUMN_TOO = "hydref"
_US_WORDS = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)


def written_date(text: str) -> str | None:
    """Return a partial date that has one reading: 21/06/1985, 21 June 1985, 06/1985, c. 1985.

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
    return _month_year(text) or _worded(text)


def _month_year(text: str) -> str | None:
    match = _MONTH_YEAR.fullmatch(text)
    is_month = match is not None and 0 < int(match[1]) <= _MONTHS_A_YEAR
    return _iso(match[2], match[1], None) if match and is_month else None


def _worded(text: str) -> str | None:
    if match := _US_WORDS.fullmatch(text):
        return _named(match[3], match[1], match[2])
    match = _WORDS.fullmatch(text)
    if match and match[2].casefold() == _AUTUMN_TOO and not match[1]:
        return None  # October, or the whole autumn
    return _named(match[3], match[2], match[1]) if match else None


def likely_date(text: str) -> str | None:
    """Return what is most likely meant where that is not certain: 13/4/21, Jan-85, Spring 2018.

    It is for a question, never to be read so without one: the century, or the month, is a guess.
    """
    if match := _SEASON.fullmatch(text):
        return match[1]
    if match := _WORDS.fullmatch(text):
        return _named(match[3], match[2], match[1])
    return _short_month(text) or written_date(_with_century(text))


def _with_century(text: str) -> str:
    match = _SHORT_YEAR.fullmatch(text)
    if match is None:
        return text
    return f"{match[1]}{_century(match[2])}{match[2]}"


def _century(short: str) -> str:
    return "20" if int(short) < _OF_THIS_CENTURY else "19"


def two_dates(text: str) -> tuple[str, str] | None:
    """Return both readings of a date such as 05/06/1985, day first; ``None`` if it has not two.

    A year of two digits is taken for the one nearest to our time.
    """
    text = _with_century(text.strip())
    match = _NUMERIC.fullmatch(text)
    if match is None or written_date(text) is not None:
        return None
    if not 0 < int(match[1]) <= _MONTHS_A_YEAR or not 0 < int(match[2]) <= _MONTHS_A_YEAR:
        return None
    return _iso(match[3], match[2], match[1]), _iso(match[3], match[1], match[2])


def month_of_day_or_year(text: str) -> str | None:
    """Return ``2019-01`` for Jan-19, which spreadsheets make of a day and of a month alike.

    ``None`` where the number can be no day, as in Jan-85, or the text is no such date.
    """
    month, number = _month_and_number(text.strip())
    return _named(f"20{number}", month, None) if 0 < int(number) <= _LAST_DAY else None


def _short_month(text: str) -> str | None:
    month, number = _month_and_number(text)
    if 0 < int(number) <= _LAST_DAY:
        return None  # a day as likely as a year
    return _named(f"{_century(number)}{number}", month, None)


def _month_and_number(text: str) -> tuple[str, str]:
    match = _DAY_OR_YEAR.fullmatch(text)
    if match is None:
        return "", "0"
    return (match[1], match[2]) if match[1] else (match[4], match[3])


def is_day_first(text: str) -> bool | None:
    """Return whether a date in figures can only have its day first, or only its month.

    ``None`` where it has both readings, or is no such date.
    """
    match = _NUMERIC.fullmatch(_with_century(text.strip()))
    if match is None or (int(match[1]) > _MONTHS_A_YEAR) == (int(match[2]) > _MONTHS_A_YEAR):
        return None
    return int(match[1]) > _MONTHS_A_YEAR


def _iso(year: str, month: str, day: str | None) -> str:
    return "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])


def _named(year: str, month: str, day: str | None) -> str | None:
    number = _MONTHS.get(month.casefold())
    return _iso(year, str(number), day) if number else None

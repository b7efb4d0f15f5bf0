"""Reads the dates of registers as partial dates: a year, a month or a day, exact or about."""

import functools
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?")
_UNAMBIGUOUS = ("%d %B %Y", "%d %b %Y", "%B %Y", "%b %Y", "%d-%b-%Y", "%B %d, %Y")
_ABOUT = re.compile(
    r"(?:c(?:a|irca)?\.? ?|(?:about|around|approx\.?|approximately) )(?=\w)(.+)", re.IGNORECASE
)
_LIMIT = 60


def partial_date(value: Any, formats: Sequence[str] = ()) -> str | None:
    """Return ``value`` as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; ``None`` where it is no date.

    ``formats`` are tried first, in ``strptime`` style; the result is as exact as the format.
    Without one, ISO dates, dates of workbooks and dates with the month in English words are
    understood. ``03/04/2020`` is not, for nobody knows which of the two is the month. What is
    written as approximate (``c. 1985``, ``about May 1985``, ``1985~``) ends in ``~``.
    """
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d") if value.year >= 1000 else None  # noqa: PLR2004 - 4 digits
    text = _plain(value)
    if not text or len(text) > _LIMIT:
        return None
    forms = tuple(formats)
    return _exact(text, forms) or _approximate(text, forms)


def _approximate(text: str, formats: tuple[str, ...]) -> str | None:
    words = _ABOUT.fullmatch(text)
    rest = words[1] if words else text[:-1].rstrip() if text.endswith("~") else ""
    found = _exact(rest, formats) if rest else None
    return f"{found}~" if found else None


@functools.lru_cache(maxsize=4096)  # the days of a register recur, and each format takes its time
def _exact(text: str, formats: tuple[str, ...]) -> str | None:
    for form in formats:
        if found := _parse(text, form):
            return found
    iso = _ISO.fullmatch(text)
    if iso:
        return _iso(iso)
    for form in _UNAMBIGUOUS:
        if found := _parse(text, form):
            return found
    return None


def _plain(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else ""
    return " ".join(str(value).split())


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _parse(text: str, form: str) -> str | None:
    try:
        # A partial date has no zone: the day is the one that the register wrote.
        parsed = datetime.strptime(text, form)  # noqa: DTZ007 - see above
    except ValueError:
        return None
    if any(mark in form for mark in ("%d", "%j", "%x", "%c", "%D", "%F")):
        return parsed.strftime("%Y-%m-%d")
    return parsed.strftime("%Y-%m" if any(m in form for m in ("%m", "%B", "%b")) else "%Y")

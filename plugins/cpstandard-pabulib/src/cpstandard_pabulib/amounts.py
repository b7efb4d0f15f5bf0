"""Reads the numbers and dates of .pb files, as many programs and people have written them."""

import re

from cpstandard.core.row import Row
from cpstandard.ingest.partial_date import partial_date

NOTHING = frozenset(
    {"", "na", "n/a", "nan", "none", "null", "nil", "-", "\N{EN DASH}", "—", "?", "-1", "-1.0"}
)
_MOST = 10**15  # more than all the money there is
_PLAIN = re.compile(r"\d{1,15}(?:[.,]\d{1,10})?")
_GROUPED = re.compile(r"\d{1,3}(?P<sign>[.,])\d{3}(?:(?P=sign)\d{3}){1,4}(?:[.,]\d{1,2})?")
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_FORMS = ("%d.%m.%Y", "%m.%Y", "%d-%m-%Y", "%Y.%m.%d")
_WHOLE_YEAR = re.compile(r"(\d{4})\.0")


def number(text: str) -> float | None:
    """Return ``text`` as a number that is not negative; ``None`` where it is none or unclear.

    ``2324869.0``, ``8000,0``, ``1 200 000`` and ``1.200.000,50`` are understood. ``242.800`` is
    not: nobody knows whether the point stands for thousands.
    """
    plain = re.sub(r"[\s\u00a0\u202f']", "", text)
    if not plain.isascii() or _ONE_GROUP.fullmatch(plain):
        return None
    if grouped := _GROUPED.fullmatch(plain):
        plain = plain.replace(grouped["sign"], "")
    elif not _PLAIN.fullmatch(plain):
        return None
    value = float(plain.replace(",", "."))
    return value if value < _MOST else None


def taken(row: Row, path: str) -> str:
    """Return the text at ``path``, empty where it only says that there is none."""
    text = row.text(path)
    return "" if text.casefold() in NOTHING else text


def amount(row: Row, path: str) -> float | int | None:
    """Return the number at ``path``, whole where it can be; what is no number is reported."""
    text = taken(row, path)
    value = number(text) if text else None
    if text and value is None:
        row.unknown(path, text)
    return int(value) if value is not None and value.is_integer() else value


def count(row: Row, path: str) -> int | None:
    """Return the whole number at ``path``; anything else is reported."""
    value = amount(row, path)
    if isinstance(value, float):
        row.unknown(path, value)
        return None
    return value


def day(row: Row, path: str) -> str:
    """Return the date at ``path`` as a partial date, such as ``2020`` or ``2020-09-16``."""
    text = taken(row, path)
    if whole := _WHOLE_YEAR.fullmatch(text):
        text = whole[1]
    found = partial_date(text, _FORMS) if text else ""
    if found is None:
        row.unknown(path, text)
    return found or ""

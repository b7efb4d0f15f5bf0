"""Reads numbers as people write them: with thousands' commas, and a sign of money before them."""

import math
import re

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d{1,40})(?:\.\d{1,40})?")
SIGNS = "£$€"
"""Signs of money."""
_LIMIT = 60


def number_in(text: str, signs: str = SIGNS) -> int | float | None:
    """Return the number that ``text`` is, whole where it can be; ``None`` where it is none.

    ``£1,250.00`` and ``1250`` are 1250, ``85k`` and ``1.250,00`` are none. ``signs`` are those of
    money that may stand beside it.
    """
    plain = "".join(sign for sign in text if sign not in signs and not sign.isspace())
    if len(plain) > _LIMIT or not _NUMBER.fullmatch(plain):
        return None
    plain = plain.replace(",", "")
    value = float(plain) if "." in plain else int(plain)
    if not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else value

"""Numbers as people write them in a cell: £2,400, approx £5k, about 60, 214 shareholders, 3.5%."""

import re
from dataclasses import dataclass
from decimal import Decimal

_LONGEST = 60
_BOUNDS = {
    "about": [
        "approx", "approx.", "approximately", "about", "around", "roughly", "circa", "ca", "ca.",
        "c", "c.", "some", "est", "est.", "estimated", "nearly", "almost", "~",
        "tua", "oddeutu", "bron",
    ],
    "at-least": ["at least", "over", "more than", "min", "minimum", "o leiaf", "dros", "mwy na"],
    "at-most": ["at most", "up to", "under", "less than", "max", "maximum", "hyd at", "llai na"],
}  # fmt: skip
_BOUND_BY_WORD = {word: bound for bound, words in _BOUNDS.items() for word in words}
_TIMES = {
    "k": 1_000, "thousand": 1_000, "mil": 1_000,
    "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000, "miliwn": 1_000_000,
    "bn": 1_000_000_000, "billion": 1_000_000_000, "biliwn": 1_000_000_000,
}  # fmt: skip
_SIGNS = {"£": "GBP", "€": "EUR", "$": ""}  # a dollar may be of many countries
_ROUNDED = frozenset({"ish", "-ish", "or so", "approx", "approx.", "approximately", "tua"})


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_WRITTEN = re.compile(
    rf"(?:(?P<bound>{_any_of(list(_BOUND_BY_WORD))})\s*)?"
    r"(?P<sign>[£$€]|GBP|EUR|USD)?\s*"
    r"(?P<figures>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    rf"(?:\s*(?P<times>{_any_of(list(_TIMES))})(?![^\W\d_]))?"
    r"(?P<plus>\+)?"
    # A letter alone is rather a point of the compass, or stands for something else.
    r"(?P<rest>\s*%|(?:\s+|-)?[^\W\d_]{2,}\.?(?:\s+[^\W\d_]+\.?)*|\s*\([^()\d]{1,40}\))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number that was written with more than its figures.

    ``currency`` is the code of the currency whose sign stood there, if it is clear; ``bound`` the
    code of how exact it was said to be, empty for nothing said. ``only`` tells that nothing but a
    sign stood beside the figures.
    """

    value: int | float
    currency: str = ""
    bound: str = ""
    only: bool = False


def written_number(text: str) -> WrittenNumber | None:
    """Return the number that ``text`` most likely stands for, for a question; else ``None``."""
    match = _WRITTEN.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        return None
    sign, times, rest = match["sign"] or "", match["times"], (match["rest"] or "").strip()
    exact = Decimal(match["figures"].replace(",", "")) * _TIMES.get((times or "").casefold(), 1)
    value = int(exact) if exact == exact.to_integral_value() else float(exact)
    bound = _BOUND_BY_WORD.get((match["bound"] or "").casefold(), "")
    if not bound and (match["plus"] or rest.casefold() in _ROUNDED):
        bound = "at-least" if match["plus"] else "about"
    currency = _SIGNS.get(sign, "" if sign.upper() == "USD" else sign.upper())
    return WrittenNumber(value, currency, bound, not (bound or times or rest))

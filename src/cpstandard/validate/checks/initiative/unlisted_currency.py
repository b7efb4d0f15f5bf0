"""Currency codes that ISO 4217 does not have."""

from collections.abc import Iterator
from functools import cache

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record

# Most records need no more than these, so most runs need not load the whole list.
_NEAREST = frozenset({"GBP", "EUR"})
# Codes that people write for a currency whose code is another one.
_MEANT = {"GPB": "GBP", "UKP": "GBP", "STG": "GBP", "EURO": "EUR", "RMB": "CNY"}


@check(
    code="unlisted-currency",
    severity="error",
    message="“{currency}” is not the code of a currency.",
    refs=("funding/*/currency",),
)
def unlisted_currency(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """The currency of a sum of money is not one of the codes of ISO 4217.

    Without its currency a sum means nothing.

    Use the three-letter code of the currency. The pound sterling's is GBP.
    """
    for index, sum_ in enumerate(record.get("funding", ())):
        currency = sum_.get("currency")
        if currency and currency not in _NEAREST and currency not in _currencies():
            yield Problem(
                f"/funding/{index}/currency",
                {"currency": currency},
                currency,
                _MEANT.get(currency),
            )


@cache
def _currencies() -> frozenset[str]:
    import pycountry  # noqa: PLC0415 - takes as long as a thousand records

    return frozenset(currency.alpha_3 for currency in pycountry.currencies)

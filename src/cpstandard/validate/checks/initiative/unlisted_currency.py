"""Currency codes that ISO 4217 does not have."""

from collections.abc import Iterator
from functools import cache

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import every

# Most records need no more than these, so most runs need not load the whole list.
_NEAREST = frozenset({"GBP", "EUR"})
# Codes that people write for a currency whose code is another one.
_MEANT = {"GPB": "GBP", "UKP": "GBP", "STG": "GBP", "EURO": "EUR", "RMB": "CNY"}


@check(
    code="unlisted-currency",
    severity="error",
    message="“{currency}” is not the code of a currency.",
    refs=("funding/*/currency", "assets/*/currency", "editions/*/currency"),
    bears_gaps=True,
    screen=every(["currency-code"], {"enum": sorted(_NEAREST)}),
)
def unlisted_currency(record: Record, context: CheckContext) -> Iterator[Problem]:
    """The currency of a sum of money is not one of the codes of ISO 4217.

    Without its currency a sum means nothing.

    Use the three-letter code of the currency. The pound sterling's is GBP.
    """
    for found in context.values(record, "currency-code"):
        currency = found.value
        if currency not in _NEAREST and currency not in _currencies():
            meant = _MEANT.get(currency)
            yield Problem(found.pointer, {"currency": currency}, currency, meant)


@cache
def _currencies() -> frozenset[str]:
    import pycountry  # noqa: PLC0415 - takes as long as a thousand records

    return frozenset(currency.alpha_3 for currency in pycountry.currencies)

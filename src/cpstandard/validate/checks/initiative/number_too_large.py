"""Sums and counts larger than can be."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import at

_MOST_PEOPLE = 1_000_000_000
_MOST_MONEY = 100_000_000_000_000
# A single community initiative has never been worth ten thousand million of these.
_STRONG = frozenset({"GBP", "EUR", "USD", "CHF", "CAD", "AUD", "NZD"})
_MOST_STRONG = 10_000_000_000

_SUMS = (
    ("funding", "amount", "Amount"),
    ("assets", "value", "Value"),
    ("editions", "budget", "Budget"),
)
_COUNTS = (("participation", "value", "Value"), ("editions", "participants", "Participants"))


@check(
    code="number-too-large",
    severity="warning",
    message="{field} is {value}, which is more than can be: is there a nought too many?",
    since="1.0",
    refs=(
        "funding/*/amount",
        "assets/*/value",
        "editions/*/budget",
        "editions/*/participants",
        "participation/*/value",
        "community/size",
    ),
    bears_gaps=True,
    screen=at(
        *(f"{list_}/*/{field}" for list_, field, _ in (*_SUMS, *_COUNTS)),
        "community/size",
        meets={"maximum": _MOST_PEOPLE},
    ),
)
def number_too_large(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """A sum is over ten thousand million pounds, or a count of people over a thousand million.

    One such number outweighs all others in every total.

    Correct the number. Sums are in whole units of the currency, not in pence or thousands.
    """
    for list_, field, title in _SUMS:
        for index, item in enumerate(record.get(list_, ())):
            most = _MOST_STRONG if item.get("currency") in _STRONG else _MOST_MONEY
            if item.get(field, 0) > most:
                words = {"field": title, "value": item[field]}
                yield Problem(f"/{list_}/{index}/{field}", words)
    for list_, field, title in _COUNTS:
        for index, item in enumerate(record.get(list_, ())):
            if item.get(field, 0) > _MOST_PEOPLE:
                words = {"field": title, "value": item[field]}
                yield Problem(f"/{list_}/{index}/{field}", words)
    size = record.get("community", {}).get("size", 0)
    if size > _MOST_PEOPLE:
        yield Problem("/community/size", {"field": "Size", "value": size})

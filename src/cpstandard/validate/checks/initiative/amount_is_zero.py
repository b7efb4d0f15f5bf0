"""Sums of money that are nought."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import at


@check(
    code="amount-is-zero",
    severity="warning",
    message="The amount of funding line {number} is 0.",
    refs=("funding/*/amount",),
    bears_gaps=True,
    screen=at("funding/*/amount", meets={"not": {"const": 0}}),
)
def amount_is_zero(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """The amount of a sum of money is nought.

    It most often stands for an amount that is not known, and then says something untrue.

    Leave amount and currency out where the amount is not known.
    """
    for index, sum_ in enumerate(record.get("funding", ())):
        if sum_.get("amount") == 0:
            yield Problem(f"/funding/{index}/amount", {"number": index + 1})

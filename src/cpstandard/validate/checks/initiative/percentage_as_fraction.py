"""Percentages that were written as a part of one."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import every
from cpstandard.core.values import PERCENTAGE


@check(
    code="percentage-as-fraction",
    severity="warning",
    message="{field} is {value}, which means less than one per cent.",
    since="1.0",
    refs=("editions/*/turnout",),
    bears_gaps=True,
    screen=every([PERCENTAGE], {"anyOf": [{"maximum": 0}, {"minimum": 1}]}),
)
def percentage_as_fraction(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A number of per cent lies between nought and one.

    A spreadsheet keeps a cell that shows 3% as 0.03, and that would be published as 0.03 per cent.

    Write 3 for 3%, in a cell that is not formatted as a percentage. Where it is less than one per
    cent in truth, leave it.
    """
    for found in context.values(record, PERCENTAGE):
        if 0 < found.value < 1:
            meant = round(found.value * 100, 6)
            meant = int(meant) if meant.is_integer() else meant
            values = {"field": found.title, "value": found.value}
            yield Problem(found.pointer, values, found.value, meant)

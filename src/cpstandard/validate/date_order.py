"""Tells which of two readings of a date is likely, by the other dates of its column."""

from collections import defaultdict
from dataclasses import replace

from cpstandard.core.finding import Finding
from cpstandard.core.report import Report
from cpstandard.core.written_date import is_day_first, two_dates

_Column = tuple[str | None, str | None]


def suggest_by_column(report: Report) -> None:
    """Suggest a reading of each ambiguous date in whose column all others have one order.

    04/05/2020 is left to its publisher all the same: a column may hold both.
    """
    orders: dict[_Column, set[bool]] = defaultdict(set)
    for group in report.of("read-as"):
        for finding in group.examples:
            order = is_day_first(str(finding.value))
            if order is not None:
                orders[_column(finding)].add(order)
    for group in report.of("ambiguous-date"):
        for position, finding in enumerate(group.examples):
            both = two_dates(str(finding.value))
            if both and len(order_of := orders.get(_column(finding), ())) == 1:
                likely = both[0] if True in order_of else both[1]
                group.examples[position] = replace(finding, suggestion=likely)


def _column(finding: Finding) -> _Column:
    return finding.location.sheet, finding.location.heading

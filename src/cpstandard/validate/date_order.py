"""Tells which of two readings of a date is likely, by the other dates of its column."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from cpstandard.core.finding import Finding
from cpstandard.core.report import Report
from cpstandard.core.written_date import is_day_first, two_dates

Column = tuple[str | None, str | None]
"""A column by its sheet and its heading."""


def suggest_by_column(report: Report) -> None:
    """Suggest a reading of each ambiguous date in whose column all others have one order.

    04/05/2020 is left to its publisher all the same: a column may hold both.
    """
    orders: dict[Column, set[bool]] = defaultdict(set)
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


def columns_asked_about(findings: Iterable[Finding]) -> set[Column]:
    """Return the columns in which a date has two readings."""
    return {_column(finding) for finding in findings if finding.code == "ambiguous-date"}


def tells_order(finding: Finding, columns: set[Column]) -> bool:
    """Return whether ``finding`` is of a date by whose order others are read, in ``columns``."""
    is_evidence = finding.code == "read-as" and is_day_first(str(finding.value)) is not None
    return is_evidence and _column(finding) in columns


def _column(finding: Finding) -> Column:
    return finding.location.sheet, finding.location.heading

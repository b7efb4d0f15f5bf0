"""Says of a mistake in what a table says of the package in how many of its cells it stands.

Such a value is the same in each row, so that its mistake is one, and told once; but who mended the
first cell alone would have the others contradict it.
"""

from collections.abc import Callable
from dataclasses import replace

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location, Stretch
from cpstandard.core.phrase import phrase
from cpstandard.core.report import Report

_OTHERS = frozenset({"conflicting-value", "mixed-versions"})


def name_stretches(report: Report, stretch: Callable[[Location], Stretch | None]) -> None:
    """Put into ``report`` all the cells in which the same stands as where a finding is."""
    for group in report.groups.values():
        for position, finding in enumerate(group.examples):
            if found := stretch(finding.location):
                group.examples[position] = _in_all(finding, found)


def _in_all(finding: Finding, found: Stretch) -> Finding:
    words = {"found": finding.message, "count": found.number, "cells": found.cells}
    if finding.code in _OTHERS:
        message = phrase("{found} Other values stand in {count:,} cells ({cells}).", **words)
    elif finding.severity is Severity.INFO:
        message = phrase("{found} It stands so in {count:,} cells ({cells}).", **words)
    else:
        message = phrase(
            "{found} It stands so in {count:,} cells ({cells}): mend all of them.", **words
        )
    return replace(
        finding,
        message=message,
        location=replace(finding.location, cells=found.cells),
        parameters={**finding.parameters, "cells": found.cells, "count": found.number},
    )

"""Says of an id that is to be changed in which other sheets of a workbook it stands as well.

Who changed it in the sheet of initiatives alone would part them from their places and sources.
"""

from collections.abc import Sequence
from dataclasses import replace

from cpstandard.core.phrase import joined, phrase
from cpstandard.core.report import Report

_CHANGED = ("id-prefix", "invalid-initiative-id", "duplicate-id")


def name_sheets(report: Report, sheets: Sequence[str]) -> None:
    """Put into ``report`` that ids which are to be changed are named by rows of ``sheets``."""
    for group in (group for code in _CHANGED for group in report.of(code)):
        for position, finding in enumerate(group.examples):
            if finding.location.pointer == "/id":
                message = phrase(
                    "{found} Change it in the sheets that name it too: {sheets}.",
                    found=finding.message,
                    sheets=joined(sheets, "{before}, {last}"),
                )
                parameters = {**finding.parameters, "sheets": list(sheets)}
                group.examples[position] = replace(finding, message=message, parameters=parameters)

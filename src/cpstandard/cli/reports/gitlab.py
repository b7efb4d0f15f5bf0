"""The report for GitLab's Code Quality, which merge requests show beside the lines."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from cpstandard.cli.reports.fingerprints import Fingerprints
from cpstandard.cli.reports.paths import relative
from cpstandard.cli.reports.plain import plain
from cpstandard.cli.reports.wording import asked, unlisted
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.phrase import say
from cpstandard.core.report import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(reports: Sequence[Report], _codes: object = None) -> str:
    """Return a JSON array with an entry for each finding that was kept, worst first."""
    names = Fingerprints()
    entries = [entry for report in reports for entry in _entries(report, names)]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _entries(report: Report, names: Fingerprints) -> Iterator[dict[str, Any]]:
    for group in report.sorted_groups():
        for finding in group.examples:
            where = finding.location
            # A row is not a line of a workbook, but leads a person to the place.
            place = _place(where.file or report.file, where.line or where.row or 1)
            yield {
                "description": _described(finding),
                "check_name": plain(finding.code),
                "fingerprint": names.of(finding),
                "severity": _SEVERITIES[finding.severity],
                "location": place,
            }
        if more := unlisted(group):
            yield {
                "description": say("… and {number:,} more", number=more),
                "check_name": plain(group.code),
                "fingerprint": names.of_rest(group.code, report.file),
                "severity": _SEVERITIES[group.severity],
                "location": _place(report.file, 1),
            }


def _place(file: str, line: int) -> dict[str, Any]:
    return {"path": relative(file), "lines": {"begin": line}}


def _described(finding: Finding) -> str:
    place = plain(finding.location.in_table)
    # GitLab drops an entry with no description.
    words = asked(finding) or plain(finding.code) or "?"
    return f"{place}: {words}" if place else words

"""What is remembered of judged records until the end of a run."""

from collections import Counter
from dataclasses import dataclass, field, replace

from cpstandard.core.finding import Finding
from cpstandard.core.report import Report
from cpstandard.validate.likenesses import Likenesses


@dataclass(slots=True)
class Tally:
    """The findings of some records of a package in a row, fit to be sent to another process.

    ``unsound`` counts those whose structure allowed no checks, ``apart``, by code, those of them of
    which a check was asked all the same, and ``lines`` the lines of the file that held them all.
    """

    report: Report
    unsound: int = 0
    apart: Counter[str] = field(default_factory=Counter)
    likenesses: Likenesses = field(default_factory=Likenesses)
    lines: int = 0

    def add(self, share: "Tally") -> None:
        """Add the records that follow; their places were counted from the beginning of a share."""
        self.likenesses.add_all(share.likenesses, after=self.report.records)
        for group in share.report.groups.values():
            moved = [_moved(finding, self.lines) for finding in group.examples]
            self.report.add_group(replace(group, examples=moved))
        self.report.records += share.report.records
        self.report.records_with_errors += share.report.records_with_errors
        self.unsound += share.unsound
        self.apart.update(share.apart)
        self.lines += share.lines


def _moved(finding: Finding, lines: int) -> Finding:
    line = finding.location.line
    if line is None or not lines:
        return finding
    return replace(finding, location=replace(finding.location, line=line + lines))

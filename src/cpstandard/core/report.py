"""A report: what validating one file found, with exact counts and a capped list of examples."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.fix import Fix
from cpstandard.core.kinds import Kind, kind_of

MOST_KINDS = 1000
"""Ways in which findings of one code are to be mended that are counted apart."""


@dataclass(frozen=True, slots=True)
class NotRun:
    """A check that could not be run on ``records`` records (0: at all), and why.

    ``held_back``: by mistakes in the file; it runs when they are mended.
    """

    code: str
    reason: str
    records: int
    held_back: bool = True


@dataclass(slots=True)
class Group:
    """All findings of one code and severity: the exact count, and the first few as examples.

    ``kinds`` counts those that are mended in the same way, while they are not too many to tell.
    """

    code: str
    severity: Severity
    count: int = 0
    examples: list[Finding] = field(default_factory=list)
    kinds: dict[Kind, int] = field(default_factory=dict)

    def count_kind(self, kind: Kind, number: int) -> None:
        """Count ``number`` more findings of one kind."""
        if kind in self.kinds or len(self.kinds) < MOST_KINDS:
            self.kinds[kind] = self.kinds.get(kind, 0) + number

    def number_of(self, kind: Kind) -> int | None:
        """Return how many findings are of that kind; ``None`` where that is not known."""
        return self.kinds.get(kind) if len(self.kinds) < MOST_KINDS else None


@dataclass(slots=True)
class Report:
    """What one run over one file found.

    ``limit`` caps the examples kept in each group; counts are exact whatever the cap. A code that
    is found as an error here and as a note there has a group for each. ``known`` is how many
    findings a baseline left out, and ``None`` where there was no baseline.
    ``fixes`` are the corrections made in a copy, and ``coverage`` what the records speak of
    (``validate.coverage``), where either was asked for. ``left`` is the report on that copy, for
    people to go on with; reports for machines are about the file. ``of_folder`` says that this one
    is no report on a file: it tells of what a folder holds beside those that are checked.
    """

    file: str
    standard_version: str = ""
    engine: str = ""
    limit: int = 100
    records: int = 0
    records_with_errors: int = 0
    groups: dict[tuple[str, Severity], Group] = field(default_factory=dict)
    not_run: list[NotRun] = field(default_factory=list)
    known: int | None = None
    fixes: list[Fix] | None = None
    coverage: dict[str, Any] | None = None
    left: "Report | None" = None
    of_folder: bool = False

    def add(self, finding: Finding) -> None:
        """Count ``finding`` and keep it as an example while there is room."""
        group = self._group(finding.code, finding.severity)
        group.count += finding.count
        group.count_kind(kind_of(finding), finding.count)
        if len(group.examples) < self.limit:
            group.examples.append(finding)

    def add_group(self, group: Group) -> None:
        """Count all of ``group``, and keep its examples while there is room."""
        known = self._group(group.code, group.severity)
        known.count += group.count
        for kind, number in group.kinds.items():
            known.count_kind(kind, number)
        known.examples.extend(group.examples[: self.limit - len(known.examples)])

    def _group(self, code: str, severity: Severity) -> Group:
        group = self.groups.get((code, severity))
        if group is None:
            group = self.groups[code, severity] = Group(code, severity)
        return group

    def of(self, code: str) -> list[Group]:
        """Return the groups of ``code``, worst first; none where it was not found."""
        found = (self.groups.get((code, severity)) for severity in Severity)
        return [group for group in found if group is not None]

    def codes(self) -> list[str]:
        """Return the codes that were found, each once, in the order of the alphabet."""
        return sorted({code for code, _ in self.groups})

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add every finding of ``findings``."""
        for finding in findings:
            self.add(finding)

    def count(self, severity: Severity) -> int:
        """Return how many findings there are of exactly this severity."""
        return sum(group.count for group in self.groups.values() if group.severity is severity)

    def reaches(self, threshold: Severity) -> bool:
        """Return whether any finding is as bad as ``threshold`` or worse."""
        return any(group.severity.rank <= threshold.rank for group in self.groups.values())

    def sorted_groups(self) -> list[Group]:
        """Return the groups, worst first, then the most frequent, then by code."""
        return sorted(self.groups.values(), key=lambda g: (g.severity.rank, -g.count, g.code))

    def findings(self) -> Iterator[Finding]:
        """Yield the examples that were kept, worst group first."""
        for group in self.sorted_groups():
            yield from group.examples

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON holds it (``schema/tooling/report.json``)."""
        known = {} if self.known is None else {"known": self.known}
        fixes = {} if self.fixes is None else {"fixes": [fix.to_dict() for fix in self.fixes]}
        coverage = {} if self.coverage is None else {"coverage": self.coverage}
        return {
            "file": self.file,
            "standardVersion": self.standard_version,
            "engine": self.engine,
            "records": self.records,
            "recordsWithErrors": self.records_with_errors,
            "counts": {str(severity): self.count(severity) for severity in Severity},
            "groups": [
                {
                    "code": group.code,
                    "severity": str(group.severity),
                    "count": group.count,
                    "findings": [finding.to_dict() for finding in group.examples],
                }
                for group in self.sorted_groups()
            ],
            "notRun": [
                {"code": n.code, "reason": n.reason, "records": n.records} for n in self.not_run
            ],
            **known,
            **fixes,
            **coverage,
        }

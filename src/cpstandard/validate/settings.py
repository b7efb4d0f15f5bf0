"""What the person who runs the validator may decide; the data's owner may not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.report import Report

Known = Callable[[Finding], bool]
"""Says of a finding whether it is to be left out and only counted (a baseline)."""
Told = Callable[[Finding], Finding]
"""Gives a finding in another language."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How one run is to be done.

    ``ignore`` holds codes that are left out and ``severities`` codes that are judged otherwise.
    ``engine`` is ``fast`` or ``reference``. ``limit`` caps the examples kept for each code.
    ``versions`` are the known versions of the standard, oldest first: the newest is assumed for a
    package that names none. ``extensions`` are the ids of the known extensions.
    """

    ignore: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    engine: str = "fast"
    limit: int = 100
    versions: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()

    def judge(self, finding: Finding) -> Finding | None:
        """Return ``finding`` with the severity that is wanted, or ``None`` if it is ignored."""
        if finding.code in self.ignore:
            return None
        wanted = self.severities.get(finding.code)
        return replace(finding, severity=wanted) if wanted else finding

    def report(
        self, finding: Finding, report: Report, known: Known | None, told: Told | None = None
    ) -> Finding | None:
        """Add ``finding`` to ``report`` as it is wanted; ``None`` if it is ignored or known.

        ``told`` gives it in the language of a report that has been told in that already.
        """
        kept = self.judge(finding)
        if kept is None:
            return None
        if known is not None and known(kept):
            report.known = (report.known or 0) + kept.count
            return None
        report.add(told(kept) if told else kept)
        return kept

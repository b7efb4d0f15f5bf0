"""Rows of further sheets that belong to two initiatives, for both have the same id.

Nobody can tell which of the two they are of, so each is read with all of them. What is found in
such a row is found twice then, and sources that two initiatives number alike seem to be repeated:
that two have one id is the mistake, and all that has to be said.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from cpstandard.core.finding import Finding
from cpstandard.core.phrase import phrase
from cpstandard.core.record import SourceRecord
from cpstandard.core.report import NotRun

_OF_JOINED = frozenset({"repeated-source-id", "repeated-source", "repeated-local-id"})
"""What follows from rows that were put together, and cannot be told of each initiative's own."""


class JoinedRows:
    """Tells what is found in rows of two initiatives once."""

    def __init__(self) -> None:
        """Begin with nothing told."""
        self._told: set[tuple[str, str, str]] = set()
        self._records: Counter[str] = Counter()

    def apart(
        self, source: SourceRecord, findings: Sequence[Finding]
    ) -> tuple[Sequence[Finding], Sequence[Finding]]:
        """Return what is to be told of ``findings``, and what follows from an id of two records."""
        if not source.shares_rows or not findings:
            return findings, ()
        told = [f for f in findings if f.code not in _OF_JOINED and _said(f) not in self._told]
        left_out = [f for f in findings if f.code in _OF_JOINED or _said(f) in self._told]
        # Of one record two findings may be alike, so these are remembered afterwards.
        self._told.update(map(_said, told))
        self._records.update({f.code for f in left_out} & _OF_JOINED)
        return told, left_out

    def not_run(self) -> Iterator[NotRun]:
        """Yield each check whose findings have been left out of some records."""
        reason = phrase("Other initiatives have the same ids, and so the same rows elsewhere.")
        for code, records in sorted(self._records.items()):
            yield NotRun(code, reason, records)


def _said(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.location.in_table, finding.message

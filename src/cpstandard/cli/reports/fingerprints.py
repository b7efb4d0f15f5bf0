"""Names a finding so that the next run over a changed file knows it again."""

import hashlib
import json
from collections import Counter

from cpstandard.core.finding import Finding


class Fingerprints:
    """Gives each finding of one run a name of its own.

    The name is made of what the finding is about (its code, file, record, field and value), not of
    where it stands: a row put in above changes no name. Findings that are alike in all that are
    numbered in the order in which they come.
    """

    def __init__(self) -> None:
        """Start a run."""
        self._seen: Counter[str] = Counter()

    def of(self, finding: Finding) -> str:
        """Return 64 hexadecimal digits, another for each finding of the run."""
        where = finding.location
        about = [
            finding.code,
            where.file,
            where.sheet,
            finding.record_id,
            where.pointer,
            where.heading,
            finding.value,
        ]
        return self._numbered(about)

    def of_rest(self, code: str, file: str) -> str:
        """Return the name of all findings of a code that are counted but not listed."""
        return self._numbered([code, file, "and more"])

    def _numbered(self, about: list[object]) -> str:
        text = json.dumps(about, sort_keys=True, default=str)
        self._seen[text] += 1
        return hashlib.sha256(f"{text}{self._seen[text]}".encode()).hexdigest()

"""Words that the marks in a workbook share."""

import json
from typing import Any

from cpstandard.core.finding import Finding


def counted(number: int, word: str) -> str:
    """Return a number with its word: 1 error, 2 errors."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def spelt(value: Any) -> str:
    """Return a suggestion as a person would type it; empty where there is none."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list):
        return "; ".join(spelt(part) for part in value)
    return json.dumps(value, ensure_ascii=False)


def note(finding: Finding) -> str:
    """Return the text of the note for one finding."""
    head = f"{str(finding.severity).upper()} ({finding.code})"
    suggestion = spelt(finding.suggestion)
    is_said = not suggestion or "Did you mean" in finding.message
    return f"{head}\n{finding.message}" + ("" if is_said else f"\nDid you mean “{suggestion}”?")

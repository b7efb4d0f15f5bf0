"""Words that the marks in a workbook share."""

import json
from typing import Any

from cpstandard.core.finding import Finding
from cpstandard.core.telling import is_asked, level, question


def spelt(value: Any) -> str:
    """Return a suggestion as a person would type it; empty where there is none."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list):
        return "; ".join(spelt(part) for part in value)
    return json.dumps(value, ensure_ascii=False)


def note(finding: Finding) -> str:
    """Return the text of the note for one finding."""
    head = f"{level(finding.severity).upper()} ({finding.code})"
    suggestion = spelt(finding.suggestion)
    is_said = not suggestion or is_asked(finding)
    if is_said:
        return f"{head}\n{finding.message}"
    asked = question(finding, f"“{suggestion}”")
    return f"{head}\n{finding.message}\n{asked}"

"""The sentences that every report for people shares, so that no two of them disagree."""

import json
from collections.abc import Iterator
from typing import Any

from cpstandard.cli.reports.plain import plain
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.report import Group, Report

_LONGEST_SUGGESTION = 200


def verdict(report: Report) -> str:
    """Return in one sentence whether the file can be published, and what was found."""
    of = counted(report.records, "initiative")
    words = ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note"))
    numbers = [(report.count(severity), word) for severity, word in words]
    found = [counted(number, word) for number, word in numbers if number]
    file = plain(report.file)
    if report.count(Severity.ERROR):
        return f"{file} cannot be published yet: {listed(found)} in {of}.{_known(report)}"
    if found:
        better = f"It could be better: {listed(found)} in {of}."
        return f"{file} can be published. {better}{_known(report)}"
    if report.known:
        return f"{file} has nothing new to mend in {of}.{_known(report)}"
    return f"{file} can be published: nothing to mend in {of}."


def _known(report: Report) -> str:
    if not report.known:
        return ""
    was = "was" if report.known == 1 else "were"
    return f" {counted(report.known, 'known finding')} of the baseline {was} not counted."


def suggested(finding: Finding) -> str:
    """Return what to put in place of the value, spelt out; empty where nothing fits in a line."""
    if finding.suggestion is None:
        return ""
    words = spelt(finding.suggestion)
    return words if len(words) <= _LONGEST_SUGGESTION else ""


def asked(finding: Finding) -> str:
    """Return the finding's message, with “did you mean” where it does not say so itself."""
    message, words = plain(finding.message), suggested(finding)
    if not words or "Did you mean" in message:
        return message
    return f"{message} Did you mean {words}?"


def spelt(value: Any) -> str:
    """Return a value as a person reads it: text in quotes, a list with commas."""
    if isinstance(value, list):
        return ", ".join(spelt(part) for part in value)
    return f"“{plain(value)}”" if isinstance(value, str) else plain(json.dumps(value, default=str))


def unlisted(group: Group) -> int:
    """Return how many findings of a group are counted but not among its examples."""
    return max(0, group.count - sum(finding.count for finding in group.examples))


def not_run(report: Report) -> Iterator[tuple[list[str], str, int]]:
    """Yield the codes of checks that were not run for the same reason on as many records."""
    by_reason: dict[tuple[str, int], list[str]] = {}
    for entry in report.not_run:
        by_reason.setdefault((entry.reason, entry.records), []).append(entry.code)
    for (reason, records), codes in by_reason.items():
        yield codes, reason, records


def counted(number: int, word: str) -> str:
    """Return a number with its noun in the singular or plural."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def listed(parts: list[str]) -> str:
    """Return at least one part as an enumeration: ``a, b and c``."""
    return " and ".join(", ".join(parts).rsplit(", ", 1)) if len(parts) > 1 else parts[0]

"""Tells what was found in another language: its sentences change, its codes and values do not."""

from collections.abc import Callable
from dataclasses import replace

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.phrase import ENGLISH, Words, english, phrase, say, spoken
from cpstandard.core.report import Report

_LEVELS = {
    Severity.ERROR: phrase("error"),
    Severity.WARNING: phrase("warning"),
    Severity.INFO: phrase("info"),
}


def level(severity: Severity) -> str:
    """Return how bad a finding is, as one word."""
    return str(spoken(_LEVELS[severity]))


def is_asked(finding: Finding) -> bool:
    """Return whether nobody is to be asked “did you mean”, in whatever language.

    The message asks it already, or says what was read: nothing is to be done.
    """
    return finding.code == "read-as" or "Did you mean" in english(finding.message)


def question(finding: Finding, suggestion: str) -> str:
    """Return in words what to put in place of a value, or where there is none."""
    if finding.code == "missing-field":
        return say("You could write {suggestion}.", suggestion=suggestion)
    return say("Did you mean {suggestion}?", suggestion=suggestion)


def teller(words: Words) -> Callable[[Finding], Finding]:
    """Return what tells a finding in the language of ``words``."""

    def told(finding: Finding) -> Finding:
        message, parameters = words.of(finding.message), words.values(finding.parameters)
        return replace(finding, message=message, parameters=parameters)

    return told


def tell(report: Report, words: Words) -> None:
    """Put what is kept of ``report`` into the language of ``words``."""
    if words is ENGLISH:
        return
    told = teller(words)
    for group in report.groups.values():
        group.examples[:] = map(told, group.examples)
    report.not_run[:] = [replace(each, reason=words.of(each.reason)) for each in report.not_run]

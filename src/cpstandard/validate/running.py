"""Runs checks: each alone, so that one that breaks down never stops the others."""

from collections.abc import Iterable
from typing import Any

from cpstandard.core.check import Check, CheckContext, Problem
from cpstandard.core.finding import Finding
from cpstandard.core.location import Locator, split_pointer, value_at
from cpstandard.core.phrase import phrase_of
from cpstandard.validate.codes import CODES
from cpstandard.validate.shown import shown, shown_text

Outcome = tuple[Check, Problem | Exception]


def run(checks: Iterable[Check], data: Any, context: CheckContext) -> list[Outcome]:
    """Return every problem in ``data`` with the check that saw it.

    A check that raises gives its exception, once, and no more problems.
    """
    found: list[Outcome] = []
    for check in checks:
        # The function is called straight: every record passes through here.
        try:
            for problem in check.function(data, context):
                found.append((check, problem))  # noqa: PERF401 - what came before a raise counts
        except Exception as error:  # noqa: BLE001 - whatever a check raises, the others go on
            found.append((check, error))
    return found


def finding_of(
    check: Check, outcome: Problem | Exception, data: Any, locate: Locator, record_id: str | None
) -> Finding:
    """Return what a check yielded (or raised) over ``data`` as a finding."""
    if isinstance(outcome, Exception):
        return _failure(check, outcome, locate, record_id)
    words = {name: shown_text(value) for name, value in outcome.values.items()}
    value = (
        outcome.value
        if outcome.value is not None
        else value_at(data, split_pointer(outcome.pointer))
    )
    return Finding(
        check.code,
        check.severity,
        phrase_of(check.message, words),
        locate(outcome.pointer).at(outcome.pointer),
        record_id,
        shown(value),
        outcome.suggestion,
        words,
    )


def _failure(check: Check, error: Exception, locate: Locator, record_id: str | None) -> Finding:
    entry = CODES["check-failed"]
    words = {"check": check.code, "error": type(error).__name__}
    return Finding(
        entry.code,
        entry.severity,
        phrase_of(entry.message, words),
        locate(""),
        record_id,
        parameters=words,
    )

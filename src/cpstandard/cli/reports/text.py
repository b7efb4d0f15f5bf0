"""The report in words, for somebody who has to mend the file before going home."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

import click

from cpstandard.cli.reports.plain import plain
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.report import Group, Report

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_MOST_SENTENCES = 5
_MOST_PLACES = 4
_LONGEST_SUGGESTION = 200


def render(reports: Sequence[Report], sentences: int = _MOST_SENTENCES) -> str:
    """Return the reports as text, with colours; at most so many ``sentences`` for each code."""
    return "\n".join("".join(f"{line}\n" for line in _report(r, sentences)) for r in reports)


def _report(report: Report, sentences: int) -> Iterator[str]:
    yield _verdict(report)
    for group in report.sorted_groups():
        yield ""
        yield from _group(group, sentences)
    yield from _not_run(report)
    yield from _next_step(report)


def _verdict(report: Report) -> str:
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    notes = report.count(Severity.INFO)
    of = _count(report.records, "initiative")
    found = [
        _count(number, word)
        for number, word in ((errors, "error"), (warnings, "warning"), (notes, "note"))
        if number
    ]
    file = plain(report.file)
    if errors:
        words = f"{file} cannot be published yet: {_and(found)} in {of}."
        return click.style(words, fg="red", bold=True)
    if found:
        words = f"{file} can be published. It could be better: {_and(found)} in {of}."
        return click.style(words, fg="yellow", bold=True)
    return click.style(f"{file} can be published: nothing to mend in {of}.", fg="green", bold=True)


def _group(group: Group, sentences: int) -> Iterator[str]:
    times = f" ({group.count:,} times)" if group.count > 1 else ""
    head = click.style(f"{group.severity!s:<8}", fg=_COLOURS[group.severity], bold=True)
    yield f"{head}{click.style(group.code, bold=True)}{times}"
    # The same sentence in many places is one thing to mend.
    by_message = sorted(group.examples, key=attrgetter("message"))
    order = {f.message: n for n, f in reversed(list(enumerate(group.examples)))}
    same = [list(found) for _, found in groupby(by_message, attrgetter("message"))]
    same.sort(key=lambda found: order[found[0].message])
    for found in same[:sentences]:
        yield f"  {plain(found[0].message)}"
        yield from _suggestion(found)
        yield f"    {_places(found)}"
    shown = sum(finding.count for found in same[:sentences] for finding in found)
    if group.count > shown:
        yield f"  … and {group.count - shown:,} more"


def _places(found: list[Finding]) -> str:
    places = list(dict.fromkeys(plain(str(finding.location)) for finding in found))
    shown = ", ".join(places[:_MOST_PLACES])
    more = len(places) - _MOST_PLACES
    return f"{shown} … and {more:,} more" if more > 0 else shown


def _suggestion(found: list[Finding]) -> Iterator[str]:
    wanted = {_spelt(finding.suggestion) for finding in found if finding.suggestion is not None}
    if len(wanted) != 1 or "Did you mean" in found[0].message:
        return
    words = wanted.pop()
    if len(words) <= _LONGEST_SUGGESTION:
        yield click.style(f"    Did you mean {words}?", fg="cyan")


def _spelt(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_spelt(part) for part in value)
    return f"“{plain(value)}”" if isinstance(value, str) else json.dumps(value)


def _not_run(report: Report) -> Iterator[str]:
    by_reason: dict[tuple[str, int], list[str]] = {}
    for entry in report.not_run:
        by_reason.setdefault((entry.reason, entry.records), []).append(entry.code)
    for (reason, records), codes in by_reason.items():
        yield ""
        names = codes[0] if len(codes) == 1 else f"{len(codes)} checks"
        on = f" on {_count(records, 'initiative')}" if records else ""
        yield f"Not run{on}: {names}. {reason}"


def _next_step(report: Report) -> Iterator[str]:
    groups = report.sorted_groups()
    if groups:
        yield ""
        yield f"To learn what a line means:  cpstandard validate --explain {groups[0].code}"
        if groups[0].severity is Severity.ERROR:
            yield "Next: mend the errors from the top, save the file, and run this again."


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _and(parts: list[str]) -> str:
    return " and ".join(", ".join(parts).rsplit(", ", 1)) if len(parts) > 1 else parts[0]

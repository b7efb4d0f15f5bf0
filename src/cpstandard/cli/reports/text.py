"""The report in words, for somebody who has to mend the file before going home."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

import click

from cpstandard.cli.reports.extras_text import extras
from cpstandard.cli.reports.plain import plain
from cpstandard.cli.reports.wording import counted, not_run, suggested, verdict
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.report import Group, Report

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_MOST_SENTENCES = 5
_MOST_PLACES = 4


def render(reports: Sequence[Report], sentences: int = _MOST_SENTENCES) -> str:
    """Return the reports as text, with colours; at most so many ``sentences`` for each code."""
    return "\n".join("".join(f"{line}\n" for line in _report(r, sentences)) for r in reports)


def _report(report: Report, sentences: int) -> Iterator[str]:
    yield _verdict(report)
    for group in report.sorted_groups():
        yield ""
        yield from _group(group, sentences)
    yield from _not_run(report)
    yield from extras(report)
    yield from _next_step(report)


def _verdict(report: Report) -> str:
    milder = "yellow" if report.groups else "green"
    colour = "red" if report.count(Severity.ERROR) else milder
    return click.style(verdict(report), fg=colour, bold=True)


def _group(group: Group, sentences: int) -> Iterator[str]:
    times = f" ({group.count:,} times)" if group.count > 1 else ""
    head = click.style(f"{group.severity!s:<8}", fg=_COLOURS[group.severity], bold=True)
    yield f"{head}{click.style(plain(group.code), bold=True)}{times}"
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
    wanted = {suggested(finding) for finding in found if finding.suggestion is not None}
    if len(wanted) != 1 or "Did you mean" in found[0].message:
        return
    if words := wanted.pop():
        yield click.style(f"    Did you mean {words}?", fg="cyan")


def _not_run(report: Report) -> Iterator[str]:
    for codes, reason, records in not_run(report):
        yield ""
        names = plain(codes[0]) if len(codes) == 1 else f"{len(codes)} checks"
        on = f" on {counted(records, 'initiative')}" if records else ""
        yield f"Not run{on}: {names}. {plain(reason)}"


def _next_step(report: Report) -> Iterator[str]:
    groups = report.sorted_groups()
    if groups:
        yield ""
        yield f"To learn what a line means:  cpstandard validate --explain {plain(groups[0].code)}"
        if groups[0].severity is Severity.ERROR:
            yield "Next: mend the errors from the top, save the file, and run this again."

"""The report in words, for somebody who has to mend the file before going home."""

from collections.abc import Iterator, Sequence

import click

from cpstandard.cli.reports.extras_text import extras
from cpstandard.cli.reports.plain import plain
from cpstandard.cli.reports.wording import (
    corrected,
    more,
    not_run_in_full,
    not_run_lines,
    suggested,
    times,
    verdict,
)
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.phrase import ENGLISH, say, words_spoken
from cpstandard.core.report import Group, Report
from cpstandard.core.telling import is_asked, level, question

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_MOST_SENTENCES = 5
_MOST_PLACES = 4


def render(
    reports: Sequence[Report], sentences: int | None = None, *, verbose: bool = False
) -> str:
    """Return the reports as text, with colours; at most so many ``sentences`` for each code.

    ``verbose``: with each check that was not run.
    """
    most = sentences or _MOST_SENTENCES
    return "\n".join(
        "".join(f"{line}\n" for line in _report(r, most, verbose=verbose)) for r in reports
    )


def _report(report: Report, sentences: int, *, verbose: bool) -> Iterator[str]:
    # Who has a corrected copy goes on with that, so what is listed is what is left in it.
    left = report.left or report
    yield _head(left, corrected(report, left) if report.left else verdict(report))
    for group in left.sorted_groups():
        yield ""
        yield from _group(group, sentences)
    yield from _not_run(left, verbose=verbose)
    yield from extras(report)
    yield from _next_step(left, is_copy=report.left is not None)


def _head(report: Report, sentence: str) -> str:
    milder = "yellow" if report.groups else "green"
    colour = "red" if report.count(Severity.ERROR) else milder
    return click.style(sentence, fg=colour, bold=True)


def _group(group: Group, sentences: int) -> Iterator[str]:
    head = click.style(f"{level(group.severity):<8}", fg=_COLOURS[group.severity], bold=True)
    yield f"{head}{click.style(plain(group.code), bold=True)}{times(group)}"
    # The same sentence in many places is one thing to mend.
    by_sentence: dict[tuple[str, str], list[Finding]] = {}
    for finding in group.examples:
        by_sentence.setdefault(_sentence(finding), []).append(finding)
    same = list(by_sentence.values())
    for found in same[:sentences]:
        yield f"  {plain(found[0].message)}"
        yield from _suggestion(found)
        yield f"    {_places(found)}"
    shown = sum(finding.count for found in same[:sentences] for finding in found)
    if group.count > shown:
        yield f"  {more(group.count - shown)}"


def _sentence(finding: Finding) -> tuple[str, str]:
    """Return what is said of a finding; of what is missing, each has something else to write."""
    missing = finding.code == "missing-field"
    return finding.message, suggested(finding) if missing else ""


def _places(found: list[Finding]) -> str:
    places = list(dict.fromkeys(plain(str(finding.location)) for finding in found))
    shown = ", ".join(places[:_MOST_PLACES])
    left = len(places) - _MOST_PLACES
    return f"{shown} {more(left)}" if left > 0 else shown


def _suggestion(found: list[Finding]) -> Iterator[str]:
    wanted = {suggested(finding) for finding in found if finding.suggestion is not None}
    if len(wanted) != 1 or is_asked(found[0]):
        return
    if words := wanted.pop():
        yield click.style("    " + question(found[0], words), fg="cyan")


def _not_run(report: Report, *, verbose: bool) -> Iterator[str]:
    if not report.not_run:
        return
    if verbose:
        yield ""
        yield from not_run_in_full(report)
        return
    for line in not_run_lines(report):
        yield ""
        yield f"{line} {say('To see which: -v')}"


def _next_step(report: Report, *, is_copy: bool) -> Iterator[str]:
    groups = report.sorted_groups()
    if groups:
        yield ""
        asked = f"cpstandard validate --explain {plain(groups[0].code)}"
        spoken = "" if words_spoken() is ENGLISH else f" --language {words_spoken().language}"
        yield say("To learn what a line means:") + f"  {asked}{spoken}"
        if groups[0].severity is not Severity.ERROR:
            return
        if is_copy:
            yield say(
                "Next: mend the errors in {file} from the top, save it, and check {file}.",
                file=plain(report.file),
            )
        else:
            yield say("Next: mend the errors from the top, save the file, and run this again.")

"""The report in words, for somebody who has to mend the file before going home."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from cpstandard.cli.reports.extras_text import extras
from cpstandard.cli.reports.plain import plain
from cpstandard.cli.reports.wording import (
    Alike,
    alike,
    corrected,
    more_of_others,
    not_run_in_full,
    not_run_lines,
    suggested,
    times,
    verdict,
)
from cpstandard.core.finding import Severity
from cpstandard.core.phrase import ENGLISH, say, words_spoken
from cpstandard.core.report import Group, Report
from cpstandard.core.telling import is_asked, level, question

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_MOST_SENTENCES = 5
_MOST_PLACES = 4


class _Most(NamedTuple):
    """How many sentences of a code are shown, and how many places with each."""

    sentences: int
    places: int


def render(reports: Sequence[Report], limit: int | None = None, *, verbose: bool = False) -> str:
    """Return the reports as text, with colours.

    ``limit`` is how many sentences are shown of each code, and how many places with each.

    ``verbose``: with each check that was not run.
    """
    most = _Most(limit or _MOST_SENTENCES, limit or _MOST_PLACES)
    return "\n".join(
        "".join(f"{line}\n" for line in _report(r, most, verbose=verbose)) for r in reports
    )


def _report(report: Report, most: _Most, *, verbose: bool) -> Iterator[str]:
    # Who has a corrected copy goes on with that, so what is listed is what is left in it.
    left = report.left or report
    yield _head(left, corrected(report, left) if report.left else verdict(report))
    for group in left.sorted_groups():
        yield ""
        yield from _group(group, most)
    yield from _not_run(left, verbose=verbose)
    yield from extras(report)
    yield from _all_of_it(left, most)
    yield from _next_step(left, is_copy=report.left is not None)


def _head(report: Report, sentence: str) -> str:
    milder = "yellow" if report.groups else "green"
    colour = "red" if report.count(Severity.ERROR) else milder
    return click.style(sentence, fg=colour, bold=True)


def _group(group: Group, most: _Most) -> Iterator[str]:
    head = click.style(f"{level(group.severity):<8}", fg=_COLOURS[group.severity], bold=True)
    yield f"{head}{click.style(plain(group.code), bold=True)}{times(group)}"
    # What is mended in the same way in many places is one thing to mend.
    shown = alike(group)[: most.sentences]
    for each in shown:
        yield f"  {plain(each.found[0].message)}"
        yield from _suggestion(each)
        yield f"    {each.places(most.places)}"
    if left := _left(group, shown):
        yield f"  {more_of_others(left)}"


def _left(group: Group, shown: Sequence[Alike]) -> int:
    """Return how many findings are said in none of the sentences shown."""
    return group.count - sum(each.number for each in shown)


def _suggestion(alike: Alike) -> Iterator[str]:
    first = alike.found[0]
    advice = alike.advice
    wanted = {suggested(finding) for finding in alike.found if finding.suggestion is not None}
    if (len(wanted) != 1 and not advice) or is_asked(first):
        return
    if words := suggested(first) if advice else wanted.pop():
        yield click.style(f"    {question(first, words)} {advice}".rstrip(), fg="cyan")


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


def _all_of_it(report: Report, most: _Most) -> Iterator[str]:
    """Yield how to see what is not listed, which is to be mended as well."""
    cut = [
        g.count
        for g in report.groups.values()
        if g.severity is not Severity.INFO and _is_cut(g, most)
    ]
    if not cut:
        return
    yield ""
    yield say("Not all is listed. For all of it: {option}", option=f"--limit {max(cut)}")
    if any(finding.location.in_table for finding in report.findings()):
        yield say("To have each cell marked in a copy: {option}", option="--annotate marked.xlsx")


def _is_cut(group: Group, most: _Most) -> bool:
    shown = alike(group)[: most.sentences]
    return _left(group, shown) > 0 or any(each.more_than(most.places) for each in shown)


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

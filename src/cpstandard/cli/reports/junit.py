"""The report as JUnit XML, which continuous integration shows as tests.

A file is a test suite. A code is a test case: it fails where a finding of it is an error, is
skipped where its check could not be run, and else passes: what is milder than an error stands in
its output.
"""

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from cpstandard.cli.reports.plain import plain
from cpstandard.cli.reports.wording import asked, not_run_in_words, unlisted, verdict
from cpstandard.core.finding import Severity
from cpstandard.core.phrase import counted, say
from cpstandard.core.report import Group, NotRun, Report
from cpstandard.core.telling import level
from cpstandard.validate.codes import CodeEntry

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
Case = tuple[str, str]
"""``failure``, ``skipped`` or ``passed``, and the test case as XML."""


def render(reports: Sequence[Report], codes: Mapping[str, CodeEntry]) -> str:
    """Return the reports as XML; ``codes`` are those that could have been found."""
    every = [list(_cases(report, codes)) for report in reports]
    whole = [case for cases in every for case in cases]
    numbers = f'tests="{len(whole)}" failures="{_number(whole, "failure")}" errors="0"'
    suites = "".join(_suite(report, cases) for report, cases in zip(reports, every, strict=True))
    return f'{_HEAD}<testsuites name="cpstandard" {numbers}>\n{suites}</testsuites>\n'


def _suite(report: Report, cases: Sequence[Case]) -> str:
    name = quoteattr(plain(report.file))
    numbers = f'tests="{len(cases)}" failures="{_number(cases, "failure")}" errors="0"'
    head = f'<testsuite name={name} {numbers} skipped="{_number(cases, "skipped")}">\n'
    body = "".join(xml for _, xml in cases)
    return f"{head}{body}<system-out>{escape(verdict(report))}</system-out>\n</testsuite>\n"


def _cases(report: Report, codes: Mapping[str, CodeEntry]) -> Iterator[Case]:
    missed: dict[str, NotRun] = {entry.code: entry for entry in report.not_run}
    possible = () if report.of_folder else codes  # of what is not read nothing else is asked
    for code in sorted({*possible, *report.codes(), *missed}):
        scope = codes[code].scope if code in codes else "other"
        outcome, body = _outcome(report.of(code), missed.get(code))
        name = f"classname={quoteattr(f'cpstandard.{scope}')} name={quoteattr(plain(code))}"
        yield outcome, f"<testcase {name}>{body}</testcase>\n"


def _outcome(groups: Sequence[Group], missed: NotRun | None) -> Case:
    """Return the case of a code; ``groups`` are its findings, the worst first."""
    found = "\n".join(line for group in groups for line in _lines(group))
    if groups and groups[0].severity is Severity.ERROR:
        message = quoteattr(_summary(groups[0]))
        kind = quoteattr(plain(groups[0].code))
        return "failure", f"<failure type={kind} message={message}>{escape(found)}</failure>"
    output = f"<system-out>{escape(found)}</system-out>" if found else ""
    if missed:
        reason = quoteattr(plain(not_run_in_words([missed.code], missed.reason, missed.records)))
        return "skipped", f"<skipped message={reason}/>{output}"
    return "passed", output


def _summary(group: Group) -> str:
    first = asked(group.examples[0]) if group.examples else plain(group.code)
    if group.count == 1:
        return first
    times = counted(group.count, "{count} time", "{count} times")
    return say("{times}, first: {first}", times=times, first=first)


def _lines(group: Group) -> Iterator[str]:
    for finding in group.examples:
        yield f"{level(finding.severity)}: {plain(str(finding.location))}: {asked(finding)}"
    if more := unlisted(group):
        yield say("… and {number:,} more", number=more)


def _number(cases: Sequence[Case], outcome: str) -> int:
    return sum(found == outcome for found, _ in cases)

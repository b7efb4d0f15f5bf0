"""The report as workflow commands, which GitHub shows beside the lines of a pull request."""

from collections.abc import Iterator, Sequence

from cpstandard.cli.reports.plain import plain
from cpstandard.cli.reports.wording import alike
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.phrase import say
from cpstandard.core.report import Group, Report
from cpstandard.core.telling import is_asked, question

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# The percent sign first, for the others are written with it.
_IN_MESSAGES = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_IN_PROPERTIES = (*_IN_MESSAGES, (":", "%3A"), (",", "%2C"))


def render(reports: Sequence[Report], _codes: object = None) -> str:
    """Return one line for each finding that was kept, worst first.

    GitHub shows ten errors of a step and ten warnings, so those that are mended in the same way as
    one before them come last.
    """
    return "".join(f"{line}\n" for report in reports for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    for severity in Severity:
        groups = [group for group in report.sorted_groups() if group.severity is severity]
        kinds = [each for group in groups for each in alike(group)]
        yield from (_line(each.found[0]) for each in kinds)
        yield from (_line(finding) for each in kinds for finding in each.found[1:])
        yield from _unlisted(report, groups)


def _unlisted(report: Report, groups: Sequence[Group]) -> Iterator[str]:
    for group in groups:
        more = group.count - sum(finding.count for finding in group.examples)
        if more > 0:
            file, code = (
                _escape(plain(text), _IN_PROPERTIES) for text in (report.file, group.code)
            )
            where = f"file={file},title={code}"
            rest = say("… and {number:,} more", number=more)
            yield f"::{_COMMANDS[group.severity]} {where}::{rest}"


def _line(finding: Finding) -> str:
    where = finding.location
    in_sheet = where.in_table
    properties = {
        "file": where.file,
        "line": where.text_line,
        "col": where.column if where.line else None,
        "title": finding.code,
    }
    named = ",".join(
        f"{name}={_escape(plain(str(value)), _IN_PROPERTIES)}"
        for name, value in properties.items()
        if value not in (None, "")
    )
    message = f"{in_sheet}: {finding.message}" if in_sheet else finding.message
    if isinstance(finding.suggestion, str) and not is_asked(finding):
        message += " " + question(finding, f"“{finding.suggestion}”")
    return f"::{_COMMANDS[finding.severity]} {named}::{_escape(plain(message), _IN_MESSAGES)}"


def _escape(text: str, table: tuple[tuple[str, str], ...]) -> str:
    for sign, written in table:
        text = text.replace(sign, written)
    return text

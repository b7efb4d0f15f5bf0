"""The report as Markdown, for a comment on a pull request or the summary of a job.

What strangers wrote cannot mention a person, close an issue, show a picture or make a link. The
whole is shorter than the longest comment that services take.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from cpstandard.cli.reports.plain import plain
from cpstandard.cli.reports.wording import (
    Alike,
    alike,
    asked,
    more_of_others,
    not_run_lines,
    times,
    verdict,
)
from cpstandard.core.finding import Severity
from cpstandard.core.phrase import counted, say
from cpstandard.core.report import Group, Report
from cpstandard.core.telling import level
from cpstandard.validate.codes import CodeEntry

_SIGNS = {Severity.ERROR: "❌ ", Severity.WARNING: "⚠️ ", Severity.INFO: ""}
_LONGEST = 60_000  # characters; GitHub takes 65,536
_LONGEST_MESSAGE = 400
_MOST_EXAMPLES = 5
_MOST_PLACES = 4
_MOST_CODES = 10
# A zero-width space after these keeps a service from seeing a person, an issue, an address or the
# name of an emoji.
_APART = re.compile(
    r"(@|#|GH-|www\.|:(?=//)|mailto:|xmpp:|:(?=[a-z+-][\w+-]*:)|:(?=100:|1234:))", re.IGNORECASE
)
_SPECIAL = re.compile(r"[\\`*_\[\]|~#^]")


def render(reports: Sequence[Report], codes: Mapping[str, CodeEntry]) -> str:
    """Return the reports as GitHub Flavored Markdown; ``codes`` say how to mend."""
    whole = ""
    for number, report in enumerate(reports):
        part = _report(report, codes)
        if len(whole) + len(part) > _LONGEST:
            part = f"{_verdict(report)}\n\n"
        if len(whole) + len(part) > _LONGEST:
            left = counted(len(reports) - number, "{count} more file", "{count} more files")
            return f"{whole.rstrip()}\n\n{say('… and {left}.', left=left)}\n"
        whole += part
    return f"{whole.rstrip()}\n"


def _report(report: Report, codes: Mapping[str, CodeEntry]) -> str:
    groups = report.sorted_groups()
    parts = [_verdict(report), _table(groups)] if groups else [_verdict(report)]
    length = sum(map(len, parts))
    for number, group in enumerate(groups):
        part = _group(group, codes.get(group.code))
        length += len(part)
        if number == _MOST_CODES or length > _LONGEST // 2:
            left = counted(len(groups) - number, "{count} more code", "{count} more codes")
            parts.append(say("… and {left} without examples.", left=left))
            break
        parts.append(part)
    return "\n\n".join([*parts, *_missed(report)]) + "\n\n"


def _verdict(report: Report) -> str:
    return f"### {escaped(verdict(report))}"


def _table(groups: Sequence[Group]) -> str:
    rows = [
        f"| {_SIGNS[g.severity]}{level(g.severity)} | {escaped(g.code)} | {g.count:,} |"
        for g in groups
    ]
    return "\n".join([f"| | {say('what')} | {say('how often')} |", "| --- | --- | ---: |", *rows])


def _group(group: Group, entry: CodeEntry | None) -> str:
    lines = [f"{_bold(group.code)}{times(group)}", ""]
    shown = alike(group)[:_MOST_EXAMPLES]
    lines += map(_alike, shown)
    if left := group.count - sum(each.number for each in shown):
        lines.append(f"- {more_of_others(left)}")
    if entry:
        lines += ["", f"{say('To mend it:')} {escaped(entry.mend)}"]
    return "\n".join(lines)


def _alike(alike: Alike) -> str:
    said = f"{asked(alike.found[0])} {alike.advice}".rstrip()
    return f"- {_bold(alike.places(_MOST_PLACES))} — {escaped(said)}"


def _missed(report: Report) -> Iterator[str]:
    return map(escaped, not_run_lines(report))


def _bold(text: str) -> str:
    # Asterisks around nothing would be a line across the page.
    return f"**{escaped(text) or '?'}**"


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is, on one line and at a bearable length."""
    text = plain(text).strip()
    if len(text) > _LONGEST_MESSAGE:
        text = f"{text[:_LONGEST_MESSAGE]}…"
    text = _APART.sub("\\1\u200b", text)
    text = _SPECIAL.sub(lambda sign: f"\\{sign[0]}", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # GitHub would begin a formula at a bare dollar.
    return text.replace("$", "<span>$</span>")

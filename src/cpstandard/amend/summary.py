"""The sheet of findings that an annotated workbook gets behind its own sheets."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cpstandard.amend.book import MAIN
from cpstandard.amend.splice import plain, quoted
from cpstandard.amend.wording import spelt
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.phrase import counted, phrase, say, spoken
from cpstandard.core.report import Group, Report
from cpstandard.core.telling import level

_ADVICE = phrase("This is a copy: mend your own workbook, and check that again.")
_HEADINGS = (
    phrase("Severity"),
    phrase("Code"),
    phrase("Where"),
    phrase("Heading"),
    phrase("What is wrong"),
    phrase("Suggestion"),
    phrase("Initiative"),
)
_WIDTHS = (11, 24, 22, 24, 70, 30, 24)


class Looks(NamedTuple):
    """The numbers of the looks that the sheet uses."""

    title: int
    plain: int
    bold: int
    link: int
    grounds: Mapping[Severity, int]


class _Rows:
    def __init__(self, looks: Looks) -> None:
        self.looks = looks
        self.rows: list[bytes] = []
        self.links: list[bytes] = []

    def add(self, cells: tuple[str, ...], looks: tuple[int, ...]) -> None:
        number = len(self.rows) + 1
        found = (
            b'<c r="%s%d" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>'
            % (b"ABCDEFG"[n : n + 1], number, look, plain(text))
            for n, (text, look) in enumerate(zip(cells, looks, strict=True))
            if text
        )
        self.rows.append(b'<row r="%d">%s</row>' % (number, b"".join(found)))

    def link(self, target: str) -> None:
        """Lead from the third cell of the last row to ``target``."""
        line = b'<hyperlink ref="C%d" location="%s"/>' % (len(self.rows), quoted(target))
        self.links.append(line)


def summary_sheet(report: Report, targets: Mapping[int, str], looks: Looks) -> bytes:
    """Return the worksheet; ``targets`` leads from a finding's ``id()`` to its cell."""
    rows = _Rows(looks)
    bold = (looks.bold,)
    rows.add((say("What cpstandard found in {file}", file=report.file),), (looks.title,))
    rows.add((_counts(report),), (looks.title,))
    rows.add((spoken(_ADVICE),), (looks.title,))
    rows.add(tuple(map(spoken, _HEADINGS)), bold * len(_HEADINGS))
    for group in report.sorted_groups():
        for finding in group.examples:
            _add_finding(rows, finding, targets.get(id(finding), ""))
        for line in _more(group):
            rows.add((level(group.severity), group.code, "", "", line), (looks.plain,) * 5)
    return _sheet(rows)


def _counts(report: Report) -> str:
    errors, warnings, notes = map(report.count, Severity)
    return say(
        "{errors}, {warnings}, {notes} in {records}.",
        errors=counted(errors, "{count} error", "{count} errors"),
        warnings=counted(warnings, "{count} warning", "{count} warnings"),
        notes=counted(notes, "{count} note", "{count} notes"),
        records=counted(report.records, "{count} initiative", "{count} initiatives"),
    )


def _add_finding(rows: _Rows, finding: Finding, target: str) -> None:
    where = finding.location
    looks = rows.looks
    cells = (
        level(finding.severity),
        finding.code,
        where.in_table,
        where.heading or "",
        finding.message,
        spelt(finding.suggestion),
        finding.record_id or "",
    )
    link = looks.link if target else looks.plain
    rest = (looks.plain,) * 4
    rows.add(cells, (looks.grounds[finding.severity], looks.plain, link, *rest))
    if target:
        rows.link(target)


def _more(group: Group) -> Iterator[str]:
    left = group.count - sum(finding.count for finding in group.examples)
    if left > 0:
        yield say(
            "… and {number:,} more, which are not marked: mend these and check again.", number=left
        )


def _sheet(rows: _Rows) -> bytes:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(_WIDTHS, start=1)
    )
    links = b"<hyperlinks>%s</hyperlinks>" % b"".join(rows.links) if rows.links else b""
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="%s">'
        b'<sheetViews><sheetView workbookViewId="0"><pane ySplit="4" topLeftCell="A5" '
        b'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        b"<cols>%s</cols><sheetData>%s</sheetData>%s</worksheet>"
        % (MAIN.encode(), widths.encode(), b"".join(rows.rows), links)
    )

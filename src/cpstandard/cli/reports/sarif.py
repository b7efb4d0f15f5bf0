"""The report as SARIF 2.1.0, which code scanning services and editors read.

All files are one run, for services take no second run of the same tool. The sum of the results'
``occurrenceCount`` is the exact number of findings, whatever the cap of the list.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from cpstandard.cli.reports.fingerprints import Fingerprints
from cpstandard.cli.reports.paths import uri_of
from cpstandard.cli.reports.plain import plain
from cpstandard.cli.reports.wording import asked, not_run_in_words, spelt, unlisted
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location, split_pointer
from cpstandard.core.phrase import say
from cpstandard.core.report import Group, Report
from cpstandard.validate.codes import CodeEntry

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}
MOST_RESULTS = 25_000
"""Results of one run; GitHub refuses a file that has more."""

Object = dict[str, Any]


def render(reports: Sequence[Report], codes: Mapping[str, CodeEntry]) -> str:
    """Return the reports as one SARIF log; ``codes`` documents the rules."""
    named = {plain(code) for report in reports for code in report.codes()}
    named |= {plain(entry.code) for report in reports for entry in report.not_run}
    numbers = {code: number for number, code in enumerate(sorted(named))}
    driver = {
        "name": "cpstandard",
        "version": version("cpstandard"),
        "rules": [_rule(code, codes.get(code)) for code in numbers],
    }
    results = list(_results(_fitting(reports), numbers))
    notices = [notice for report in reports for notice in _not_run(report, numbers)]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notices}],
        "artifacts": _artifacts(reports, results),
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str, entry: CodeEntry | None) -> Object:
    if entry is None:
        return {"id": code}
    why, mend = say("Why it matters."), say("How to mend it.")
    help_text = f"{why} {entry.why}\n\n{mend} {entry.mend}"
    help_markdown = f"**{why}** {entry.why}\n\n**{mend}** {entry.mend}"
    return {
        "id": code,
        "shortDescription": {"text": _braced(entry.what.split(". ")[0].rstrip(".") + ".")},
        "fullDescription": {"text": _braced(entry.what)},
        "help": {"text": _braced(help_text), "markdown": _braced(help_markdown)},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
        "properties": {
            "tags": [entry.scope],
            "precision": "very-high",
            "problem.severity": _PROBLEMS[entry.severity],
        },
    }


def _fitting(reports: Sequence[Report]) -> Sequence[Report]:
    """Return the reports with so few findings listed, each code alike, that GitHub takes them."""
    groups = [group for report in reports for group in report.groups.values()]
    if sum(len(group.examples) + 1 for group in groups) <= MOST_RESULTS:
        return reports
    each = max(MOST_RESULTS // len(groups) - 1, 0)
    return [
        replace(
            report,
            groups={
                key: replace(group, examples=group.examples[:each])
                for key, group in report.groups.items()
            },
        )
        for report in reports
    ]


def _results(reports: Sequence[Report], numbers: Mapping[str, int]) -> Iterator[Object]:
    names = Fingerprints()
    for report in reports:
        for group in report.sorted_groups():
            code = plain(group.code)
            about = {"ruleId": code, "ruleIndex": numbers[code]}
            for finding in group.examples:
                yield {**about, **_result(finding, report.file, names.of(finding))}
            if unlisted(group):
                yield {**about, **_rest(group, report.file, names)}


def _result(finding: Finding, file: str, fingerprint: str) -> Object:
    properties = {}
    if finding.record_id:
        properties["recordId"] = plain(finding.record_id)
    if finding.suggestion is not None:
        properties["suggestion"] = spelt(finding.suggestion)
    return {
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(asked(finding))},
        "locations": [_location(finding.location, file)],
        "occurrenceCount": finding.count,
        "partialFingerprints": {"cpstandard/v1": fingerprint},
        **({"properties": properties} if properties else {}),
    }


def _rest(group: Group, file: str, names: Fingerprints) -> Object:
    return {
        "level": _LEVELS[group.severity],
        "message": {"text": say("… and {number:,} more", number=unlisted(group))},
        "locations": [_location(Location(file), file)],
        "occurrenceCount": unlisted(group),
        "partialFingerprints": {"cpstandard/v1": names.of_rest(group.code, file)},
    }


def _location(where: Location, file: str) -> Object:
    # GitHub wants a line of every result; a cell of a workbook has none, and is named as well.
    region = {"startLine": where.text_line or 1}
    if where.line and where.column:
        region["startColumn"] = where.column
    physical: Object = {
        "artifactLocation": {"uri": uri_of(where.file or file)},
        "region": region,
    }
    logical = _logical(where)
    found: Object = {"physicalLocation": physical}
    return {**found, "logicalLocations": [logical]} if logical else found


def _logical(where: Location) -> Object | None:
    """Return the cell, row or sheet of a table, else the field of a record."""
    named = plain(where.in_table)
    if named:
        kind = "cell" if where.cell else "row" if where.row else "sheet"
        return {
            "name": plain(where.spot or where.sheet or ""),
            "fullyQualifiedName": named,
            "kind": kind,
        }
    if where.pointer:
        name = plain((split_pointer(where.pointer) or [where.pointer])[-1])
        return {"name": name, "fullyQualifiedName": plain(where.pointer), "kind": "value"}
    return None


def _artifacts(reports: Sequence[Report], results: Sequence[Object]) -> list[Object]:
    uris = {uri_of(report.file) for report in reports}
    uris |= {
        location["physicalLocation"]["artifactLocation"]["uri"]
        for result in results
        for location in result["locations"]
    }
    return [{"location": {"uri": uri}, "roles": ["analysisTarget"]} for uri in sorted(uris)]


def _not_run(report: Report, numbers: Mapping[str, int]) -> Iterator[Object]:
    for entry in report.not_run:
        code = plain(entry.code)
        words = not_run_in_words([entry.code], entry.reason, entry.records)
        artifact = {"artifactLocation": {"uri": uri_of(report.file)}}
        yield {
            "level": "note",
            "message": {"text": _message(plain(words))},
            "associatedRule": {"id": code, "index": numbers[code]},
            "locations": [{"physicalLocation": artifact}],
        }


def _message(text: str) -> str:
    """Return text in which nothing is a placeholder or, as ``[a](b)`` would be, a link."""
    return _braced(text.replace("](", "] ("))


def _braced(text: str) -> str:
    # SARIF 3.11.5: a literal brace is written twice.
    return text.replace("{", "{{").replace("}", "}}")

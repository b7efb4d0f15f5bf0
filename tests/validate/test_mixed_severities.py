"""One code may be an error here and a note there: each is counted as what it is."""

import csv
import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cpstandard.cli import main
from cpstandard.cli.reports import junit, text
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.report import Report
from cpstandard.validate.codes import CODES
from cpstandard.validate.tally import Tally


def _finding(severity: Severity, line: int) -> Finding:
    return Finding("x-y", severity, "Something.", Location("a.json", line=line))


def _report(*severities: Severity, limit: int = 100) -> Report:
    report = Report("a.json", limit=limit)
    for line, severity in enumerate(severities, start=1):
        report.add(_finding(severity, line))
    return report


def test_each_severity_of_a_code_has_a_group_of_its_own() -> None:
    report = _report(*[Severity.INFO] * 3, Severity.ERROR)
    counts = [(g.code, g.severity, g.count) for g in report.sorted_groups()]
    assert counts == [("x-y", Severity.ERROR, 1), ("x-y", Severity.INFO, 3)]
    assert [report.count(severity) for severity in Severity] == [1, 0, 3]
    assert report.of("x-y") == report.sorted_groups()
    assert report.of("x-z") == []
    assert report.codes() == ["x-y"]


def test_notes_take_no_room_from_an_error() -> None:
    report = _report(*[Severity.INFO] * 3, Severity.ERROR, limit=2)
    assert [f.severity for f in report.findings()] == [
        Severity.ERROR,
        Severity.INFO,
        Severity.INFO,
    ]


def test_shares_of_a_file_add_up_by_severity() -> None:
    whole = Tally(_report(Severity.INFO, Severity.INFO, limit=2))
    whole.add(Tally(_report(Severity.INFO, Severity.ERROR, limit=2)))
    assert [(g.severity, g.count, len(g.examples)) for g in whole.report.sorted_groups()] == [
        (Severity.ERROR, 1, 1),
        (Severity.INFO, 3, 2),
    ]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Write two invented initiatives: a sum that reads as a number, and none beside a currency."""
    path = tmp_path / "ours.csv"
    heads = ["Id", "Name", "Edition 1: Edition label", "Edition 1: Edition budget"]
    heads += ["Edition 1: Edition currency"]
    rows = [["ours-1", "Invented gardens", "One", "£25,000", "GBP"]]
    rows += [["ours-2", "Invented kitchen", "One", "N/A", "GBP"]]
    with path.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([heads, *rows])
    return path


def test_a_sum_that_is_lacking_is_the_one_error_and_says_why(table: Path) -> None:
    done = CliRunner().invoke(main, ["validate", str(table), "--format", "json"])
    report = json.loads(done.stdout)
    groups = {group["code"]: group for group in report["groups"]}
    # What was read all right and what is lacking are mended otherwise, and so have a code each.
    assert (groups["read-as"]["severity"], groups["read-as"]["count"]) == ("info", 1)
    assert groups["missing-companion"]["count"] == 1
    (lacking,) = groups["missing-companion"]["findings"]
    assert (lacking["severity"], lacking["cell"], lacking["value"]) == ("error", "D3", "N/A")
    assert "read as no value. " in lacking["message"]
    assert "gives “Edition 1: Edition currency” without" in lacking["message"]
    wanted = "Give “Edition 1: Edition budget”, or empty “Edition 1: Edition currency” too."
    assert lacking["message"].endswith(wanted)
    for severity, count in report["counts"].items():
        found = [f for group in report["groups"] for f in group["findings"]]
        assert sum(f.get("count", 1) for f in found if f["severity"] == severity) == count


def test_text_and_junit_put_the_error_first() -> None:
    report = _report(*[Severity.INFO] * 3, Severity.ERROR)
    report.standard_version = "1.0"
    shown = click.unstyle(text.render([report]))
    assert shown.index("error   x-y") < shown.index("info    x-y")
    (case,) = [
        part
        for part in junit.render([report], {"x-y": CODES["error-cell"]}).split("<testcase ")
        if 'name="x-y"' in part
    ]
    assert 'failure type="x-y" message="Something.' in case
    assert "info: " in case

# ruff: noqa: INP001, T201  a script that is run by its path, and prints
"""Runs the tests of the reliability scoreboard, prints it, and writes it for the site's page.

Usage: python scripts/scoreboard.py [ROW ...] [--to FILE] [--tests FOLDER ...] [-- OPTION ...]

Each OPTION is one of pytest. Without a ROW all rows run, and the result goes to
registry/reliability.json, which the next build shows; some rows are written only where --to says.
schema/tooling/reliability.json describes it. Ends with 1 where a test failed or none of a row that
was named ran.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from platform import python_version

import pytest

from cpstandard.core.scoreboard import RowResult, Scoreboard, Verdict
from cpstandard.pipeline.code_digest import code_digest

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "registry" / "reliability.json"
_LINE = re.compile(r"^\| (R\d\d) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_REASONS = 3
_OURS = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"
"""The result's form comes from cpstandard, which pytest would rather read first, as its plugin."""


def rows() -> dict[str, tuple[str, str]]:
    """Return the rows of the scoreboard by name: the fault each is about, and what has to hold."""
    found = _LINE.findall((ROOT / "docs/reliability.md").read_text(encoding="utf-8"))
    return {name: (fault.strip(), holds.strip()) for name, fault, holds in found}


@dataclass
class Tally:
    """What came of the tests of one row."""

    passed: int = 0
    failed: list[str] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    figures: list[str] = field(default_factory=list)

    def verdict(self) -> Verdict:
        """Return what is to be said of the row in one word."""
        if self.failed:
            return "fail"
        if self.passed:
            return "pass"
        return "skip" if self.skipped else "no-test"


class Tallies:
    """A plugin of pytest that counts by row what the tests report."""

    def __init__(self) -> None:
        """Begin with nothing run."""
        self.by_row: dict[str, Tally] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count one phase of one test; ``tests/conftest.py`` puts its rows into its properties."""
        given = report.user_properties
        names = [str(value) for name, value in given if name == "row"]
        figures = [str(value) for name, value in given if name == "figure"]
        for name in names:
            tally = self.by_row.setdefault(name, Tally())
            if report.failed:
                tally.failed.append(report.nodeid)
            elif report.skipped:
                reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else "skipped"
                reason = _nowhere(str(reason).removeprefix("Skipped: "))
                tally.skipped[reason] = tally.skipped.get(reason, 0) + 1
            elif report.when == "call":
                tally.passed += 1
                tally.figures += [each for each in figures if each not in tally.figures]

    def results(self, chosen: set[str]) -> Iterator[RowResult]:
        """Yield what came of each row, or of those chosen, in the order of the table."""
        for name, (fault, holds) in rows().items():
            if not chosen or name in chosen:
                tally = self.by_row.get(name, Tally())
                yield RowResult(
                    row=name,
                    fault=fault,
                    holds=holds,
                    verdict=tally.verdict(),
                    passed=tally.passed,
                    failed=tally.failed,
                    skipped=dict(sorted(tally.skipped.items())),
                    figures=tally.figures,
                )


def _nowhere(text: str) -> str:
    """Return a text without the places of this machine: it is going to be published."""
    for place in (ROOT, ROOT.parent, Path(tempfile.gettempdir()), Path.home()):
        if place != Path(place.anchor):
            text = text.replace(str(place), "…")
    return text


def measured(results: list[RowResult]) -> Scoreboard:
    """Return the results with what they were measured of."""
    apart = f":!{RESULT.relative_to(ROOT)}"
    return Scoreboard(
        version=version("cpstandard"),
        commit=_git("rev-parse", "HEAD"),
        changed=bool(_git("status", "--porcelain", "--", ".", apart)),
        code=code_digest(),
        date=datetime.now(UTC).date().isoformat(),
        python=python_version(),
        rows=results,
    )


def _git(*command: str) -> str:
    """Return what git says; nothing outside a checkout."""
    try:
        done = subprocess.run(  # noqa: S603
            ["git", *command],  # noqa: S607 - the one of the path, as whoever runs this means it
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def lines(result: RowResult) -> Iterator[str]:
    """Yield what was measured, what failed and why something was skipped."""
    tests = result.passed + len(result.failed) + sum(result.skipped.values())
    yield from result.figures
    if tests and not result.figures:
        yield f"{result.passed:,} of {tests:,} tests pass"
    yield from (f"failed: {name}" for name in result.failed)
    told = list(result.skipped.items())
    yield from (f"skipped {count:,}: {reason}" for reason, count in told[:_REASONS])


def _print(results: list[RowResult]) -> None:
    for result in results:
        first, *others = [*lines(result), ""]
        print(f"{result.row}  {result.verdict:<8} {result.fault:<46} {first}".rstrip())
        for line in filter(None, others):
            print(f"{'':<60} {line}")


def main(arguments: list[str]) -> int:
    """Run the tests of the rows named, print what came of them, and write it."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    known = rows()
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("rows", nargs="*", metavar="ROW", help="such as R17")
    parser.add_argument("--to", type=Path, help="where to write the result")
    parser.add_argument("--tests", nargs="+", default=["tests", "plugins"], help="where they are")
    asked = parser.parse_args(arguments[:end])
    chosen = set(asked.rows)
    if chosen - set(known):
        parser.error(f"there is no row {', '.join(sorted(chosen - set(known)))}")
    tallies = Tallies()
    os.environ["CPSTANDARD_EVERY_POINT"] = "1"  # whatever takes too long for every day
    quiet = ["-q", "--no-header", "-r", "fE", "-n", "2", "-W", _OURS, *arguments[end + 1 :]]
    # Which tests are of a row is known when they are collected: tests/conftest.py keeps those.
    wanted = ",".join(sorted(chosen or known))
    code = pytest.main([*quiet, f"--reliability={wanted}", *asked.tests], plugins=[tallies])
    results = list(tallies.results(chosen))
    print()
    _print(results)
    to = asked.to or (None if chosen else RESULT)
    if to and code in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        to.write_text(measured(results).model_dump_json(indent=1) + "\n", encoding="utf-8")
        print(f"\nWritten to {to}.")
    missing = chosen - set(tallies.by_row)
    return (
        1 if missing or code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else 0
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

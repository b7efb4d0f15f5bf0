# ruff: noqa: INP001, T201  a script that is run by its path, and prints
"""Runs the tests of the reliability scoreboard and prints it: a line a row of docs/reliability.md.

Usage: python scripts/scoreboard.py [ROW ...] [-- PYTEST-OPTION ...]      (default: all rows)

Ends with 1 where a test failed or none of a row that was named ran.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_LINE = re.compile(r"^\| (R\d\d) \| ([^|]+) \|", re.MULTILINE)
_REASONS = 3


def rows() -> dict[str, str]:
    """Return the rows of the scoreboard: their names, and the fault each is about."""
    return dict(_LINE.findall((ROOT / "docs/reliability.md").read_text(encoding="utf-8")))


@dataclass
class Tally:
    """What came of the tests of one row."""

    passed: int = 0
    failed: list[str] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    figures: list[str] = field(default_factory=list)

    def verdict(self) -> str:
        """Return what is to be said of the row in one word."""
        if self.failed:
            return "FAIL"
        if self.passed:
            return "pass"
        return "skip" if self.skipped else "no test"

    def lines(self) -> Iterator[str]:
        """Yield what was measured, what failed and why something was skipped."""
        tests = self.passed + len(self.failed) + sum(self.skipped.values())
        yield from self.figures
        if tests and not self.figures:
            yield f"{self.passed:,} of {tests:,} tests pass"
        yield from (f"failed: {name}" for name in self.failed)
        told = sorted(self.skipped.items())
        yield from (f"skipped {count:,}: {reason}" for reason, count in told[:_REASONS])


class Scoreboard:
    """A plugin of pytest that counts by row what the tests report."""

    def __init__(self) -> None:
        """Begin with nothing run."""
        self.tallies: dict[str, Tally] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count one phase of one test; ``tests/conftest.py`` puts its rows into its properties."""
        given = report.user_properties
        names = [str(value) for name, value in given if name == "row"]
        figures = [str(value) for name, value in given if name == "figure"]
        for name in names:
            tally = self.tallies.setdefault(name, Tally())
            if report.failed:
                tally.failed.append(report.nodeid)
            elif report.skipped:
                reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else "skipped"
                reason = str(reason).removeprefix("Skipped: ")
                tally.skipped[reason] = tally.skipped.get(reason, 0) + 1
            elif report.when == "call":
                tally.passed += 1
                tally.figures += [each for each in figures if each not in tally.figures]


def main(arguments: list[str]) -> int:
    """Run the tests of the rows named and print what came of them."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    chosen, options = set(arguments[:end]), arguments[end + 1 :]
    known = rows()
    if chosen - set(known):
        sys.exit(f"There is no row {', '.join(sorted(chosen - set(known)))}.")
    board = Scoreboard()
    os.environ["CPSTANDARD_EVERY_POINT"] = "1"  # whatever takes too long for every day
    quiet = ["-q", "--no-header", "-r", "fE", "-n", "2", *options]
    # Which tests are of a row is known when they are collected: tests/conftest.py keeps those.
    wanted = ",".join(sorted(chosen or known))
    code = pytest.main([*quiet, f"--reliability={wanted}", "tests", "plugins"], plugins=[board])
    print()
    for name, fault in known.items():
        if chosen and name not in chosen:
            continue
        tally = board.tallies.get(name, Tally())
        first, *others = [*tally.lines(), ""]
        print(f"{name}  {tally.verdict():<8} {fault:<46} {first}".rstrip())
        for line in filter(None, others):
            print(f"{'':<60} {line}")
    missing = chosen - set(board.tallies)
    return (
        1 if missing or code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else 0
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

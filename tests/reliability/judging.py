"""Runs ``validate`` over bad files as a publisher would, each in a process limited and measured.

The process that runs is ``driver.py`` beside this. A hang ends by the limit on processor time, and
is a failure like any other.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DRIVER = Path(__file__).with_name("driver.py")
MOST_MEMORY = 500  # megabytes, of the command and the process that reads workbooks together
MOST_SECONDS = 60  # for any one file: ten here, and room for a busy machine


@dataclass(frozen=True, slots=True)
class Verdict:
    """What ``validate`` made of one file; ``memory`` is the most it held, in megabytes."""

    file: str
    code: int
    report: dict[str, Any] | None
    said: str
    failure: str
    seconds: float
    memory: int

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings of the file's report, none where it could not be read."""
        groups = self.report["groups"] if self.report else []
        return [finding for group in groups for finding in group["findings"]]

    @property
    def codes(self) -> set[str]:
        """The codes of all findings."""
        return {finding["code"] for finding in self.findings}

    @property
    def records(self) -> int:
        """How many records were read."""
        return self.report["records"] if self.report else 0

    def fault(self) -> str:
        """Return what no file may do to us, or nothing: the promise that holds for every file."""
        lines = self.said.strip().split("\n")
        wrong = {
            self.failure: self.failure,
            f"exit code {self.code}": self.code not in (0, 1, 2),
            "a traceback": "Traceback" in self.said,
            f"not one line, but {self.said!r}": self.code == 2 and len(lines) != 1,
            "a report, or none, against its exit code": (self.code == 2)
            is not (self.report is None),
            "exit code 1, and no finding": self.code == 1 and not self.findings,
            f"{self.memory} MB": self.memory > MOST_MEMORY,
            f"{self.seconds:.0f} seconds": self.seconds > MOST_SECONDS,
        }
        return "".join(f"{self.file}: {what}\n" for what, is_so in wrong.items() if is_so)


def judge(files: Iterable[Path], *options: str, seconds: int = MOST_SECONDS) -> list[Verdict]:
    """Validate ``files``, each in a process of its own, and return what became of each.

    A process that takes more than ``seconds`` of the processor hangs, and is ended.
    """
    names = [str(file) for file in files]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(DRIVER), str(seconds), *options],
        input="\0".join(names).encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
    )
    verdicts = [_verdict(json.loads(line)) for line in done.stdout.splitlines()]
    assert [verdict.file for verdict in verdicts] == names, done.stderr.decode("utf-8", "replace")
    return verdicts


def judge_one(file: Path, *options: str) -> Verdict:
    """Validate one file."""
    (verdict,) = judge([file], *options)
    return verdict


def faults(verdicts: Sequence[Verdict]) -> str:
    """Return what is wrong with any of ``verdicts``."""
    return "".join(verdict.fault() for verdict in verdicts)


def _verdict(told: dict[str, Any]) -> Verdict:
    out = told.get("out", "")
    return Verdict(
        told["file"],
        told.get("code", 0),
        json.loads(out) if out.strip() else None,
        told.get("said", ""),
        told["failure"],
        told.get("seconds", 0),
        told.get("memory", 0),
    )

# ruff: noqa: INP001, T201, S603, S607  a script that is run by its path, prints, and calls git
"""Lists what a release makes invalid that was valid before, in real packages.

Usage: python scripts/newly_invalid.py --software REVISION FILE ...
       python scripts/newly_invalid.py --standard VERSION FILE ...

With ``--software`` each file is held to the validator as it was at that revision (a tag, as a
rule) and to the one of this checkout. With ``--standard`` it is held to the version that it names
and, migrated, to the newer VERSION. Each finding that is an error now and was none before is
listed by publisher. Ends with 1 where there is one, with 2 where a file could not be compared.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_ALL = str(10**9)  # findings of a code to list


class CannotCompareError(Exception):
    """A file or a revision that cannot be held to both sides."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An error in a file, known by what stays the same where only the software changes."""

    code: str
    record: str
    pointer: str
    message: str


def faults(file: Path, code: Path = ROOT) -> Counter[tuple[str, str, str]]:
    """Return how often each error stands in ``file``, by the software in the folder ``code``."""
    return Counter((each.code, each.record, each.pointer) for each in told(file, code))


def told(file: Path, code: Path = ROOT) -> list[Fault]:
    """Return each error in ``file`` as the software in the folder ``code`` tells it."""
    command = [sys.executable, "-m", "cpstandard", "validate", "--quiet", "--format", "json"]
    command += ["--limit", _ALL, "--fail-on", "never", "--", str(file.absolute())]
    done = subprocess.run(
        command, capture_output=True, check=False, env=_environment(code), cwd=code
    )
    if done.returncode:
        raise CannotCompareError(f"{file}: {_last_line(done.stderr)}")
    document = json.loads(done.stdout)
    return [
        Fault(each["code"], each.get("recordId") or "", _at(each), each["message"])
        for report in document.get("reports", [document])
        for group in report["groups"]
        if group["severity"] == "error"
        for each in group["findings"]
    ]


def _last_line(said: bytes) -> str:
    return said.decode(errors="replace").strip().rpartition("\n")[2]


def _at(finding: dict[str, Any]) -> str:
    return finding.get("pointer") or finding.get("cell") or ""


def _environment(code: Path) -> dict[str, str]:
    """Return variables with which Python finds our modules in ``code`` before any other."""
    sources = [code / "src", *sorted(code.glob("plugins/*/src"))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sources))}


def newly_invalid(now: Sequence[Fault], before: Counter[tuple[str, str, str]]) -> Iterator[Fault]:
    """Yield each fault of ``now`` that is not among those of ``before``, as often as it is new."""
    left = Counter(before)
    for each in now:
        known = (each.code, each.record, each.pointer)
        if left[known]:
            left[known] -= 1
        else:
            yield each


def by_software(revision: str, files: Sequence[Path]) -> Iterator[tuple[Path, Fault]]:
    """Yield what is invalid in ``files`` now and was not at ``revision``."""
    with tempfile.TemporaryDirectory(prefix="cpstandard-release-") as folder:
        old = Path(folder) / "old"
        _git("worktree", "add", "--detach", "--force", str(old), revision)
        try:
            for file in files:
                yield from ((file, each) for each in newly_invalid(told(file), faults(file, old)))
        finally:
            _git("worktree", "remove", "--force", str(old))


def _git(*arguments: str) -> None:
    done = subprocess.run(
        ["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotCompareError(done.stderr.strip())


def by_standard(version: str, files: Sequence[Path]) -> Iterator[tuple[Path, Fault]]:
    """Yield what is invalid in ``files`` once migrated to ``version`` and was not before.

    Migrating renames fields, so a fault is known by its code and its record alone.
    """
    with tempfile.TemporaryDirectory(prefix="cpstandard-release-") as folder:
        for number, file in enumerate(files):
            moved = Path(folder) / f"{number}.json"
            command = [sys.executable, "-m", "cpstandard", "migrate", "--quiet", "--to", version]
            command += ["--", str(file), str(moved)]
            done = subprocess.run(command, capture_output=True, check=False, env=_environment(ROOT))
            if not moved.is_file():
                raise CannotCompareError(f"{file}: {_last_line(done.stderr)}")
            before = Counter((each.code, each.record, "") for each in told(file))
            now = [Fault(each.code, each.record, "", each.message) for each in told(moved)]
            yield from ((file, each) for each in newly_invalid(now, before))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is newly invalid; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    side = parser.add_mutually_exclusive_group(required=True)
    side.add_argument("--software", metavar="REVISION", help="a revision of this project's git")
    side.add_argument("--standard", metavar="VERSION", help="a version of the standard")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="packages")
    asked = parser.parse_args(arguments)
    compare = by_software if asked.software else by_standard
    try:
        found = list(compare(asked.software or asked.standard, asked.files))
    except CannotCompareError as error:
        print(error, file=sys.stderr)
        return 2
    for file, each in found:
        print(f"{file}: {each.code} {each.record} {each.pointer}: {each.message}")
    harmed = len({file for file, _ in found})
    print(f"{len(found)} newly invalid, in {harmed} of {len(asked.files)} files.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

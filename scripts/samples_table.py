# ruff: noqa: INP001  a script that is run by its path
"""Runs every importer over the real samples that its tests/samples.yaml names, and tells of it.

``python scripts/samples_table.py`` writes the table in plugins/README.md anew. Each sample is
imported and validated by the commands that anybody has, the import in a process of its own, whose
seconds of processor and peak of memory are taken. The samples lie in the folder ``shared`` beside
the checkout, or where CPSTANDARD_SHARED points; they are no part of the project.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

import cpstandard

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "plugins/README.md"
BEGIN = "<!-- What follows is written by scripts/samples_table.py. -->\n"
REFUSED = 2  # the exit code
HEAD = (
    "| importer | sample | rows in | records out | fields read / ignored / withheld / unread "
    "| seconds | MB |\n|---|---|---|---|---|---|---|\n"
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A real file, the importer that reads it, and its options."""

    importer: str
    file: str
    options: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of a sample; ``refusal`` is the line with which it was refused."""

    sample: Sample
    report: dict[str, Any] = field(default_factory=dict)
    errors: tuple[str, ...] = ()
    refusal: str = ""
    seconds: float = 0
    megabytes: int = 0

    def counts(self) -> list[str]:
        """Return what is the same in every run, as cells of the table."""
        name = f"`{self.sample.file}`"
        if self.refusal:
            return [self.sample.importer, name, "refused", "0", ""]
        fields = self.report["fields"]
        kinds = ("taken", "ignored", "withheld", "unread")
        return [
            self.sample.importer,
            name,
            f"{self.report['rows']['read']:,}",
            f"{self.report['records']:,}",
            " / ".join(str(len(fields[kind])) for kind in kinds),
        ]

    def reasons(self) -> str:
        """Return why rows were skipped, or the sample refused, as an item of a list."""
        name = f"- `{self.sample.importer}`, `{self.sample.file}`: "
        if self.refusal:
            return f"{name}{self.refusal}\n"
        skipped = self.report["skipped"]
        told = "; ".join(f"{reason} ({number:,})" for reason, number in skipped.items())
        return f"{name}{told or 'none'}\n"


def samples() -> list[Sample]:
    """Return the samples of all importers; an importer has the name of its plugin."""
    found: list[Sample] = []
    for path in sorted(ROOT.glob("plugins/*/tests/samples.yaml")):
        importer = path.parents[1].name.removeprefix("cpstandard-")
        found += [
            Sample(importer, entry["file"], entry.get("options", {}))
            for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
        ]
    return found


def measured(sample: Sample, registers: Path) -> Measured:
    """Import and validate a sample that lies in the folder ``registers``."""
    with tempfile.TemporaryDirectory() as folder:
        out, report, options = (Path(folder) / n for n in ("out.jsonl", "report", "options.yaml"))
        options.write_text(yaml.safe_dump(sample.options, allow_unicode=True), encoding="utf-8")
        arguments = ["import", sample.importer, sample.file, "--options", options, "-o", out]
        command = [sys.executable, "-m", "cpstandard", *map(str, arguments)]
        command += ["--report", str(report), "--licence", "CC0-1.0", "--publisher-id", "sample"]
        said, code, used = _run(command, registers)
        if not report.is_file():
            if code != REFUSED:
                raise RuntimeError(f"{sample.importer} {sample.file}: {said}")
            return Measured(sample, refusal=said.strip().removeprefix("cpstandard: "))
        return Measured(
            sample,
            json.loads(report.read_text(encoding="utf-8")),
            tuple(_errors(out)),
            seconds=used.ru_utime + used.ru_stime,
            megabytes=used.ru_maxrss >> 10,
        )


def _run(command: list[str], folder: Path) -> tuple[str, int, resource.struct_rusage]:
    """Return what a command said on stderr, its exit code, and what it used."""
    with subprocess.Popen(  # noqa: S603 - our own command, no shell
        command, cwd=folder, stderr=subprocess.PIPE, text=True
    ) as child:
        said = child.stderr.read() if child.stderr else ""
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return said, child.returncode, used


def _errors(package: Path) -> Iterator[str]:
    for finding in cpstandard.validate(package).findings():
        if finding.severity is cpstandard.Severity.ERROR:
            yield f"{finding.location} {finding.code}: {finding.message}"


def table(found: list[Measured]) -> str:
    """Return what the README says after its own words."""
    rows = [
        f"| {' | '.join([*each.counts(), f'{each.seconds:.1f}', str(each.megabytes)])} |\n"
        for each in found
    ]
    reasons = "".join(each.reasons() for each in found)
    return f"{HEAD}{''.join(rows)}\n### Skipped, and why\n\n{reasons}"


def shared() -> Path:
    """Return the folder of the real registers, which may be missing."""
    folder = Path(os.environ.get("CPSTANDARD_SHARED", ROOT.parent / "shared"))
    return folder / "data" / "registers"


def main() -> None:
    """Write the table."""
    found = [measured(sample, shared()) for sample in samples()]
    own = README.read_text(encoding="utf-8").partition(BEGIN)[0]
    README.write_text(f"{own}{BEGIN}\n{table(found)}", encoding="utf-8")
    for each in found:
        for error in each.errors:
            sys.stderr.write(f"{each.sample.importer} {each.sample.file}: {error}\n")


if __name__ == "__main__":
    main()

"""``cpstandard convert``: the same package in another form."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from cpstandard import schema_store
from cpstandard.cli.console import Console, console_options
from cpstandard.cli.whole_file import whole_file
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.record import PackageSource, Record
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import table_form
from cpstandard.documents import open_document, open_stream
from cpstandard.ingest.not_a_package import NOT_A_PACKAGE
from cpstandard.ingest.package import open_package
from cpstandard.ingest.tables.envelope_findings import MISSING_ENVELOPE
from cpstandard.publish.forms import WRITERS, Spreader

_TABLES = frozenset({".csv", ".xlsx", ".ods", ".zip"})
_HARMLESS = frozenset({"repaired-encoding", "no-initiatives", MISSING_ENVELOPE})
_INPUTS = ["json", "jsonl", "csv", "tsv", "xlsx", "xlsm", "xlsb", "xls", "ods", "zip"]


@click.command(
    epilog="""\b
Examples:
  cpstandard convert initiatives.xlsx initiatives.json
  cat p.jsonl | cpstandard convert --from jsonl - p.csv"""
)
@click.argument("in_", metavar="IN")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--from", "from_", type=click.Choice(_INPUTS), help="The form of IN where it is -.")
@console_options
@click.pass_context
def command(
    context: click.Context, in_: str, out: Path, from_: str | None, console: Console
) -> None:
    """Write the package IN as OUT; the ending of OUT says how (.json .jsonl .csv .xlsx .ods .zip).

    IN may be JSON, JSON Lines, CSV, a workbook, a folder or zip of CSV files, or - for standard
    input. An OUT that is there already is replaced, once all has been written.
    """
    ending = out.suffix.lower()
    writer = WRITERS.get(ending)
    if writer is None:
        raise UnusableInput(f"{out}: the name has to end in {', '.join(WRITERS)}.")
    source = open_package(_opened(in_, from_), schema_store.standard)
    _refuse_what_is_none(source)
    standard = _standard_of(source)
    tally = _Tally(Spreader(table_form(standard)) if ending in _TABLES else None)
    with whole_file(out) as target, console.progress("Converting") as advance:
        writer(source.header, tally.records(source, advance), target, standard)
    tally.finish(source)
    initiatives = "initiative" if tally.written == 1 else "initiatives"
    console.say(f"Wrote {tally.written} {initiatives} to {out}.")
    console.say(f"Nothing was checked; to do so:  cpstandard validate {out}")
    if tally.lost:
        console.warn(tally.sentence(in_))
        context.exit(1)


def _opened(in_: str, from_: str | None) -> Document:
    if in_ == "-":
        return open_stream(
            sys.stdin.buffer, f"standard input.{from_}" if from_ else "standard input"
        )
    return open_document(Path(in_))


def _refuse_what_is_none(source: PackageSource) -> None:
    for finding in source.findings:
        if finding.code == NOT_A_PACKAGE:
            raise UnusableInput(f"{source.file}: {finding.message}")


def _standard_of(source: PackageSource) -> Standard:
    """Return the standard that the package names, with those of its extensions that are known."""
    stated, declared = source.header.get("standardVersion"), source.header.get("extensions")
    known = isinstance(stated, str) and stated in schema_store.versions()
    version = str(stated) if known else schema_store.LATEST
    usable = schema_store.extensions_of(version)
    names = declared if isinstance(declared, list) else []
    return schema_store.standard(version, [name for name in names if name in usable])


@dataclass(slots=True)
class _Tally:
    """What was written, and what could not be carried over."""

    spreader: Spreader | None
    written: int = 0
    lost: int = 0
    examples: list[str] = field(default_factory=list)

    def records(self, source: PackageSource, advance: object) -> Iterator[Record]:
        """Yield the records that could be read, counting what is lost on the way."""
        assert callable(advance)
        for record in source.records():
            for finding in record.findings:
                self._add_finding(finding)
            advance(1)
            if record.data is None:
                continue
            self.written += 1
            if self.spreader:
                for pointer in self.spreader.record(record.data).lost:
                    self._add(f"{record.locate(pointer)} ({pointer})")
            yield record.data

    def finish(self, source: PackageSource) -> None:
        """Take into account what was found of the file as a whole."""
        for finding in source.findings:
            self._add_finding(finding)
        if self.spreader:
            for pointer in self.spreader.header(source.header).lost:
                self._add(f"{source.locate_header(pointer)} ({pointer})")

    def sentence(self, in_: str) -> str:
        """Return one line that says what was lost and what to do."""
        things = "1 thing" if self.lost == 1 else f"{self.lost} things"
        return (
            f"{things} could not be carried over, such as {'; '.join(self.examples)}: "
            f"run cpstandard validate {in_}"
        )

    def _add_finding(self, finding: Finding) -> None:
        if finding.severity is not Severity.INFO and finding.code not in _HARMLESS:
            self._add(f"{finding.location} ({finding.code})")

    def _add(self, example: str) -> None:
        self.lost += 1
        if len(self.examples) < 3:  # noqa: PLR2004 - enough to begin with
            self.examples.append(example)

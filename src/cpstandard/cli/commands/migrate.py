"""``cpstandard migrate``: a package of one version of the standard, brought to another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from cpstandard import schema_store
from cpstandard.cli.console import Console, console_options
from cpstandard.cli.whole_file import whole_file
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location, Locator
from cpstandard.core.record import PackageSource, Record
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import table_form
from cpstandard.documents import open_document
from cpstandard.ingest.not_a_package import NOT_A_PACKAGE
from cpstandard.ingest.package import open_package
from cpstandard.ingest.tables.envelope_findings import MISSING_ENVELOPE
from cpstandard.normalise.moving import Move
from cpstandard.publish.forms import WRITERS, Spreader

_JSON = frozenset({".json", ".jsonl"})
_HARMLESS = frozenset({"repaired-encoding", MISSING_ENVELOPE})
_MOST_LISTED = 50


@click.command(epilog="Example:  cpstandard migrate old.xlsx new.xlsx --to 1.0")
@click.argument("in_", metavar="IN", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--to", default=schema_store.LATEST, show_default=True, help="The version of OUT.")
@click.option("--from", "from_", help="The version of IN, where IN does not say it.")
@console_options
@click.pass_context
def command(
    context: click.Context, in_: Path, out: Path, to: str, from_: str | None, console: Console
) -> None:
    """Write the package IN as OUT, in the shape of another version of the standard.

    IN may be in any form; the ending of OUT says in which it is written (.json .jsonl .csv .xlsx
    .ods .zip). What changed is counted, and what could not be moved is listed with its place: it
    then stays as it is where OUT can hold it, and the exit code is 1.
    """
    writer = WRITERS.get(out.suffix.lower())
    if writer is None:
        raise UnusableInput(f"{out}: the name has to end in {', '.join(WRITERS)}.")
    if out.exists() and in_.exists() and out.samefile(in_):
        raise UnusableInput(f"{out} is what is read: name another file, and keep the old one.")
    standard = schema_store.standard(to)
    source = _opened(in_, from_)
    version = _version(source, from_)
    if version == to:
        console.say(f"{in_} is already of version {to}: nothing to do, and nothing was written.")
        return
    move = Move(version, to)
    tabular = out.suffix.lower() not in _JSON
    tally = _Tally(move, Spreader(table_form(standard)) if tabular else None)
    with whole_file(out) as target, console.progress("Migrating") as advance:
        header = tally.header(source)
        writer(header, _counted(tally.records(source), advance), target, standard)
        tally.add_findings(source.findings)
    _report(tally, console, out)
    context.exit(1 if tally.stayed else 0)


def _opened(in_: Path, from_: str | None) -> PackageSource:
    def standard(
        version: str = from_ or schema_store.LATEST, extensions: Iterable[str] = (), /
    ) -> Standard:
        return schema_store.standard(version, extensions)

    source = open_package(open_document(in_), standard)
    for finding in source.findings:
        if finding.code == NOT_A_PACKAGE:
            raise UnusableInput(f"{source.file}: {finding.message}")
    _refuse_two_versions(source)
    return source


def _refuse_two_versions(source: PackageSource) -> None:
    """Refuse an envelope that says its version twice: which of the two could only be guessed."""
    for finding in source.findings:
        twice = finding.parameters.get("key") == "standardVersion"
        if twice or finding.code == "mixed-versions":
            raise UnusableInput(
                f"{finding.location}: the file says its version of the standard more than once. "
                "Keep one, or split the file."
            )


def _version(source: PackageSource, from_: str | None) -> str:
    """Return the version that the package says, else ``from_``.

    Raises ``UnusableInput`` where there is none, where it is not known, or where they differ.
    """
    stated = source.header.get("standardVersion")
    version = str(stated) if isinstance(stated, str | float) else from_
    # That a table has no envelope is said below, with what helps here.
    findings = [f for f in source.findings if f.code != MISSING_ENVELOPE]
    errors = [f for f in findings if f.severity is Severity.ERROR]
    if version is None and errors:
        raise UnusableInput(f"{errors[0].location}: {errors[0].message}")
    if version is None:
        raise UnusableInput(
            f"{source.file} does not say its version of the standard (standardVersion): say it "
            "with --from, or in the file."
        )
    if from_ and version != from_:
        raise UnusableInput(f"{source.file} says that it is of version {version}, not {from_}.")
    if version not in schema_store.versions():
        known = ", ".join(schema_store.versions())
        raise UnusableInput(
            f"{source.locate_header('/standardVersion')}: version {version!r} is not known here; "
            f"known: {known}. A newer cpstandard may know it."
        )
    return version


def _counted(records: Iterator[Record], advance: object) -> Iterator[Record]:
    assert callable(advance)
    for record in records:
        advance(1)
        yield record


@dataclass(slots=True)
class _Tally:
    """What was moved, and what could not be: each with its place and the reason."""

    move: Move
    spreader: Spreader | None
    written: int = 0
    stayed: int = 0
    listed: list[str] = field(default_factory=list)

    def header(self, source: PackageSource) -> Record:
        """Return the envelope in the new shape."""
        header, stayed = self.move.header(source.header)
        lost = self.spreader.header(header).lost if self.spreader else []
        self._add_all(source.locate_header, stayed, lost)
        return header

    def records(self, source: PackageSource) -> Iterator[Record]:
        """Yield the records in the new shape."""
        for item in source.records():
            self.add_findings(item.findings)
            if item.data is None:
                continue
            _refuse_other_version(item.data, self.move.version, item.location)
            record, stayed = self.move.record(item.data)
            lost = self.spreader.record(record).lost if self.spreader else []
            self._add_all(item.locate, stayed, lost)
            self.written += 1
            yield record
        # The rows of a table may contradict its first one.
        _refuse_two_versions(source)

    def add_findings(self, findings: list[Finding]) -> None:
        """Take into account what could not be read."""
        for finding in findings:
            if finding.severity is not Severity.INFO and finding.code not in _HARMLESS:
                self._add(f"{finding.location}: {finding.message}")

    def _add_all(self, locate: Locator, stayed: list[tuple[str, str]], lost: list[str]) -> None:
        reasons = dict(stayed)
        for pointer in lost:
            reasons[pointer] = reasons.get(pointer, "the form of the new file has no place for it")
        for pointer, why in reasons.items():
            self._add(f"{locate(pointer)} ({pointer}): {why}")

    def _add(self, line: str) -> None:
        self.stayed += 1
        if len(self.listed) < _MOST_LISTED:
            self.listed.append(line)


def _refuse_other_version(record: Record, version: str, where: Location) -> None:
    """Refuse a second envelope among the records, as two files put together have it."""
    stated = record.get("standardVersion")
    if stated is not None and str(stated) != version:
        raise UnusableInput(
            f"{where}: this says version {str(stated)[:20]!r}, but the file began with "
            f"{version!r}. Split it into a file for each version."
        )


def _report(tally: _Tally, console: Console, out: Path) -> None:
    move = tally.move
    initiatives = "initiative" if tally.written == 1 else "initiatives"
    console.say(
        f"Moved {tally.written} {initiatives} from {move.version} to {move.target}: {out}",
        records=tally.written,
    )
    for label, count in sorted(move.changes.items(), key=lambda pair: (-pair[1], pair[0])):
        console.say(f"  {label}, {count} time{'s' if count > 1 else ''}", change=label, count=count)
    if not tally.stayed:
        return
    things = "thing" if tally.stayed == 1 else "things"
    console.warn(f"{tally.stayed} {things} could not be moved:", stayed=tally.stayed)
    for line in tally.listed:
        console.warn(f"  {line}")
    if tally.stayed > len(tally.listed):
        console.warn(f"  and {tally.stayed - len(tally.listed)} more")
    console.warn(f"Mend them in the old file, or see: cpstandard validate {out}")

"""``cpstandard export``: a package or the codelists in forms that others read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import click

from cpstandard import schema_store
from cpstandard.cli.console import Console, console_options
from cpstandard.cli.whole_file import whole_file
from cpstandard.core.errors import UnusableInput
from cpstandard.core.record import PackageSource, Record
from cpstandard.core.standard import Standard
from cpstandard.documents import open_document
from cpstandard.ingest.package import open_package
from cpstandard.publish.forms import Writer, write_parquet, write_sqlite
from cpstandard.publish.linked.nodes import json_ld, turtle
from cpstandard.publish.linked.package import write_jsonld
from cpstandard.publish.linked.skos import standard_nodes
from cpstandard.publish.murmurations import profile_text, write_profiles
from cpstandard.validate.engines import engine_for

_MOST_NAMED = 3


@click.group()
def command() -> None:
    """Write a package as linked data, as a database, as profiles, or the codelists as SKOS.

    Examples:  cpstandard export jsonld initiatives.json initiatives.jsonld
    cpstandard export sqlite initiatives.json initiatives.sqlite
    cpstandard export murmurations initiatives.json profiles/
    cpstandard export skos codelists/
    """


def _of_a_package(function: Callable[..., None]) -> click.Command:
    """Make a command that exports the package IN to OUT."""
    for decorate in (
        click.pass_context,
        console_options,
        click.argument("out", type=click.Path(path_type=Path)),
        click.argument("in_", metavar="IN", type=click.Path(path_type=Path)),
    ):
        function = decorate(function)
    return command.command()(function)


@_of_a_package
def jsonld(context: click.Context, in_: Path, out: Path, console: Console) -> None:
    """Write the package IN as JSON-LD to OUT, which reads as schema.org, SKOS and PROV.

    IN may be in any form. The context is inlined, so whoever reads OUT need not fetch it. Records
    that do not follow the standard are left out and told; the exit code is then 1.

    Example:  cpstandard export jsonld initiatives.xlsx initiatives.jsonld
    """
    _export(context, in_, out, console, _write_jsonld)


@_of_a_package
def sqlite(context: click.Context, in_: Path, out: Path, console: Console) -> None:
    """Write the package IN as a database OUT: a table for each list, the codes, a dictionary.

    IN may be in any form. Records that do not follow the standard are left out and told; the exit
    code is then 1.

    Example:  cpstandard export sqlite initiatives.xlsx initiatives.sqlite
    """
    _export(context, in_, out, console, write_sqlite)


@_of_a_package
def parquet(context: click.Context, in_: Path, out: Path, console: Console) -> None:
    """Write the package IN as Parquet to OUT: a row for each initiative, nested as in JSON.

    IN may be in any form. Records that do not follow the standard are left out and told; the exit
    code is then 1. It needs DuckDB: pip install 'cpstandard[parquet]'.

    Example:  cpstandard export parquet initiatives.xlsx initiatives.parquet
    """
    _export(context, in_, out, console, write_parquet)


def _write_jsonld(
    header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard
) -> None:
    words = schema_store.context(standard.version)
    write_jsonld(header, records, out, standard, words)


def _export(context: click.Context, in_: Path, out: Path, console: Console, write: Writer) -> None:
    source = open_package(open_document(in_), schema_store.standard)
    sound = _Sound(_standard_of(source, in_))
    with whole_file(out) as target, console.progress("Exporting") as advance:
        write(source.header, sound.records(source, advance), target, sound.standard)
    _tell(sound, in_, out, context, console)


@_of_a_package
def murmurations(context: click.Context, in_: Path, out: Path, console: Console) -> None:
    """Write the package IN as Murmurations profiles: a list OUT.json, or a file each in a folder.

    IN may be in any form. In a folder each profile is named by its initiative's id; a file of that
    name is replaced, others stay. Records that do not follow the standard are left out and told;
    the exit code is then 1.

    Example:  cpstandard export murmurations initiatives.json profiles/
    """
    source = open_package(open_document(in_), schema_store.standard)
    sound = _Sound(_standard_of(source, in_))
    if sound.standard.version != schema_store.LATEST:
        raise UnusableInput(
            f"{in_} is in standard {sound.standard.version}: run cpstandard migrate first."
        )
    with console.progress("Exporting") as advance:
        records = sound.records(source, advance)
        if out.suffix.casefold() == ".json" and not out.is_dir():
            with whole_file(out) as target:
                write_profiles(records, target, sound.standard)
        else:
            _make_folder(out)
            for record in records:
                with whole_file(out / f"{record['id']}.json") as target:
                    target.write(profile_text(record, sound.standard) + b"\n")
    _tell(sound, in_, out, context, console)


@command.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--standard",
    "version",
    default=schema_store.LATEST,
    show_default=True,
    help="Its version.",
)
@console_options
def skos(out: Path, version: str, console: Console) -> None:
    """Write every codelist as SKOS into the folder OUT, as Turtle and as JSON-LD.

    Example:  cpstandard export skos codelists/
    """
    standard = schema_store.standard(version)
    _make_folder(out)
    for name, nodes in standard_nodes(standard):
        for ending, content in (("ttl", turtle(nodes)), ("jsonld", json_ld(nodes))):
            with whole_file(out / f"{name}.{ending}") as target:
                target.write(content)
    console.say(f"Wrote {len(standard.codelists)} codelists to {out}.")


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableInput(f"{out} cannot be made a folder: {error.strerror}.") from error


def _tell(sound: "_Sound", in_: Path, out: Path, context: click.Context, console: Console) -> None:
    """Say what was written; end with 1 where a record was left out."""
    console.say(f"Wrote {sound.written} initiative{'' if sound.written == 1 else 's'} to {out}.")
    if sound.left_out:
        named = "; ".join(sound.examples)
        console.warn(
            f"{sound.left_out} could not be exported, such as {named}: "
            f"run cpstandard validate {in_}"
        )
        context.exit(1)


def _standard_of(source: PackageSource, in_: Path) -> Standard:
    """Return the version that the envelope states; raise ``UnusableInput`` for a bad envelope."""
    stated = source.header.get("standardVersion")
    if not isinstance(stated, str) or stated not in schema_store.versions():
        raise UnusableInput(f"{in_} names no version that is known: run cpstandard validate {in_}")
    declared = source.header.get("extensions")
    usable = set(schema_store.extensions_of(stated))
    names = [each for each in declared if each in usable] if isinstance(declared, list) else []
    standard = schema_store.standard(stated, names)
    if engine_for("fast", standard.envelope).errors(source.header):
        raise UnusableInput(
            f"{in_} has a mistake in what it says of itself: run cpstandard validate {in_}"
        )
    return standard


@dataclass(slots=True)
class _Sound:
    """Passes on the records that follow the standard, and counts the others."""

    standard: Standard
    written: int = 0
    left_out: int = 0
    examples: list[str] = field(default_factory=list)

    def records(self, source: PackageSource, advance: Callable[[int], object]) -> Iterator[Record]:
        """Yield the sound records of ``source``."""
        engine = engine_for("fast", self.standard.initiative)
        for record in source.records():
            advance(1)
            if record.data is None or engine.errors(record.data):
                self.left_out += 1
                if len(self.examples) < _MOST_NAMED:
                    self.examples.append(str(record.location))
                continue
            self.written += 1
            yield record.data

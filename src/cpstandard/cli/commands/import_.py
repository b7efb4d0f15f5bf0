"""``cpstandard import``: turns one register's own export into a package."""

import itertools
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote
from typing import Any

import click

from cpstandard import schema_store
from cpstandard.cli.completion import importer_ids
from cpstandard.cli.console import Console, console_options
from cpstandard.cli.import_summary import summary
from cpstandard.cli.whole_file import whole_file
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput, WrongOptions
from cpstandard.core.importer import Importer
from cpstandard.core.record import Record, SourceRecord
from cpstandard.documents import open_document, open_stream
from cpstandard.ingest.run import parse_options
from cpstandard.pipeline.importing import Import
from cpstandard.plugins import load_plugins
from cpstandard.publish.forms import WRITERS, Writer
from cpstandard.registry import KEBAB
from cpstandard.registry.strict_yaml import line_of, parse_yaml

_SHOWN = 3


@click.command()
@click.argument("importer_id", metavar="ID", shell_complete=importer_ids)
@click.argument("source", metavar="SOURCE")
@click.option(
    "--output", "-o", metavar="OUT", help="The package to write, by its ending; - is stdout."
)
@click.option(
    "--option", "pairs", multiple=True, metavar="K=V", help="An option of the importer, V in YAML."
)
@click.option(
    "--options",
    "--mapping",
    "options_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Options of the importer, as a YAML file.",
)
@click.option("--publisher-id", default="example", show_default=True, help="Begins every id.")
@click.option("--publisher-name", help="The publisher's name; the id where it is not given.")
@click.option("--licence", help="SPDX id or address; the register's own where it has one.")
@click.option(
    "--report", "report_file", type=click.Path(path_type=Path), help="The report, as JSON."
)
@click.option(
    "--preview", is_flag=True, help="Show the first records and the report; write nothing."
)
@click.option(
    "--expect",
    type=click.IntRange(0),
    metavar="MIN",
    help="How many records there are on an ordinary day, at the least; fewer give exit code 1.",
)
@click.option("--suggest", is_flag=True, help="Print options to begin with; import nothing.")
@click.option(
    "--format",
    "form",
    type=click.Choice([ending[1:] for ending in WRITERS]),
    help="The form of the package, whatever the ending of OUT.",
)
@console_options
def command(
    importer_id: str,
    source: str,
    output: str | None,
    pairs: tuple[str, ...],
    options_file: Path | None,
    publisher_id: str,
    publisher_name: str | None,
    licence: str | None,
    report_file: Path | None,
    preview: bool,
    expect: int | None,
    suggest: bool,
    form: str | None,
    console: Console,
) -> None:
    """Turn SOURCE, a register's own export, into a package of the standard.

    ID names the importer; see  cpstandard plugins.  SOURCE is a file, a folder, a zip, or - for
    stdin. The report on stderr accounts for every row and every field.

    Example:  cpstandard import 360giving grants.json -o initiatives.json --licence CC-BY-4.0
    """
    plugins = load_plugins()
    for failure in plugins.failures:
        console.warn(str(failure))
    if not KEBAB.fullmatch(publisher_id):
        raise UnusableInput(
            f"--publisher-id {publisher_id!r:.80}: write it as lower-case-words, for it begins ids."
        )
    provided = plugins.importer(importer_id)
    if suggest:
        click.echo(_suggested(provided.item, _open(source)[0]), nl=False)
        return
    if options_file is None and not pairs:
        _check_it_needs_none(provided.item, source)
    if not preview and not output:
        raise UnusableInput("Say with -o where the package is to go, or look at it with --preview.")
    document, path = _open(source)
    with _lines_named(options_file):
        options = _options(options_file, pairs)
        parse_options(provided.item, options)
    terms = licence or provided.item.register.licence
    if not terms and not preview:
        raise UnusableInput("Say with --licence on what terms these records may be used.")
    work = Import(provided, document, path, options, publisher_id, terms)
    records = _data(work.records())
    with _lines_named(options_file):
        if preview:
            _show(records, console)
        else:
            publisher = {"id": publisher_id, "name": publisher_name or publisher_id}
            header = {
                "standardVersion": schema_store.LATEST,
                "publisher": publisher,
                "licence": terms,
            }
            _write(str(output), _writer(str(output), form), header, records)
    _tell({**work.report, "expected": expect}, report_file, console)
    if output and output != "-" and not preview:
        console.say(f"Next:  cpstandard validate {output}")


def _suggested(importer: Importer, document: Document) -> str:
    """Return the options that an importer suggests; most have none to suggest."""
    make: Callable[[Document], str] | None = getattr(importer, "suggest", None)
    if make is None:
        raise UnusableInput(
            f"The importer {importer.id} suggests nothing: it works without options."
        )
    return make(document)


def _check_it_needs_none(importer: Importer, source: str) -> None:
    """Raise ``UnusableInput`` where an importer that can suggest its options is given none."""
    needed = any(field.is_required() for field in importer.Options.model_fields.values())
    if needed and hasattr(importer, "suggest"):
        raise UnusableInput(
            f"The importer {importer.id} needs a mapping. Draft one, mend it and give it with "
            f"--mapping:  cpstandard import {importer.id} {quote(source)} --suggest > mapping.yaml"
        )


def _open(source: str) -> tuple[Document, Path]:
    """Return the document and where it lies."""
    if source == "-":
        document = open_stream(sys.stdin.buffer, "<stdin>")
        return document, document.path
    retrieved = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return open_document(Path(source), retrieved_at=retrieved), Path(source)


def _options(file: Path | None, pairs: tuple[str, ...]) -> dict[str, Any]:
    """Return the options of the file, with those of the command line put over them."""
    found: Any = parse_yaml(file.read_bytes(), str(file)) if file else {}
    if not isinstance(found, dict):
        raise UnusableInput(f"{file} holds no options: write them as  name: value.")
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UnusableInput(f"--option {pair}: write it as NAME=VALUE.")
        found[name.strip()] = parse_yaml(value.encode("utf-8", "replace"), f"--option {name}")
    return found


@contextmanager
def _lines_named(file: Path | None) -> Iterator[None]:
    """Say of mistakes in options that a file holds in which of its lines they are, one a line."""
    try:
        yield
    except WrongOptions as error:
        if file is None:
            raise
        text = file.read_bytes()
        lines = []
        for key, said in error.mistakes:
            line = line_of(text, key) if key else None
            lines.append(f"{file}{f' line {line}' if line else ''}: {key}{': ' * bool(key)}{said}")
        raise UnusableInput("\n".join(lines)) from error


def _data(found: Iterable[SourceRecord]) -> Iterator[Record]:
    for record in found:
        if record.data is not None:
            yield record.data


def _show(records: Iterator[Record], console: Console) -> None:
    for record in itertools.islice(records, _SHOWN):
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
    more = sum(1 for _ in records)  # the report is complete only when all have been read
    if more:
        console.say(f"… and {more:,} more, which -o OUT writes.")


def _writer(output: str, form: str | None) -> Writer:
    ending = f".{form}" if form else Path(output).suffix.casefold()
    if output == "-" and not form:
        ending = ".json"
    if ending not in WRITERS:
        known = " ".join(WRITERS)
        raise UnusableInput(
            f"{output}: name a file that ends with one of {known}, or say --format."
        )
    return WRITERS[ending]


def _write(output: str, write: Writer, header: Record, records: Iterable[Record]) -> None:
    standard = schema_store.standard()
    if output == "-":
        write(header, records, sys.stdout.buffer, standard)
        return
    with whole_file(Path(output)) as out:
        write(header, records, out, standard)


def _tell(said: Mapping[str, Any], file: Path | None, console: Console) -> None:
    if file:
        text = json.dumps(said, ensure_ascii=False, indent=2) + "\n"
        try:
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UnusableInput(f"{file} cannot be written: {error.strerror}.") from None
    for line in summary(said):
        console.say(line)
    if not said["records"]:
        console.warn("No record was made.")
    if not said["records"] or said["records"] < (said["expected"] or 0):
        sys.exit(1)

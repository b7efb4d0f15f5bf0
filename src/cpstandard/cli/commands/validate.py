"""``cpstandard validate``: says what is wrong with a file, where, and how to mend it."""

import importlib.metadata
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from cpstandard import schema_store
from cpstandard.cli.console import Console, console_options
from cpstandard.cli.reports import codes as code_help
from cpstandard.cli.reports import github, text
from cpstandard.cli.reports import json as json_report
from cpstandard.core.check import Check
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Severity
from cpstandard.core.report import Report
from cpstandard.documents import open_document, open_stream
from cpstandard.ingest.package import open_package
from cpstandard.validate.catalogue import builtin_checks
from cpstandard.validate.codes import CodeEntry
from cpstandard.validate.engines import ENGINES
from cpstandard.validate.validator import Settings, Validation

PROJECT = "cpstandard"
_STEP = 1000  # records between two movements of the bar
_LIMIT = 100
_LEVELS = [str(severity) for severity in Severity]


@click.command()
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Words, JSON, or annotations of a GitHub pull request.",
)
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write the report here."
)
@click.option(
    "--fail-on",
    type=click.Choice([*_LEVELS, "never"]),
    default="error",
    show_default=True,
    help="Exit with 1 if anything this bad or worse is found.",
)
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave a code out; repeatable.")
@click.option(
    "--severity",
    "severities",
    multiple=True,
    metavar="CODE=LEVEL",
    help="Judge a code as error, warning or info; repeatable.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="fast",
    show_default=True,
    help="The engine that holds records against the schema.",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    help="How many findings of each code to list; all are counted.",
)
@click.option("--explain", metavar="CODE", help="Explain a code, and do nothing else.")
@console_options
def command(
    files: tuple[str, ...],
    form: str,
    output: Path | None,
    fail_on: str,
    ignore: tuple[str, ...],
    severities: tuple[str, ...],
    engine: str,
    limit: int | None,
    explain: str | None,
    console: Console,
) -> None:
    """Check packages of the standard: JSON, JSON Lines, CSV, XLSX or ODS; - reads stdin.

    Exits with 0 if nothing is found that --fail-on names, with 1 if something is, and with 2 if a
    file cannot be read at all.

    Example:  cpstandard validate initiatives.xlsx
    """
    checks = _checks(console)
    known = code_help.known_codes(checks)
    if explain is not None:
        click.echo(code_help.explain(explain, known))
        return
    if not files:
        raise click.UsageError("Name a file to check, or - for stdin.")
    settings = Settings(
        frozenset(code_help.known(code, known) for code in ignore),
        dict(_severity(word, known) for word in severities),
        engine,
        limit or _LIMIT,
        tuple(schema_store.versions()),
        tuple(schema_store.extensions()),
    )
    reports, usable = _reports(files, checks, settings, console)
    if reports:
        _write(_rendered(reports, form, limit), output)
    if not usable:
        sys.exit(2)
    if fail_on != "never" and any(report.reaches(Severity(fail_on)) for report in reports):
        sys.exit(1)


def _checks(console: Console) -> list[Check]:
    """Return the built-in checks and those of other distributions."""
    # The importers that come with cpstandard are of no use here, and loading plugins takes as long
    # as a thousand records: most people have no plugins of others.
    points = importlib.metadata.entry_points(group=PROJECT)
    if all(point.dist is not None and point.dist.name == PROJECT for point in points):
        return list(builtin_checks())
    from cpstandard.plugins import load_plugins  # noqa: PLC0415 - see above

    plugins = load_plugins(block=[PROJECT])
    for failure in plugins.failures:
        console.warn(f"cpstandard: {failure}")
    return [provided.item for provided in plugins.checks]


def _reports(
    files: Sequence[str], checks: Sequence[Check], settings: Settings, console: Console
) -> tuple[list[Report], bool]:
    """Return a report for each file that can be used, and whether all of them can."""
    reports = []
    for file in files:
        try:
            reports.append(_report(file, checks, settings, console))
        except UnusableInput as error:
            console.warn(f"cpstandard: {error}")
    return reports, len(reports) == len(files)


def _report(file: str, checks: Sequence[Check], settings: Settings, console: Console) -> Report:
    if not file:  # as a variable that is not set gives; a path of no letters is this folder
        raise UnusableInput("The name of a file is empty.")
    from_stdin = file == "-"
    document = open_stream(sys.stdin.buffer, "stdin") if from_stdin else open_document(Path(file))
    package = open_package(document, schema_store.standard, schema_store.extensions())
    today = datetime.now(UTC).date()
    validation = Validation(package, schema_store.standard, checks, settings, today)
    with console.progress(f"Checking {file}") as advance:
        for number, _checked in enumerate(validation, start=1):
            if not number % _STEP:
                advance(_STEP)
    return validation.report


def _severity(word: str, known: dict[str, CodeEntry]) -> tuple[str, Severity]:
    code, _, level = word.partition("=")
    if level not in _LEVELS:
        raise click.BadParameter(
            f"{word!r} is not CODE=LEVEL, where LEVEL is {', '.join(_LEVELS)}.",
            param_hint="--severity",
        )
    return code_help.known(code, known), Severity(level)


def _rendered(reports: Sequence[Report], form: str, limit: int | None) -> str:
    if form == "json":
        return json_report.render(reports)
    if form == "github":
        return github.render(reports)
    return text.render(reports, limit) if limit else text.render(reports)


def _write(report: str, output: Path | None) -> None:
    if output is None:
        # Colour is for a terminal (click sees to that), and for people who want it (no-color.org).
        click.echo(report, nl=False, color=False if os.environ.get("NO_COLOR") else None)
        return
    try:
        output.write_text(click.unstyle(report), encoding="utf-8")
    except OSError as error:
        raise UnusableInput(
            f"{output} cannot be written ({error.strerror or error}): choose another place."
        ) from error

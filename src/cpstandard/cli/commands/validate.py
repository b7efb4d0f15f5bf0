"""``cpstandard validate``: says what is wrong with a file, where, and how to mend it."""

import os
import sys
from pathlib import Path

import click

from cpstandard.api import available_checks
from cpstandard.cli.checking import check_copy
from cpstandard.cli.checking_all import Checking
from cpstandard.cli.completion import finding_codes
from cpstandard.cli.config import FAIL_ON, LEVELS, Config, severity_of
from cpstandard.cli.console import Console, console_options
from cpstandard.cli.extras import Extras, extra_options
from cpstandard.cli.language import language_option, speak
from cpstandard.cli.reaching import reaching_options
from cpstandard.cli.reports import codes as code_help
from cpstandard.cli.reports import text
from cpstandard.cli.reports.forms import FORMS, render
from cpstandard.cli.runs import Runs, say_why
from cpstandard.core.check import Check
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Severity
from cpstandard.core.phrase import phrase
from cpstandard.parallel import usable_cores
from cpstandard.validate.codes import CodeEntry
from cpstandard.validate.engines import ENGINES


@click.command()
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *FORMS]),
    default="text",
    show_default=True,
    help="Words; a page (html); a comment (markdown); or what other software reads.",
)
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write the report here."
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    show_default="error",
    help="Exit with 1 if anything this bad or worse is found.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODE",
    shell_complete=finding_codes,
    help="Leave a code out; repeatable.",
)
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
    show_default="fast",
    help="The engine that holds records against the schema.",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    help="How many findings of each code to list; all are counted.",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Settings, in place of the cpstandard.toml (or pyproject.toml) beside the file.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    help="Known findings, which are counted apart and fail nothing.",
)
@click.option(
    "--write-baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all that is found to this file, as known from now on.",
)
@language_option
@click.option(
    "--jobs",
    type=click.IntRange(1),
    show_default="all cores",
    help="How many processes may check one large JSON Lines file.",
)
@click.option("--online", is_flag=True, help="Fetch a FILE that is an address.")
@reaching_options
@click.option(
    "--explain",
    metavar="CODE",
    shell_complete=finding_codes,
    help="Explain a code, and do nothing else.",
)
@extra_options
@console_options
def command(
    files: tuple[str, ...],
    form: str,
    output: Path | None,
    fail_on: str | None,
    ignore: tuple[str, ...],
    severities: tuple[str, ...],
    engine: str | None,
    limit: int | None,
    config: Path | None,
    baseline: Path | None,
    write_baseline: Path | None,
    language: str | None,
    jobs: int | None,
    online: bool,
    allow_private: tuple[str, ...],
    explain: str | None,
    extras: Extras,
    console: Console,
) -> None:
    """Check packages of the standard: JSON, JSON Lines, CSV, XLSX or ODS.

    FILE may be a folder, for all files in it, or a pattern in quotes; - reads stdin, and an address
    is fetched with --online. Settings are
    taken from cpstandard.toml beside the file, or above it: fail_on, ignore, severity, limit,
    baseline, engine and language. Those of the command line go before them.

    Exits with 0 if nothing is found that --fail-on names, with 1 if something is, and with 2 if a
    file cannot be opened or is of no kind that is read. A mistake inside a file, such as a comma
    that is missing from JSON, is found and told like any other.

    Example:  cpstandard validate initiatives.xlsx
    """
    checks = _checks(console)
    known = code_help.known_codes(checks)
    speak(language)
    if explain is not None:
        click.echo(code_help.explain(explain, known))
        return
    if not files:
        raise click.UsageError("Name a file to check, or - for stdin.")
    extras.check(files)
    asked = Config(
        frozenset(code_help.known(code, known) for code in ignore),
        dict(_severity(word, known) for word in severities),
        fail_on,
        limit,
        engine,
        baseline,
        language,
    )
    runs = Runs(asked, config, known, learn=write_baseline)
    reach = allow_private if online else None
    cores = jobs or usable_cores()
    checking = Checking(checks, runs, extras, console, cores, reach)
    checking.check(files)
    checked = checking.done
    if extras.fix is not None and form == "text":
        for report, run in checked:
            check_copy(report, extras.fix, checks, run, console)
    if checked:
        codes = {
            code: entry
            for code, entry in known.items()
            if any(code not in run.settings.ignore for _, run in checked)
        }
        reports = [report for report, _ in checked]
        if form in FORMS:
            whole = render(form, reports, code_help.spoken_codes(codes))
        else:
            whole = text.render(reports, runs.limit(), verbose=console.verbose)
        _write(whole, output)
    runs.finish(console, whole=checking.usable)
    if not checking.usable:
        sys.exit(2)
    if failed := [(report, run) for report, run in checked if run.fails(report)]:
        say_why(failed, console)
        sys.exit(1)


def _checks(console: Console) -> list[Check]:
    checks, failures = available_checks()
    for failure in failures:
        console.warn(f"cpstandard: {failure}")
    return checks


def _severity(word: str, known: dict[str, CodeEntry]) -> tuple[str, Severity]:
    code, _, level = word.partition("=")
    if level not in LEVELS:
        raise click.BadParameter(
            f"{word!r} is not CODE=LEVEL, where LEVEL is {', '.join(LEVELS)}.",
            param_hint="--severity",
        )
    return severity_of(code, level, known)


def _write(report: str, output: Path | None) -> None:
    if output is None:
        # Colour is for a terminal (click sees to that), and for people who want it (no-color.org).
        click.echo(report, nl=False, color=False if os.environ.get("NO_COLOR") else None)
        return
    try:
        output.write_text(click.unstyle(report), encoding="utf-8")
    except OSError as error:
        raise UnusableInput(
            phrase(
                "{output} cannot be written ({reason}): choose another place.",
                output=output,
                reason=error.strerror or error,
            )
        ) from error

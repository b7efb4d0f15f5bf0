"""``cpstandard template``: an empty spreadsheet to fill in."""

from dataclasses import replace
from pathlib import Path

import click

from cpstandard.cli.console import Console, console_options
from cpstandard.cli.whole_file import whole_file
from cpstandard.core.errors import UnusableInput
from cpstandard.core.standard import Standard
from cpstandard.publish.forms.template import TEMPLATE_WRITERS
from cpstandard.schema_store import LATEST, standard, wordings


@click.command(
    epilog="""\b
Examples:
  cpstandard template initiatives.xlsx --simple
  cpstandard template mentrau.ods --language cy"""
)
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--simple", is_flag=True, help="A dozen columns on one sheet, to begin with.")
@click.option("--language", metavar="TAG", default="en", help="Its language, such as cy.")
@click.option(
    "--extension",
    "extensions",
    metavar="ID",
    multiple=True,
    help="With its columns; not with --simple.",
)
@click.option(
    "--force", is_flag=True, help="Replace OUT, and all that was filled in, if it is there."
)
@click.option("--standard", "version", default=LATEST, show_default=True, help="Its version.")
@console_options
def command(
    out: Path,
    simple: bool,
    language: str,
    extensions: tuple[str, ...],
    version: str,
    force: bool,
    console: Console,
) -> None:
    """Write an empty spreadsheet to OUT (.xlsx, .ods or .csv), ready to be filled in.

    An OUT that is there already is left alone, unless --force is given.
    """
    writer = TEMPLATE_WRITERS.get(out.suffix.lower())
    if writer is None:
        raise UnusableInput(f"{out}: the name has to end in .xlsx, .ods or .csv.")
    if simple and extensions:
        raise UnusableInput(
            "--simple has none of an extension's columns: leave out --simple or --extension."
        )
    if out.exists() and not force:
        # It may hold somebody's work of days.
        raise UnusableInput(f"{out} is there already; name another, or give --force.")
    chosen = _standard(version, extensions, language)
    with whole_file(out) as target:
        writer(target, chosen, simple=simple, language=language)
    console.say(f"Wrote {out}. When it is filled in: cpstandard validate {out}")


def _standard(version: str, extensions: tuple[str, ...], language: str) -> Standard:
    chosen = standard(version, extensions)
    if not chosen.wordings:
        # The texts of the template are the same for a version that was made before they were.
        chosen = replace(chosen, wordings=wordings())
    if language not in chosen.wordings:
        known = ", ".join(chosen.wordings)
        raise UnusableInput(f"There is no template in {language!r}; there is one in: {known}.")
    return chosen

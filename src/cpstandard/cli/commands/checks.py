"""``cpstandard checks``: what can be found in a file, and what each code means."""

import click

from cpstandard.cli.language import language_option, speak
from cpstandard.cli.reports.codes import explain, known_codes, spoken_codes, stage
from cpstandard.core.telling import level
from cpstandard.plugins import load_plugins


@click.command()
@click.argument("code", required=False)
@language_option
def command(code: str | None, language: str | None) -> None:
    """List every code that validating can find, or explain one CODE.

    Example:  cpstandard checks end-before-start
    """
    speak(language)
    codes = known_codes([provided.item for provided in load_plugins().checks])
    if code is not None:
        click.echo(explain(code, codes))
        return
    width = max(len(name) for name in codes)
    for entry in spoken_codes(codes).values():
        head = f"{entry.code:<{width}}  {level(entry.severity):<7}  {stage(entry.scope):<12}"
        click.echo(f"{head}  {entry.what}")

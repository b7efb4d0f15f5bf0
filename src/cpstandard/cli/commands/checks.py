"""``cpstandard checks``: what can be found in a file, and what each code means."""

import click

from cpstandard.cli.reports.codes import explain, known_codes
from cpstandard.plugins import load_plugins


@click.command()
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """List every code that validating can find, or explain one CODE.

    Example:  cpstandard checks end-before-start
    """
    codes = known_codes([provided.item for provided in load_plugins().checks])
    if code is not None:
        click.echo(explain(code, codes))
        return
    width = max(len(name) for name in codes)
    for entry in codes.values():
        click.echo(f"{entry.code:<{width}}  {entry.severity!s:<7}  {entry.scope:<10}  {entry.what}")

"""``cpstandard verify``: holds a site to its manifest, file by file."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from cpstandard.cli.answer_form import form_option
from cpstandard.cli.console import Console, console_options
from cpstandard.cli.reports.plain import plain
from cpstandard.core.errors import UnusableInput
from cpstandard.publish.manifest import MANIFEST, damage_of, read_manifest


@click.command()
@click.argument("site", type=click.Path(path_type=Path), default="site")
@form_option("How to say what is wrong.")
@console_options
def command(site: Path, form: str, console: Console) -> None:
    """Hold every file of SITE to the manifest that it was published with.

    Found is what happens to files: bits that flip, ends that are cut off, files that are gone or
    came from elsewhere, links. The exit code is 0 where all is whole, 1 where something is not, 2
    where SITE is no site.

    Example:  cpstandard verify site
    """
    if not site.is_dir():
        raise UnusableInput(f"There is no site at {site}; name the folder that build made.")
    if not (site / MANIFEST).is_file():
        raise UnusableInput(
            f"{site} has no {MANIFEST}, so there is nothing to hold it to; build it anew."
        )
    damage = list(damage_of(site))
    if form == "json":
        found = [asdict(each) for each in damage]
        click.echo(json.dumps({"whole": not damage, "damage": found}, indent=2))
    for each in damage if form == "text" else ():
        click.echo(plain(f"{each.kind:<10} {each.path}: {each.message}"))
    if damage:
        counted = f"{len(damage):,} file{'s' if len(damage) > 1 else ''}"
        console.warn(f"{counted} of {site} damaged; the next build makes it whole.")
        sys.exit(1)
    files = len((read_manifest(site) or {"files": ()})["files"])
    console.say(f"{site} is whole: {files:,} files are as they were published.", files=files)

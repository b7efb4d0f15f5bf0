"""``cpstandard new``: a distribution of your own to begin with."""

from pathlib import Path

import click

from cpstandard.cli.console import Console, console_options
from cpstandard.cli.skeleton import Names, write_distribution
from cpstandard.core.errors import UnusableInput
from cpstandard.plugins import load_plugins

_INTO = click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    show_default=True,
    help="The folder in which the distribution's own folder is made.",
)


@click.group()
def command() -> None:
    """Write a distribution with an importer or a check to begin with.

    Example:  cpstandard new importer bury-gardens
    """


@command.command()
@click.argument("name")
@_INTO
@click.option("--title", default="", help="What the register is called; else the words of NAME.")
@console_options
def importer(name: str, into: Path, title: str, console: Console) -> None:
    """Write an importer that installs, passes its tests and imports a sample.

    NAME becomes its id, in lower-case-words, the same for ever.

    Example:  cpstandard new importer bury-gardens --title "Gardens of Bury"
    """
    names = Names.made_from(name, title)
    if name in {provided.item.id for provided in load_plugins().importers}:
        raise UnusableInput(f"There is an importer {name!r} already; see  cpstandard plugins.")
    written = write_distribution("importer", names, into)
    folder, sample = written[0], written[0] / "tests/cases/sample"
    _say(written, console)
    console.say(f"  pip install pytest --editable {folder}")
    console.say(f"  python -m pytest {folder}   # all pass: it works as it is")
    console.say(f"  cpstandard import {name} {sample / 'document.csv'} --preview")
    console.say(
        "Then make it yours: the headings in layout.py, what becomes of a row in record.py, and "
        f"a few lines of your register in {sample}."
    )
    console.say(f"When its records are what you want, keep them as {sample / 'expected.json'}:")
    console.say(f"  python -m pytest {folder} --write-expected")


@command.command()
@click.argument("name")
@_INTO
@console_options
def check(name: str, into: Path, console: Console) -> None:
    """Write a check that installs, passes its tests and is part of every validation.

    NAME becomes its code, in lower-case-words, the same for ever.

    Example:  cpstandard new check short-description
    """
    names = Names.made_from(name)
    if name in {provided.item.code for provided in load_plugins().checks}:
        raise UnusableInput(f"There is a check {name!r} already; see  cpstandard checks.")
    written = write_distribution("check", names, into)
    _say(written, console)
    console.say(f"  pip install pytest --editable {written[0]}")
    console.say(f"  python -m pytest {written[0]}")
    console.say(f"  cpstandard validate --explain {name}")


def _say(written: list[Path], console: Console) -> None:
    folder, *files = written
    console.say(f"{folder}:")
    for file in files:
        console.say(f"  {file.relative_to(folder)}")
    console.say("Next:")

"""``cpstandard registry``: checks and lists the registry of publishers."""

from pathlib import Path

import click

from cpstandard.cli.console import Console, console_options
from cpstandard.registry import read_registry

_FOLDER = click.option(
    "--registry",
    "folder",
    type=click.Path(path_type=Path),
    default="registry",
    show_default=True,
    help="The registry's folder.",
)


@click.group()
def command() -> None:
    """Check and list the registry of publishers.

    Example:  cpstandard registry check
    """


@command.command()
@_FOLDER
@console_options
def check(folder: Path, console: Console) -> None:
    """Name every mistake in the entries (exit 2), or say that there is none.

    Example:  cpstandard registry check --registry registry
    """
    registry = read_registry(folder)
    for publisher in registry.publishers:
        for source in publisher.entry.sources:
            if source.path:
                registry.embedded(source)
    sources = sum(len(publisher.entry.sources) for publisher in registry.publishers)
    publishers = len(registry.publishers)
    console.say(f"{folder}: no mistakes; publishers: {publishers}, sources: {sources}.")


@command.command(name="list")
@_FOLDER
def list_(folder: Path) -> None:
    """List each source: publisher, source, importer, where it lies.

    Example:  cpstandard registry list
    """
    for publisher in read_registry(folder).publishers:
        for source in publisher.entry.sources:
            place = source.url or source.path
            click.echo(f"{publisher.id}\t{source.id}\t{source.importer}\t{place}")

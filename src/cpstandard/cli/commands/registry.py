"""``cpstandard registry``: checks and lists the registry of publishers."""

from collections.abc import Iterator
from pathlib import Path

import click

from cpstandard.cli.console import Console, console_options
from cpstandard.core.errors import UnusableInput, WrongOptions
from cpstandard.ingest.run import parse_options
from cpstandard.pipeline.claims import owner_of
from cpstandard.plugins import Loaded, load_plugins
from cpstandard.registry import Publisher, Registry, Source, read_registry
from cpstandard.registry.strict_yaml import line_of

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

    Nothing is fetched and no source is read: whether one can be, a build tells.

    Example:  cpstandard registry check --registry registry
    """
    registry = read_registry(folder)
    plugins = load_plugins()
    mistakes = [
        f"{publisher.file}{mistake}"
        for publisher in registry.publishers
        for number in range(len(publisher.entry.sources))
        for mistake in _mistakes(publisher, number, registry, plugins)
    ]
    if mistakes:
        raise UnusableInput("\n".join(mistakes))
    for warning in _strange_take_downs(registry):
        console.warn(f"{folder / 'withdrawn.yaml'}: {warning}")
    sources = sum(len(publisher.entry.sources) for publisher in registry.publishers)
    publishers = len(registry.publishers)
    console.say(f"{folder}: no mistakes; publishers: {publishers}, sources: {sources}.")


def _strange_take_downs(registry: Registry) -> Iterator[str]:
    """Yield the take-downs that reach nothing of this registry: a slip of the pen leaves it up."""
    known = {publisher.id for publisher in registry.publishers}
    gone = {each.publisher for each in registry.withdrawn if each.publisher}
    for each in registry.withdrawn:
        if each.id and not owner_of(each.id, known | gone):
            yield f"{each.id} begins as the ids of no publisher here do; is it written right?"
        if each.publisher and each.publisher not in known:
            yield f"{each.publisher} is no publisher here; is it written right?"


def _mistakes(
    publisher: Publisher, number: int, registry: Registry, plugins: Loaded
) -> Iterator[str]:
    """Yield what an entry cannot say of itself, with its line where it is an option's."""
    source, at = publisher.entry.sources[number], f": sources.{number}: "
    for mistake in _of_source(source, registry, plugins):
        if isinstance(mistake, str):
            yield f"{at}{mistake}"
            continue
        text = publisher.file.read_bytes()
        for key, said in mistake.mistakes:
            path = f"sources/{number}/options/{key}".rstrip("/")
            line = line_of(text, path)
            place = f" line {line}" if line else ""
            yield f"{place}{at}{mistake.opening}: {key}{': ' * bool(key)}{said}"


def _of_source(source: Source, registry: Registry, plugins: Loaded) -> Iterator[str | WrongOptions]:
    """Yield that there is no such file, importer or option of it."""
    try:
        parse_options(plugins.importer(source.importer).item, source.options)
    except WrongOptions as error:
        yield error
    except UnusableInput as error:
        yield str(error)
    # A source that is not to be read may have lost its file.
    if source.path and source.status.state == "active":
        try:
            there = registry.embedded(source).exists()
        except UnusableInput as error:
            yield str(error)
            return
        except OSError:  # such as a name that is too long
            there = False
        if not there:
            yield f"{source.path:.80}: no such file or folder in {registry.folder}."


@command.command(name="list")
@_FOLDER
def list_(folder: Path) -> None:
    """List each source: publisher, source, importer, how often it is renewed, where it lies.

    Example:  cpstandard registry list
    """
    for publisher in read_registry(folder).publishers:
        for source in publisher.entry.sources:
            place, often = source.url or source.path, source.frequency or "-"
            click.echo(f"{publisher.id}\t{source.id}\t{source.importer}\t{often}\t{place}")

"""``cpstandard registry``: checks and lists the registry of publishers, and drafts entries."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from cpstandard.cli.console import Console, console_options
from cpstandard.cli.online import fetched, is_address
from cpstandard.cli.reaching import reaching_options
from cpstandard.cli.whole_file import whole_file
from cpstandard.core.errors import UnusableInput, WrongOptions
from cpstandard.fetch.address import Refused, read_address
from cpstandard.fetch.retrieved import Retrieved
from cpstandard.ingest.run import parse_options
from cpstandard.pipeline.claims import owner_of
from cpstandard.pipeline.drafting import draft_entry
from cpstandard.plugins import Loaded, load_plugins
from cpstandard.registry import KEBAB, Publisher, Registry, Source, read_registry, read_site
from cpstandard.registry.strict_yaml import line_of, parse_yaml

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
    """Check and list the registry of publishers, and draft an entry for a new one.

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
    if not (registry.site.contact or registry.site.issues):
        console.warn(_without_contact(folder / "site.yaml"))
    sources = sum(len(publisher.entry.sources) for publisher in registry.publishers)
    publishers = len(registry.publishers)
    console.say(f"{folder}: no mistakes; publishers: {publishers}, sources: {sources}.")


def _without_contact(settings: Path) -> str:
    needed = "who wants a record corrected or removed has nobody to write to but its publisher."
    if settings.exists():
        return f"{settings}: names no contact: {needed}"
    return f"{settings}: there is no such file, and so no contact: {needed}"


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
    """Yield that there is no such file, importer or option of it, or an address nobody follows."""
    try:
        parse_options(plugins.importer(source.importer).item, source.options)
    except WrongOptions as error:
        yield error
    except UnusableInput as error:
        yield str(error)
    if source.url:
        try:
            read_address(source.url)
        except Refused as error:
            yield f"url: {error}."
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


@command.command()
@click.argument("source", metavar="URL")
@_FOLDER
@click.option(
    "--publisher",
    metavar="ID",
    default="",
    help="The publisher's id; else what the file says, its folder below data/, or its host.",
)
@click.option("--country", default="gb", show_default=True, help="The folder it is put in.")
@click.option("--licence", default="", help="SPDX id or address; else what the file says.")
@reaching_options
@click.option("--print", "only_print", is_flag=True, help="Print the draft; write nothing.")
@console_options
def add(
    source: str,
    folder: Path,
    publisher: str,
    country: str,
    licence: str,
    allow_private: tuple[str, ...],
    only_print: bool,
    console: Console,
) -> None:
    """Draft an entry from a look at the file at URL, or at one below the registry's folder.

    Finds which importer reads it, or drafts a mapping; counts the records; and marks with “check”
    what a person has to decide. An entry that is there is never overwritten.

    Example:  cpstandard registry add https://example.org/initiatives.csv --publisher example-town
    """
    for given, asked in ((publisher, KEBAB), (country, re.compile("[a-z]{2}"))):
        if given and not asked.fullmatch(given):
            raise UnusableInput(
                f"{given!r:.80}: write an id as lower-case-words, a country as two small letters."
            )
    below = ""
    with ExitStack() as stack:
        if is_address(source):
            stack.enter_context(console.progress(f"Fetching {source}"))
            looking = fetched(source, allow_private=allow_private, site=read_site(folder))
            retrieved = stack.enter_context(looking)
            place = f"url: {json.dumps(source)}"
        else:
            retrieved = Retrieved(Path(source), name=source)
            within = _within(Path(source), folder)
            below = _publisher_folder(within)
            place = f"path: {json.dumps(within)}"
        draft = draft_entry(
            retrieved,
            place,
            load_plugins(),
            publisher_id=publisher,
            folder=below,
            licence=licence,
            parse=lambda text: parse_yaml(text.encode(), "the draft"),
        )
    if only_print:
        click.echo(draft.text, nl=False)
        return
    target = folder / country / f"{draft.publisher_id}.yaml"
    if target.exists():
        raise UnusableInput(f"{target} is there already: name another id with --publisher.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(target) as out:
        out.write(draft.text.encode())
    console.say(f"{target} is drafted, to be read by the importer {draft.importer}.")
    console.say("Decide what says “check” in it, then:  cpstandard registry check")


def _publisher_folder(path: str) -> str:
    """Return the publisher's id of a path such as ``data/<publisher-id>/list.csv``; or none."""
    first, _, rest = path.partition("/")
    return rest.partition("/")[0] if first == "data" and "/" in rest else ""


def _within(path: Path, folder: Path) -> str:
    try:
        return path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        raise UnusableInput(
            f"{path} is neither an address nor below {folder}: give an address, or put the file "
            f"into {folder / 'data'} first."
        ) from None


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

"""Looks at what is installed: what is needed, extras, plugins, and the versions of the standard."""

from collections.abc import Iterator
from importlib import metadata

from cpstandard import schema_store
from cpstandard.cli import frozen
from cpstandard.cli.doctor.model import Line
from cpstandard.cli.doctor.requirements import Need, needs
from cpstandard.core.errors import UnusableInput
from cpstandard.plugins import load_plugins

EXTRAS = {
    "geo": "postcodes on the page of what is near (/near/)",
    "link": "linking by a trained model (linking: method: splink)",
    "map": "a map of the results that can be moved and zoomed (map: moving)",
    "parquet": "downloads and exports as Parquet",
    "spark": "build --engine spark",
}
"""What each extra that a user may want is for; the others are for work on cpstandard itself."""
_AGAIN = "install cpstandard again, into an environment of its own"


def requirements() -> Iterator[Line]:
    """Yield a line about all that is needed always, and one for each extra."""
    try:
        wanted = list(needs())
    except metadata.PackageNotFoundError:
        message = "cpstandard runs from a folder and was never installed, so it has no plugins"
        yield Line(
            topic="software", name="cpstandard", state="wrong", message=message, remedy=_AGAIN
        )
        return
    always = [need for need in wanted if not need.extra]
    lacking = [words for need in always if (words := need.lacks())]
    if lacking:
        yield Line(
            topic="software",
            name="dependencies",
            state="wrong",
            message="; ".join(lacking),
            remedy=_AGAIN,
        )
    else:
        message = f"all {len(always)} are here"
        yield Line(topic="software", name="dependencies", state="ok", message=message)
    for extra, purpose in EXTRAS.items():
        yield _extra(extra, purpose, [need for need in wanted if need.extra == extra])


def _extra(extra: str, purpose: str, wanted: list[Need]) -> Line:
    lacking = [words for need in wanted if (words := need.lacks())]
    if lacking:
        return Line(
            topic="extras",
            name=extra,
            state="note",
            message=f"{'; '.join(lacking)}: only for {purpose}",
            remedy=f"pip install 'cpstandard[{extra}]'",
        )
    here = ", ".join(f"{need.name} {need.installed()}" for need in wanted)
    return Line(topic="extras", name=extra, state="ok", message=f"{here}, for {purpose}")


def plugins() -> Iterator[Line]:
    """Yield a line about what plugins give, and one for each that is broken."""
    loaded = load_plugins()
    for failure in loaded.failures:
        yield Line(
            topic="plugins",
            name=failure.plugin,
            state="wrong",
            message=failure.message,
            remedy=f"ask who makes {failure.distribution}, or uninstall it",
        )
    givers = {each.distribution for each in loaded.importers}
    givers |= {each.distribution for each in loaded.checks}
    message = (
        f"{len(loaded.importers)} importers and {len(loaded.checks)} checks load, of "
        f"{', '.join(sorted(givers))}"
    )
    yield Line(topic="plugins", name="loaded", state="ok", message=message)


def standards() -> Iterator[Line]:
    """Yield a line for each version of the standard: what is released has to be as it was."""
    try:
        folder = schema_store.schema_folder()
    except UnusableInput as error:
        yield Line(topic="standard", name="files", state="wrong", message=str(error), remedy=_AGAIN)
        return
    broken = frozen.changed_files(folder)
    for version in schema_store.versions():
        changed = [what for path, what in broken.items() if path.startswith(f"{version}/")]
        is_frozen = version in frozen.frozen_versions(folder)
        if changed:
            message = f"{changed[0]}, and {len(changed) - 1} more" if changed[1:] else changed[0]
            remedy = "a released version is never edited: put it back, or install cpstandard again"
            yield Line(
                topic="standard", name=version, state="wrong", message=message, remedy=remedy
            )
        else:
            known = " with ".join(
                filter(None, [version, ", ".join(schema_store.extensions_of(version))])
            )
            message = f"{known}: {'released, and unchanged' if is_frozen else 'not released yet'}"
            yield Line(topic="standard", name=version, state="ok", message=message)

"""What ``cpstandard --version`` says: the software, the standard's versions, and the plugins."""

from collections.abc import Iterator

from cpstandard import __version__, schema_store
from cpstandard.cli.reports.plain import plain
from cpstandard.plugins import load_plugins


def versions() -> Iterator[str]:
    """Yield the lines, the first of which is about the software alone."""
    yield f"cpstandard {__version__}"
    for version in schema_store.versions():
        latest = " (the latest)" if version == schema_store.LATEST else ""
        more = ", ".join(schema_store.extensions_of(version))
        yield f"standard {version}{latest}{f' with {more}' if more else ''}"
    loaded = load_plugins()
    for each in loaded.importers:
        given = f"{each.distribution} {each.version}"
        yield plain(f"importer {each.item.id} {each.item.version} [{given}]")
    ours = "cpstandard"
    for check in loaded.checks:
        if check.distribution != ours:
            yield plain(f"check {check.item.code} [{check.distribution} {check.version}]")
    yield f"{len(loaded.checks)} checks in all"
    for failure in loaded.failures:
        yield plain(f"broken {failure}")

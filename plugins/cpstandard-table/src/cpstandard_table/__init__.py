"""Reads any table, JSON or GeoJSON file by a mapping that the registry entry declares."""

from collections.abc import Sequence

from cpstandard.core.importer import Importer
from cpstandard.hookspecs import hookimpl
from cpstandard_table.importer import TableImporter


@hookimpl
def cpstandard_importers() -> Sequence[Importer]:
    """Return the importer of tables."""
    return [TableImporter()]

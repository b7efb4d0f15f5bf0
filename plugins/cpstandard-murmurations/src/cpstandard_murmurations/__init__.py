"""Reads organisation profiles of the Murmurations network."""

from collections.abc import Sequence

from cpstandard.core.importer import Importer
from cpstandard.hookspecs import hookimpl
from cpstandard_murmurations.importer import Murmurations


@hookimpl
def cpstandard_importers() -> Sequence[Importer]:
    """Return the importer of Murmurations profiles."""
    return [Murmurations()]

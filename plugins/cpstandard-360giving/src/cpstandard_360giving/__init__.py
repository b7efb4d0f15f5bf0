"""Reads grants published in the 360Giving Data Standard."""

from collections.abc import Sequence

from cpstandard.core.importer import Importer
from cpstandard.hookspecs import hookimpl
from cpstandard_360giving.importer import ThreeSixtyGiving


@hookimpl
def cpstandard_importers() -> Sequence[Importer]:
    """Return the importer of grants data."""
    return [ThreeSixtyGiving()]

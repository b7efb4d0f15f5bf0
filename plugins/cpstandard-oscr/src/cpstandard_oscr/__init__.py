"""Reads the Scottish Charity Register, and finds candidates in it."""

from collections.abc import Sequence

from cpstandard.core.importer import Importer
from cpstandard.hookspecs import hookimpl
from cpstandard_oscr.importer import CHARITIES


@hookimpl
def cpstandard_importers() -> Sequence[Importer]:
    """Return the importer of the Scottish Charity Register."""
    return [CHARITIES]

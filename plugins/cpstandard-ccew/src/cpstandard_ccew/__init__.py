"""Reads the register of charities of England and Wales, and finds candidates in it."""

from collections.abc import Sequence

from cpstandard.core.importer import Importer
from cpstandard.hookspecs import hookimpl
from cpstandard_ccew.importer import CharitiesOfEnglandAndWales


@hookimpl
def cpstandard_importers() -> Sequence[Importer]:
    """Return the importer of the register of charities of England and Wales."""
    return [CharitiesOfEnglandAndWales()]

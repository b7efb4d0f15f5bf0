"""Reads the register of charities of Northern Ireland, and finds candidates in it."""

from collections.abc import Sequence

from cpstandard.core.importer import Importer
from cpstandard.hookspecs import hookimpl
from cpstandard_ccni.importer import CHARITIES


@hookimpl
def cpstandard_importers() -> Sequence[Importer]:
    """Return the importer of the register of charities of Northern Ireland."""
    return [CHARITIES]

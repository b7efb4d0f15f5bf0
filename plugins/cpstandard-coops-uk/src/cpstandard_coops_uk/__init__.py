"""Reads the open data of Co-operatives UK."""

from collections.abc import Sequence

from cpstandard.core.importer import Importer
from cpstandard.hookspecs import hookimpl
from cpstandard_coops_uk.importer import CoopsUk


@hookimpl
def cpstandard_importers() -> Sequence[Importer]:
    """Return the importer of the open data of Co-operatives UK."""
    return [CoopsUk()]

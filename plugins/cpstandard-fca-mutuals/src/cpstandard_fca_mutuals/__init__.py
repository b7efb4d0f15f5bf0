"""Reads the Mutuals Public Register of the Financial Conduct Authority."""

from collections.abc import Sequence

from cpstandard.core.importer import Importer
from cpstandard.hookspecs import hookimpl
from cpstandard_fca_mutuals.importer import FcaMutuals


@hookimpl
def cpstandard_importers() -> Sequence[Importer]:
    """Return the importer of the Mutuals Public Register."""
    return [FcaMutuals()]

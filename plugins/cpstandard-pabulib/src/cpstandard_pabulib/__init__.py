"""Reads the votes on participatory budgets that Pabulib collects."""

from collections.abc import Sequence

from cpstandard.core.importer import Importer
from cpstandard.hookspecs import hookimpl
from cpstandard_pabulib.importer import Pabulib


@hookimpl
def cpstandard_importers() -> Sequence[Importer]:
    """Return the importer of participatory-budget files."""
    return [Pabulib()]

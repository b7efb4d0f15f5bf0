"""Reads lists of assets of community value, as English councils publish them."""

from collections.abc import Sequence

from cpstandard.core.importer import Importer
from cpstandard.hookspecs import hookimpl
from cpstandard_acv.importer import AssetsOfCommunityValue


@hookimpl
def cpstandard_importers() -> Sequence[Importer]:
    """Return the importer of assets of community value."""
    return [AssetsOfCommunityValue()]

"""Reads the community interest companies in Companies House's basic company data."""

from collections.abc import Sequence

from cpstandard.core.importer import Importer
from cpstandard.hookspecs import hookimpl
from cpstandard_cic.importer import CommunityInterestCompanies


@hookimpl
def cpstandard_importers() -> Sequence[Importer]:
    """Return the importer of community interest companies."""
    return [CommunityInterestCompanies()]

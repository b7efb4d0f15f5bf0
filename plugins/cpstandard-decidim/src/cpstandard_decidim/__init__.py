"""Reads participatory processes and assemblies that platforms made with Decidim export."""

from collections.abc import Sequence

from cpstandard.core.importer import Importer
from cpstandard.hookspecs import hookimpl
from cpstandard_decidim.importer import Decidim


@hookimpl
def cpstandard_importers() -> Sequence[Importer]:
    """Return the importer of Decidim platforms."""
    return [Decidim()]

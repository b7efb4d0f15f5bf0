"""Reads cases, methods and organisations from Participedia."""

from collections.abc import Sequence

from cpstandard.core.importer import Importer
from cpstandard.hookspecs import hookimpl
from cpstandard_participedia.importer import Participedia


@hookimpl
def cpstandard_importers() -> Sequence[Importer]:
    """Return the importer of Participedia."""
    return [Participedia()]

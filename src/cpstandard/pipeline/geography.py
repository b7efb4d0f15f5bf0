"""Gathers the registry's reference data on areas, for the places of registers."""

from dataclasses import dataclass

from cpstandard.core.areas import Area, Areas
from cpstandard.ingest.areas import AreaColumns, read_areas
from cpstandard.pipeline.fetching import Fetched
from cpstandard.pipeline.reference_tables import noting, reference_document
from cpstandard.registry import Registry
from cpstandard.workspace import content_key


@dataclass(frozen=True, slots=True)
class Geography:
    """The areas, if there are any, a key of what they were read from, and what failed."""

    areas: Areas | None
    key: str
    failures: tuple[str, ...] = ()


def geography_of(registry: Registry, fetched: Fetched) -> Geography:
    """Read the reference data that is at hand.

    What was never fetched, in a build without ``--online``, is left out; what cannot be read is a
    failure that stops nothing: places then keep the codes that their registers give.
    """
    areas: list[Area] = []
    keys: list[list[str]] = []
    failures: list[str] = []
    for name, reference in sorted(registry.references.items()):
        if reference.columns is None:
            continue
        with noting(failures, name):
            document, stale = reference_document(fetched, name)
            failures += stale
            areas += read_areas(document, AreaColumns(**reference.columns.model_dump()))
            keys.append([name, document.sha256, reference.columns.model_dump_json()])
    return Geography(Areas(areas) if areas else None, content_key(keys), tuple(failures))

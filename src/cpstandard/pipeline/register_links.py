"""Gathers what the registry's reference data says of numbers that are of one body."""

from dataclasses import dataclass

from cpstandard.core.links import SameBody
from cpstandard.ingest.register_links import read_register_links
from cpstandard.pipeline.fetching import Fetched
from cpstandard.pipeline.reference_tables import noting, reference_document
from cpstandard.registry import Registry
from cpstandard.workspace import content_key


@dataclass(frozen=True, slots=True)
class RegisterLinks:
    """The numbers of one body, a key of what they were read from, and what failed."""

    same_bodies: tuple[SameBody, ...]
    key: str
    failures: tuple[str, ...] = ()


def register_links_of(registry: Registry, fetched: Fetched) -> RegisterLinks:
    """Read the tables of links between registers that are at hand; others link nothing."""
    found: list[SameBody] = []
    keys: list[list[str]] = []
    failures: list[str] = []
    for name, reference in sorted(registry.references.items()):
        columns = reference.links
        if columns is None:
            continue
        with noting(failures, name):
            document, stale = reference_document(fetched, name)
            failures += stale
            pairs = read_register_links(document, columns.number, columns.same_as)
            found += [SameBody(pair, reference.title) for pair in pairs]
            keys.append([name, document.sha256, reference.title, columns.model_dump_json()])
    return RegisterLinks(tuple(found), content_key(keys), tuple(failures))

"""Linked data: the codelists as SKOS, the downloads as a DCAT catalogue, a package as JSON-LD."""

from collections.abc import Iterator

from cpstandard.core.standard import Schema
from cpstandard.publish.directory import Directory
from cpstandard.publish.linked.catalogue import catalogue_nodes
from cpstandard.publish.linked.nodes import json_ld, turtle
from cpstandard.publish.linked.skos import standard_nodes
from cpstandard.publish.linked.terms import term_nodes


def render_linked_data(directory: Directory, context: Schema) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the catalogue, the codelists and our own terms.

    Each as Turtle and as JSON-LD. ``context`` is the JSON-LD context of the directory's standard.
    Pure: the same directory gives the same bytes.
    """
    standard = directory.standard
    below = f"standard/{standard.version}"
    sets = [("data/catalogue", catalogue_nodes(directory))]
    sets += [(f"{below}/codelists/{name}", nodes) for name, nodes in standard_nodes(standard)]
    sets.append((f"{below}/terms", term_nodes(standard, context)))
    for path, nodes in sets:
        yield f"{path}.ttl", turtle(nodes)
        yield f"{path}.jsonld", json_ld(nodes)

"""How the tests make JSON-LD of a package, and read RDF with two libraries."""

import io
import json
import warnings
from collections.abc import Sequence
from typing import Any

from pyld import jsonld
from rdflib import Graph

from cpstandard.publish.linked.package import write_jsonld
from cpstandard.schema_store import context, standard

Package = dict[str, Any]


def read_with_rdflib(document: bytes, form: str = "json-ld") -> Graph:
    with warnings.catch_warnings():
        # Its own JSON-LD parser uses a class that it has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=document, format=form)


def read_with_pyld(document: bytes) -> Graph:
    quads = jsonld.to_rdf(json.loads(document), {"format": "application/n-quads"})
    return Graph().parse(data=quads, format="ntriples")


def as_json_ld(package: Package, extensions: Sequence[str] = ()) -> bytes:
    header = {name: value for name, value in package.items() if name != "initiatives"}
    out = io.BytesIO()
    write_jsonld(header, package["initiatives"], out, standard("1.0", extensions), context())
    return out.getvalue()

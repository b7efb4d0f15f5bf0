"""Statements about things, and how they are written as Turtle and as JSON-LD."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

PREFIXES = {
    "cps": "https://w3id.org/cpstandard/terms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    | {chr(code): f"\\u{code:04X}" for code in range(0x20) if chr(code) not in "\n\r\t"}
)
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing that is pointed at by its address."""

    iri: str


@dataclass(frozen=True, slots=True)
class Text:
    """A literal, with the language of its text or a datatype such as ``xsd:date``."""

    text: str
    language: str = ""
    datatype: str = ""


Facts = Sequence[tuple[str, Ref | Text]]
"""What is said of a thing: a property such as ``dcterms:title``, and a value. Order is kept."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing, by its address (relative ones count from the document), and what is said of it."""

    iri: str
    types: tuple[str, ...]
    facts: Facts


def turtle(nodes: Iterable[Node]) -> bytes:
    """Return ``nodes`` as Turtle, in the order given."""
    listed = list(nodes)
    used = _used(listed)
    head = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in used)
    return "\n".join([head, *(_turtle_node(node) for node in listed)]).encode()


def json_ld(nodes: Iterable[Node]) -> bytes:
    """Return ``nodes`` as JSON-LD, in the order given."""
    listed = list(nodes)
    context = {name: PREFIXES[name] for name in _used(listed)}
    document = {"@context": context, "@graph": [_json_node(node) for node in listed]}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def safe_iri(iri: str) -> str:
    """Return ``iri`` with whatever may not stand in one percent-encoded."""
    return _NOT_IN_IRI.sub(lambda found: quote(found[0], safe=""), iri)


def _used(nodes: Sequence[Node]) -> list[str]:
    names: set[str] = set()
    for node in nodes:
        names.update(node.types)
        for name, value in node.facts:
            names.add(name)
            if isinstance(value, Text) and value.datatype:
                names.add(value.datatype)
    return sorted({name.split(":", 1)[0] for name in names})


def _turtle_node(node: Node) -> str:
    lines = [f"a {', '.join(node.types)}"] if node.types else []
    lines += [f"{name} {_turtle_value(value)}" for name, value in node.facts]
    return f"<{safe_iri(node.iri)}>\n    " + " ;\n    ".join(lines) + " .\n"


def _turtle_value(value: Ref | Text) -> str:
    if isinstance(value, Ref):
        return f"<{safe_iri(value.iri)}>"
    text = f'"{value.text.translate(_ESCAPES)}"'
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{value.datatype}" if value.datatype else text


def _json_node(node: Node) -> dict[str, Any]:
    document: dict[str, Any] = {"@id": safe_iri(node.iri)}
    if node.types:
        document["@type"] = list(node.types)
    for name, value in node.facts:
        document.setdefault(name, []).append(_json_value(value))
    return document


def _json_value(value: Ref | Text) -> dict[str, str]:
    if isinstance(value, Ref):
        return {"@id": safe_iri(value.iri)}
    document = {"@value": value.text}
    if value.language:
        document["@language"] = value.language
    elif value.datatype:
        document["@type"] = value.datatype
    return document

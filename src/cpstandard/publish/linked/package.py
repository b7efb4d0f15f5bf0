"""A package as JSON-LD: its own fields as they are, and beside them what links them.

What is added are keywords (``@id``, ``@type``, ``@context``) and properties with a prefix
(``prov:wasDerivedFrom``); exact dates and own licences become typed values. All else stays, so
that ``unlinked`` gives back the package.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO

from cpstandard.core.record import Record
from cpstandard.core.standard import Schema, Standard, walk_fields
from cpstandard.publish.forms import write_json
from cpstandard.publish.linked.statements import add_links

INITIATIVE = "https://w3id.org/cpstandard/initiative/"
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_XSD_BY_LENGTH = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_FIRST_OF_MISSING = "-01-01"
_OWN_LICENCE = "LicenseRef-"

Path = tuple[str, ...]

_TYPES: dict[Path, str] = {
    (): "schema:Project",
    ("links", "*"): "schema:CreativeWork",
    ("images", "*"): "schema:ImageObject",
    ("identifiers", "*"): "schema:PropertyValue",
    ("legalBasis", "*"): "schema:CreativeWork",
    ("places", "*"): "schema:Place",
    ("places", "*", "areaCodes", "*"): "schema:PropertyValue",
    ("organisations", "*"): "schema:Organization",
    ("organisations", "*", "identifiers", "*"): "schema:PropertyValue",
    ("milestones", "*"): "schema:Event",
    ("editions", "*"): "schema:Event",
    ("participation", "*"): "schema:Observation",
    ("evidence", "*"): "schema:Claim",
    ("sources", "*"): "schema:CreativeWork",
    ("provenance",): "prov:Entity",
}


_IN_OWN_LANGUAGE = frozenset[Path]({(), ("translations", "*"), ("otherNames", "*")})
_LOCAL = {
    "id": {"@id": "cps:localId", "@language": None},
    "sources": {"@id": "cps:sourceId", "@language": None},
}


class Linker:
    """Makes JSON-LD of the records of one version of the standard."""

    def __init__(self, standard: Standard, context: Schema) -> None:
        """Prepare for records of ``standard``, whose JSON-LD context is ``context``."""
        self._context = context
        self._terms = dict(_terms(context["initiatives"]["@context"]))
        fields = list(walk_fields(standard.initiative))
        self._dates = _paths(fields, "partial-date")
        self._licences = _paths(fields, "licence")

    def header(self, header: Record) -> Record:
        """Return an envelope with the context inlined, so that nothing has to be fetched."""
        context = dict(self._context)
        if _is_language(header.get("language")):
            context["@language"] = header["language"]
        linked: Record = {"@context": context, "@type": "schema:Dataset"}
        linked |= {name: value for name, value in header.items() if _is_field(name)}
        licence = linked.get("licence")
        if _is_own_licence(licence):
            linked["licence"] = {"@value": licence}
        publisher = linked.get("publisher")
        if isinstance(publisher, dict):
            linked["publisher"] = {"@type": "schema:Organization", **publisher}
        return linked

    def record(self, record: Record) -> Record:
        """Return a record with addresses for itself and its parts, types and links."""
        linked: Record = self._linked(record, ())
        if isinstance(record.get("id"), str):
            linked = {"@id": INITIATIVE + record["id"], **linked}
            add_links(linked)
        return linked

    def _linked(self, value: Any, path: Path) -> Any:
        if isinstance(value, list):
            return [self._linked(part, (*path, "*")) for part in value]
        if isinstance(value, dict):
            parts = {
                name: self._linked(part, (*path, name))
                for name, part in value.items()
                if _is_field(name)
            }
            return {**self._keywords(parts, path), **parts}
        if path in self._dates and isinstance(value, str):
            return _typed_date(value)
        if path in self._licences and _is_own_licence(value):
            return {"@value": value}
        return value

    def _keywords(self, value: Record, path: Path) -> Record:
        """Return the ``@context`` and ``@type`` that the object at ``path`` gets, if any."""
        known = self._terms.get(path, frozenset[str]())
        # A field of an extension must not be taken for an outer field of the same name.
        words: Record = {
            name: _LOCAL.get(name, f"cps:{name}") for name in value if name not in known
        }
        # A record, a translation and an other name each may be in a language of their own.
        if path in _IN_OWN_LANGUAGE and _is_language(value.get("language")):
            words["@language"] = value["language"]
        keywords: Record = {"@context": words} if words else {}
        if path in _TYPES:
            keywords["@type"] = _TYPES[path]
        return keywords


def write_jsonld(
    header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard, context: Schema
) -> None:
    """Write the package as one JSON-LD document, a record at a time."""
    linker = Linker(standard, context)
    write_json(linker.header(header), map(linker.record, records), out, standard)


def unlinked(value: Any) -> Any:
    """Return the part of a package that ``value`` was made of."""
    if isinstance(value, list):
        return [unlinked(part) for part in value]
    if not isinstance(value, dict):
        return value
    if "@value" in value:
        return value["@value"]
    return {name: unlinked(part) for name, part in value.items() if _is_field(name)}


def _terms(terms: Schema, path: Path = ()) -> Iterator[tuple[Path, frozenset[str]]]:
    """Yield the names that a context knows at each path, alone or as the item of a list."""
    for each in (path, (*path, "*")):
        yield each, frozenset(terms)
    for name, term in terms.items():
        inner = term.get("@context") if isinstance(term, dict) else None
        if isinstance(inner, dict):
            for each in (path, (*path, "*")) if path else ((),):
                yield from _terms(inner, (*each, name))


def _paths(fields: Iterable[Any], pattern: str) -> frozenset[Path]:
    return frozenset(f.path for f in fields if f.schema.get("patternName") == pattern)


def _is_field(name: str) -> bool:
    """Return whether a key may be a field: what has a sign of JSON-LD in it never is."""
    return "@" not in name and ":" not in name


def _is_language(value: object) -> bool:
    return isinstance(value, str) and _LANGUAGE.match(value) is not None


def _is_own_licence(value: object) -> bool:
    # SPDX keeps this beginning for licences that have no page there.
    return isinstance(value, str) and value.startswith(_OWN_LICENCE)


def _typed_date(text: str) -> str | Record:
    """Return an exact date with its XML type; one that is approximate stays EDTF, as in context."""
    datatype = _XSD_BY_LENGTH.get(len(text))
    if datatype is None or not text.replace("-", "").isascii():
        return text
    try:
        date.fromisoformat((text + _FIRST_OF_MISSING)[:10])
    except ValueError:
        return text
    return {"@value": text, "@type": datatype}

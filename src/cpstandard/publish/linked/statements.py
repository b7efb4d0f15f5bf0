"""The links between the parts of one record: what its local ids and roles say, as addresses."""

from collections.abc import Iterator
from typing import Any

from cpstandard.core.record import Record

_NAMED = {"sources": "source", "funding": "funding", "evidence": "claim"}
"""Lists whose items may have an id within the record, and how their addresses begin."""

_ROLES = {"funder": "schema:funder", "founder": "schema:founder", "member": "schema:member"}
_GRANT = "schema:MonetaryGrant"


def add_links(linked: Record) -> None:
    """Add to a record of JSON-LD, which has its own ``@id``, the links between its parts."""
    base = linked["@id"]
    for name, kind in _NAMED.items():
        for item in _items(linked, name):
            if isinstance(item.get("id"), str):
                item["@id"] = f"{base}#{kind}-{item['id']}"
    for name, part in linked.items():
        if name != "sources" and not name.startswith("@"):
            _add_sources(part, base)
    _add_names(linked)
    _add_roles(linked)
    _add_grants(linked)
    for claim in _items(linked, "evidence"):
        _refer(claim, "rivalOf", "cps:rivalClaim", f"{base}#claim-")
        _refer(claim, "sources", "schema:citation", f"{base}#source-")


def _add_sources(value: Any, base: str) -> None:
    """Say of every part that cites sources what it was derived from."""
    if isinstance(value, list):
        for part in value:
            _add_sources(part, base)
    elif isinstance(value, dict) and "@value" not in value:
        for name, part in list(value.items()):
            if not name.startswith("@"):
                _add_sources(part, base)
        _refer(value, "sources", "prov:wasDerivedFrom", f"{base}#source-")


def _refer(part: Record, name: str, link: str, start: str) -> None:
    ids = part.get(name)
    listed = ids if isinstance(ids, list) else [ids]
    targets = [{"@id": start + each} for each in listed if isinstance(each, str)]
    if targets:
        part[link] = targets


def _add_names(linked: Record) -> None:
    """Say the names in other languages, and the old ones, as plain literals too."""
    wanted = (
        ("otherNames", "name", "schema:alternateName"),
        ("translations", "name", "schema:name"),
        ("translations", "description", "schema:description"),
    )
    for name, field, link in wanted:
        said = [
            {"@value": item[field], **_language(item)}
            for item in _items(linked, name)
            if isinstance(item.get(field), str)
        ]
        if said:
            linked[link] = said


def _language(item: Record) -> Record:
    language = item.get("@context", {}).get("@language")
    return {"@language": language} if language else {}


def _add_roles(linked: Record) -> None:
    for number, organisation in enumerate(_items(linked, "organisations"), start=1):
        roles = organisation.get("roles")
        for role in roles if isinstance(roles, list) else ():
            link = _ROLES.get(role) if isinstance(role, str) else None
            if link:
                organisation["@id"] = f"{linked['@id']}#organisation-{number}"
                linked.setdefault(link, []).append({"@id": organisation["@id"]})


def _add_grants(linked: Record) -> None:
    """Call grants, and nothing else, by schema.org's name for grants."""
    for number, line in enumerate(_items(linked, "funding"), start=1):
        if line.get("kind") == "grant":
            line["@type"] = _GRANT
            line.setdefault("@id", f"{linked['@id']}#grant-{number}")
            linked.setdefault("schema:funding", []).append({"@id": line["@id"]})
        _refer(line, "partOf", "dcterms:isPartOf", f"{linked['@id']}#funding-")


def _items(linked: Record, name: str) -> Iterator[Record]:
    items = linked.get(name)
    if isinstance(items, list):
        yield from (item for item in items if isinstance(item, dict))

"""What a record says in the fields of extensions: kept apart, and shown by the fields' titles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cpstandard.core.record import Record
from cpstandard.core.standard import Schema, Standard
from cpstandard.publish.formats import day, number
from cpstandard.publish.reference_input import ExtensionInput

_DATES = ("partial-date", "full-date", "timestamp")


@dataclass(frozen=True, slots=True)
class ExtraItem:
    """One item: titles with values in words, and the ids of its sources."""

    rows: Sequence[tuple[str, str]]
    sources: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ExtraPart:
    """One top-level field of an extension, with the extension's id."""

    title: str
    extension: str
    found: Sequence[ExtraItem]


def used_extensions(
    record: Record, core: Standard, extensions: Sequence[ExtensionInput]
) -> list[str]:
    """Return the ids of the extensions whose fields ``record`` uses, anywhere in it."""
    if not _has_unknown(record, core.initiative):  # nearly all have none
        return []
    return [
        extension.id
        for extension in extensions
        if _adds(record, core.initiative, extension.standard.initiative)
    ]


def _has_unknown(value: Record, schema: Schema) -> bool:
    """Return whether ``value`` has a field, anywhere in it, that ``schema`` does not know."""
    known = schema.get("properties")
    if known is None:
        return False
    for name, part in value.items():
        if name not in known:
            return True
        schema_of_part = known[name]
        if isinstance(part, list):
            schema_of_part = schema_of_part.get("items", {})
        for each in part if isinstance(part, list) else (part,):
            if isinstance(each, dict) and _has_unknown(each, schema_of_part):
                return True
    return False


def _adds(value: Any, core: Schema, other: Schema) -> bool:
    """Return whether ``value`` has a field that ``core`` lacks and ``other`` knows."""
    if isinstance(value, list):
        inner = core.get("items", {}), other.get("items", {})
        return any(_adds(item, *inner) for item in value)
    known = core.get("properties")
    if not isinstance(value, dict) or known is None:
        return False
    more = other.get("properties", {})
    if any(name not in known and name in more for name in value):
        return True
    return any(
        _adds(part, known[name], more.get(name, {}))
        for name, part in value.items()
        if isinstance(part, (dict, list)) and name in known
    )


def extra_parts(
    record: Record, core: Standard, extensions: Sequence[ExtensionInput]
) -> list[ExtraPart]:
    """Return the top-level fields of ``record`` that are an extension's, in the record's order."""
    own = core.initiative["properties"]
    found = []
    for name, value in record.items():
        if name in own:
            continue
        for extension in extensions:
            node = extension.standard.initiative["properties"].get(name)
            if node:
                items = list(_items(value, node, extension.standard))
                found.append(ExtraPart(str(node["title"]), extension.id, items))
                break
    return found


def _items(value: Any, node: Schema, standard: Standard) -> Iterator[ExtraItem]:
    for one in value if isinstance(value, list) else [value]:
        schema = node.get("items", node)
        if not isinstance(one, dict):
            yield ExtraItem([("", _text(one, schema, standard))])
            continue
        properties = schema.get("properties", {})
        rows = [
            (str(properties[name]["title"]), _text(part, properties[name], standard))
            for name, part in one.items()
            if name in properties and name != "sources"
        ]
        yield ExtraItem(rows, one.get("sources", ()))


def _text(value: Any, schema: Schema, standard: Standard) -> str:
    if isinstance(value, list):
        return "; ".join(_text(item, schema.get("items", {}), standard) for item in value)
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        parts = ((name, part) for name, part in value.items() if name in properties)
        return ", ".join(_text(part, properties[name], standard) for name, part in parts)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number(value)
    if schema.get("codelist"):
        return standard.codelists[schema["codelist"]].title(str(value))
    return day(str(value)) if schema.get("patternName") in _DATES else str(value)

"""Compiles a declared mapping against the standard, so that mistakes show before a row is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cpstandard import schema_store
from cpstandard.core.codelist import Codelist
from cpstandard.core.standard import Schema, Standard
from cpstandard_table.value import Value, is_value, nearest, parse_value

Lookups = dict[str, dict[str, Any]]
_GIVEN = ("id", "provenance", "updated")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A field with a value of its own, or a list of such values."""

    where: str
    name: str
    schema: Schema  # of one item, where the field is a list
    values: tuple[Value, ...]
    is_list: bool
    codes: Codelist | None


@dataclass(frozen=True, slots=True)
class Part:
    """An object of the record, such as a place, with the fields that are mapped."""

    where: str
    schema: Schema
    fields: dict[str, "Leaf | Part | tuple[Part, ...]"]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A whole mapping: the record as a part, and every column that it reads."""

    record: Part

    def columns(self) -> Iterator[tuple[str, str]]:
        """Yield each column that is read, with the key in the options that names it."""
        yield from _columns(self.record)


def _columns(node: "Leaf | Part | tuple[Part, ...]") -> Iterator[tuple[str, str]]:
    if isinstance(node, Leaf):
        for value in node.values:
            yield from value.columns()
        return
    parts = node if isinstance(node, tuple) else tuple(node.fields.values())
    for part in parts:
        yield from _columns(part)


def compile_mapping(record: dict[str, Any], lookups: Lookups) -> Mapping:
    """Return ``record`` (field by field) ready to be filled.

    Raises ``ValueError`` naming the key and the mistake, with the nearest field that exists.
    """
    standard = schema_store.standard()
    fields = {k: v for k, v in standard.initiative["properties"].items() if k not in _GIVEN}
    schema = {**standard.initiative, "properties": fields, "required": ["name", "sources"]}
    part = _Compiler(standard, lookups).part(record, schema, "record")
    for either in (("clusters", "practices"), ("places", "scope")):
        if not any(name in part.fields for name in either):
            raise ValueError(f"record: give {either[0]} or {either[1]}")
    return Mapping(part)


@dataclass(frozen=True, slots=True)
class _Compiler:
    standard: Standard
    lookups: Lookups

    def part(self, raw: Any, schema: Schema, where: str) -> Part:
        if is_value(raw):
            raise ValueError(f"{where}: give its fields: {', '.join(schema['properties'])}")
        known = schema["properties"]
        fields = {}
        for name, declared in raw.items():
            if name not in known:
                hint = nearest(str(name), list(known))
                raise ValueError(f"{where}: the standard has no {name!r} here{hint}")
            fields[name] = self.node(declared, known[name], f"{where}/{name}", name)
        for name in schema.get("required", ()):
            if name not in fields:
                raise ValueError(f"{where}: {name} is needed")
        return Part(where, schema, fields)

    def node(
        self, raw: Any, schema: Schema, where: str, name: str
    ) -> "Leaf | Part | tuple[Part, ...]":
        if schema["type"] == "object":
            return self.part(raw, schema, where)
        if schema["type"] == "array" and schema["items"]["type"] == "object":
            items = raw if isinstance(raw, list) else [raw]
            # Sources need an id that nobody wants to think up.
            if name == "sources" and "id" in schema["items"]["properties"]:
                items = [_with_id(item, n) for n, item in enumerate(items, 1)]
            return tuple(
                self.part(item, schema["items"], f"{where}/{n}") for n, item in enumerate(items)
            )
        return self.leaf(raw, schema, where, name)

    def leaf(self, raw: Any, schema: Schema, where: str, name: str) -> Leaf:
        is_list = schema["type"] == "array"
        item = schema["items"] if is_list else schema
        if isinstance(raw, list) and not is_list:
            raise ValueError(f"{where}: one value is wanted, not a list; {{join: [...]}} joins")
        raws = raw if isinstance(raw, list) else [raw]
        values = tuple(
            parse_value(r, f"{where}/{n}" if isinstance(raw, list) else where, self.lookups)
            for n, r in enumerate(raws)
        )
        codes = self.standard.codelists[item["codelist"]] if "codelist" in item else None
        for value in values:
            _check_codes(value, item, codes)
        return Leaf(where, name, item, values, is_list, codes)


def _with_id(item: Any, number: int) -> Any:
    if isinstance(item, dict) and not is_value(item) and "id" not in item:
        return {"id": {"value": f"s{number}"}, **item}
    return item


def _check_codes(value: Value, schema: Schema, codes: Codelist | None) -> None:
    """Refuse a constant, a default or a lookup's result that no codelist holds."""
    if codes is None:
        return
    spec = value.spec
    written = [spec.value, spec.default]
    stated = [str(v) for w in written if w is not None for v in (w if isinstance(w, list) else [w])]
    stated += [code for results in (value.lookup or {}).values() for code in results]
    for code in stated:
        is_open = schema.get("openCodelist") and re.search(schema.get("pattern", ""), code)
        if code not in codes and not is_open:
            raise ValueError(
                f"{value.where}: {code!r} is not a code of {codes.name}"
                f"{nearest(code, list(codes.codes))}"
            )
    for part in value.first:
        _check_codes(part, schema, codes)

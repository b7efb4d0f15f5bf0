"""What differs between two versions of the standard, found from their schemas and codelists."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cpstandard.core.codelist import Codelist
from cpstandard.core.standard import Field, Schema, Standard

# What a field means is in its title and description; these decide which values are valid.
_WORDS = frozenset({"title", "description", "examples", "need", "$comment"})
_PARTS = frozenset({"properties", "items", "required", "enum", "codelist", "openCodelist", "type"})
_TYPES = {"string": "text", "integer": "whole number", "boolean": "true or false"}


@dataclass(frozen=True, slots=True)
class Change:
    """One aspect of a field that changed, such as ``type`` or ``required``."""

    aspect: str
    before: str
    after: str

    def __str__(self) -> str:
        """Return the change as a person reads it."""
        return f"{self.aspect} {self.before or 'none'} -> {self.after or 'none'}"


@dataclass(frozen=True, slots=True)
class CodelistDiff:
    """What differs in one codelist; ``deprecated`` holds codes that are so only in the new one."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    deprecated: tuple[str, ...] = ()
    retitled: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return any((self.added, self.removed, self.deprecated, self.retitled, self.columns))


@dataclass(frozen=True, slots=True)
class StandardDiff:
    """What differs between two versions.

    A field is named by its path, ``places[].name``; one of the envelope begins with ``package.``.
    ``moved`` tells where the content of a removed field is in the new version.
    """

    old: str
    new: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    moved: Mapping[str, str]
    changed: Mapping[str, tuple[Change, ...]]
    deprecated: tuple[str, ...]
    added_codelists: Mapping[str, tuple[str, ...]]
    removed_codelists: tuple[str, ...]
    codelists: Mapping[str, CodelistDiff]

    def to_dict(self) -> dict[str, Any]:
        """Return the differences as JSON holds them."""
        return asdict(self)


def compare(old: Standard, new: Standard, moved: Mapping[str, str] | None = None) -> StandardDiff:
    """Return what differs between ``old`` and ``new``, in the order of the schemas.

    ``moved`` names, by removed field, the new field that took its content over.
    """
    before, after = _fields(old), _fields(new)
    removed = tuple(path for path in before if path not in after)
    both = [path for path in after if path in before]
    changed = {path: tuple(_changes(before[path], after[path])) for path in both}
    lists = {
        name: found
        for name, codes in new.codelists.items()
        if name in old.codelists and (found := _compare_codes(old.codelists[name], codes))
    }
    return StandardDiff(
        old.version,
        new.version,
        tuple(path for path in after if path not in before),
        removed,
        {path: target for path, target in (moved or {}).items() if path in removed},
        {path: changes for path, changes in changed.items() if changes},
        tuple(path for path in after if _newly_deprecated(before.get(path), after[path])),
        {n: tuple(c.codes) for n, c in new.codelists.items() if n not in old.codelists},
        tuple(name for name in old.codelists if name not in new.codelists),
        lists,
    )


def field_name(path: tuple[str, ...], *, envelope: bool = False) -> str:
    """Return a field's path as people write it: ``places[].name``, ``package.licence``."""
    name = ".".join(path).replace(".*", "[]")
    return f"package.{name}" if envelope else name


def _fields(standard: Standard) -> dict[str, Field]:
    fields = {field_name(field.path, envelope=True): field for field in standard.envelope_fields()}
    return fields | {field_name(field.path): field for field in standard.fields()}


def _changes(before: Field, after: Field) -> Iterator[Change]:
    pairs = (
        ("type", _type(before.schema), _type(after.schema)),
        ("required", _said(before.required), _said(after.required)),
        ("codelist", before.codelist or "", after.codelist or ""),
        ("open codelist", _said(before.is_open), _said(after.is_open)),
        ("heading", before.title, after.title),
    )
    for aspect, old, new in pairs:
        if old != new:
            yield Change(aspect, old, new)
    if _type(before.schema) != _type(after.schema):
        return  # another type has other limits: to list them would say the same again
    old_limits, new_limits = _limits(before.schema), _limits(after.schema)
    for aspect in sorted(old_limits.keys() | new_limits.keys()):
        old, new = old_limits.get(aspect, ""), new_limits.get(aspect, "")
        if old != new and aspect != "deprecated":
            yield Change(aspect, old, new)


def _type(schema: Schema) -> str:
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}s".replace("texts", "text")
    kind = str(schema.get("type", "string"))
    return _TYPES.get(kind, kind)


def _said(value: bool) -> str:  # noqa: FBT001 - it is the value that is put into words
    return "yes" if value else "no"


def _limits(schema: Schema) -> dict[str, str]:
    """Return what else narrows a field's values, or the texts of its list, by keyword."""
    found = {
        keyword: json.dumps(value, ensure_ascii=False)
        for keyword, value in schema.items()
        if keyword not in _WORDS | _PARTS
    }
    items = schema.get("items", {})
    if items and items.get("type") != "object":
        found |= {f"items {keyword}": text for keyword, text in _limits(items).items()}
    if schema.get("type") == "object" and schema.get("required"):
        found["required parts"] = ", ".join(schema["required"])
    return found


def _newly_deprecated(before: Field | None, after: Field) -> bool:
    was = before is not None and bool(before.schema.get("deprecated"))
    return bool(after.schema.get("deprecated")) and not was


def _compare_codes(old: Codelist, new: Codelist) -> CodelistDiff:
    both = [code for code in new if code.code in old]
    return CodelistDiff(
        tuple(code.code for code in new if code.code not in old),
        tuple(code.code for code in old if code.code not in new),
        tuple(c.code for c in both if c.deprecated and not old.codes[c.code].deprecated),
        tuple(c.code for c in both if c.title != old.codes[c.code].title),
        tuple(name for name in _columns(new) if name not in _columns(old)),
    )


def _columns(codelist: Codelist) -> list[str]:
    first = next(iter(codelist), None)
    return list(first.extra) if first else []

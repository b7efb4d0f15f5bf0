"""An extension: further fields and codes for the standard, which a package declares by id."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cpstandard.core.codelist import Codelist
from cpstandard.core.location import join_pointer
from cpstandard.core.standard import Schema

_HOLDS_NAMES = ("properties", "$defs")


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension.

    ``patch`` is a JSON Merge Patch on ``initiative.json`` of each of ``standard_versions``.
    """

    id: str
    title: str
    description: str
    version: str
    standard_versions: tuple[str, ...]
    patch: Schema
    codelists: dict[str, Codelist]


def merge_patch(target: Any, patch: Any) -> Any:
    """Return ``target`` with a JSON Merge Patch (RFC 7396) applied; neither is changed."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge_patch(merged.get(name), value)
    return merged


def changes(target: Schema, patch: Schema, at: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the pointers at which ``patch`` does something else than add a field or a part.

    An extension may only add: a record that uses none of its fields means the same with it and
    without it. What is new stands directly in ``properties`` or ``$defs``.
    """
    for name, value in patch.items():
        here = (*at, name)
        old = target.get(name)
        if isinstance(old, dict) and isinstance(value, dict):
            yield from changes(old, value, here)
        elif name in target or not (at and at[-1] in _HOLDS_NAMES) or value is None:
            yield join_pointer(here)


def uses(record: Any, path: Sequence[str]) -> bool:
    """Return whether ``record`` has a value at ``path``, in which ``*`` is any item of a list."""
    if not path:
        return True
    if path[0] == "*":
        return isinstance(record, list) and any(uses(item, path[1:]) for item in record)
    return isinstance(record, dict) and path[0] in record and uses(record[path[0]], path[1:])

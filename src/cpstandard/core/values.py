"""The values of one kind in a record, wherever they stand: its dates, addresses, citations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cpstandard.core.location import join_pointer
from cpstandard.core.record import Record
from cpstandard.core.standard import Field, Standard

CITATION = "citation"
"""The kind of the ids by which a claim, a sum or a milestone names its sources."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value: where it is, its field's name and title, and the object that holds it."""

    at: tuple[str | int, ...]
    name: str
    title: str
    value: Any
    owner: Mapping[str, Any]

    @property
    def pointer(self) -> str:
        """Return the JSON Pointer of the value."""
        return join_pointer(self.at)


@dataclass(slots=True)
class _Branch:
    """One name on the way to fields of a kind; ``title`` is set where such a field stands."""

    title: str = ""
    below: dict[str, "_Branch"] = field(default_factory=dict)


class ValueReader:
    """Gives a record's values by kind, and remembers those of the record asked for last.

    A kind is the ``patternName`` of the field (or of its items), or ``CITATION``. Fields of later
    versions and of extensions are found by their schema, so no check has a list of them.
    """

    __slots__ = ("_kept", "_record", "_trees")

    def __init__(self, standard: Standard) -> None:
        """Prepare for sound records of ``standard``."""
        self._trees: dict[str, dict[str, _Branch]] = {}
        for each in standard.fields():
            if kind := _kind(each):
                _plant(self._trees.setdefault(kind, {}), each)
        self._record: Record | None = None
        self._kept: dict[str, list[Value]] = {}

    def __call__(self, record: Record, kind: str) -> list[Value]:
        """Return the values of ``kind`` in ``record``, in the order of the schema."""
        if self._record is not record:
            self._record = record
            self._kept = {}
        found = self._kept.get(kind)
        if found is None:
            tree = self._trees.get(kind, {})
            found = self._kept[kind] = list(_walk(record, tree, ()))
        return found


def _kind(each: Field) -> str | None:
    if len(each.path) > 1 and each.path[-1] == "sources":
        return CITATION
    node = each.schema.get("items", each.schema)
    name = node.get("patternName")
    return str(name) if name else None


def _plant(tree: dict[str, _Branch], each: Field) -> None:
    names = [name for name in each.path if name != "*"]
    branch = _Branch()
    for name in names:
        branch = tree.setdefault(name, _Branch())
        tree = branch.below
    branch.title = each.title


def _walk(owner: Record, tree: dict[str, _Branch], at: tuple[str | int, ...]) -> Iterator[Value]:
    for name, branch in tree.items():
        value = owner.get(name)
        if value is None:
            continue
        here = (*at, name)
        if not isinstance(value, list):
            yield from _one(value, branch, here, name, owner)
            continue
        for index, item in enumerate(value):
            yield from _one(item, branch, (*here, index), name, owner)


def _one(
    value: Any, branch: _Branch, at: tuple[str | int, ...], name: str, owner: Record
) -> Iterator[Value]:
    if isinstance(value, dict):
        yield from _walk(value, branch.below, at)
    elif branch.title:
        yield Value(at, name, branch.title, value, owner)

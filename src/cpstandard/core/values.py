"""The values of one kind in a record, wherever they stand: its dates, addresses, citations."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cpstandard.core.location import join_pointer
from cpstandard.core.record import Record
from cpstandard.core.standard import Field, Standard

CITATION = "citation"
"""The kind of the ids by which a claim, a sum or a milestone names its sources."""
PERCENTAGE = "percentage"
"""The kind of the numbers that run from 0 to 100."""


class Value(NamedTuple):
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
    """One name on the way to fields of some kind; ``kind`` is set where such a field stands."""

    title: str = ""
    kind: str = ""
    below: "_Tree" = field(default_factory=dict)


_Tree = dict[str, _Branch]
_ByKind = defaultdict[str, list[Value]]


class ValueReader:
    """Gives a record's values by kind, and remembers those of the record asked for last.

    A kind is the ``patternName`` of the field (or of its items), ``CITATION`` or ``PERCENTAGE``.
    Fields of later versions and of extensions are found by their schema, so no check has a list of
    them.
    """

    __slots__ = ("_kept", "_record", "_tree")

    def __init__(self, standard: Standard) -> None:
        """Prepare for sound records of ``standard``."""
        self._tree: _Tree = {}
        for each in standard.fields():
            if kind := _kind(each):
                _plant(self._tree, each, kind)
        self._record: Record | None = None
        self._kept: _ByKind = defaultdict(list)

    def __call__(self, record: Record, kind: str) -> list[Value]:
        """Return the values of ``kind`` in ``record``, in the order of the record."""
        if self._record is not record:
            self._record = record
            self._kept = defaultdict(list)
            _walk(record, self._tree, (), self._kept)
        return self._kept.get(kind, [])


class Citations:
    """Gives the ids of sources that a record cites, without where: every record is asked."""

    __slots__ = ("_fields",)

    def __init__(self, standard: Standard) -> None:
        """Prepare for sound records of ``standard``."""
        tree: _Tree = {}
        for each in standard.fields():
            if _kind(each) == CITATION:
                _plant(tree, each, CITATION)
        self._fields = _citing(tree)

    def __call__(self, record: Record) -> list[str]:
        """Return the ids that ``record`` cites anywhere, each as often as it does."""
        found: list[str] = []
        _add_cited(record, self._fields, found)
        return found


_Citing = dict[str, tuple[tuple[str, ...], "_Citing"]]
"""By the name of objects: the fields in which they cite, and further objects in them."""


def _citing(tree: _Tree) -> _Citing:
    # A citation stands in an object below the record, so no field of the record itself is one.
    return {
        name: (
            tuple(below for below, each in branch.below.items() if each.kind),
            _citing(branch.below),
        )
        for name, branch in tree.items()
        if not branch.kind
    }


def _add_cited(owner: Record, fields: _Citing, found: list[str]) -> None:
    # To ask for each of a dozen names takes less time than to make a set of those that are there.
    for name, (lists, below) in fields.items():
        if name not in owner:
            continue
        value = owner[name]
        for item in value if type(value) is list else (value,):
            for cites in lists:
                if cites in item:
                    found += item[cites]
            if below:
                _add_cited(item, below, found)


def paths_of_kinds(standard: Standard, kinds: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Yield the paths of the fields whose values are of one of ``kinds``; ``*`` is any item."""
    for each in standard.fields():
        if _kind(each) in kinds:
            yield (*each.path, "*") if "items" in each.schema else each.path


def _kind(each: Field) -> str | None:
    if len(each.path) > 1 and each.path[-1] == "sources":
        return CITATION
    node = each.schema.get("items", each.schema)
    if (node.get("type"), node.get("minimum"), node.get("maximum")) == ("number", 0, 100):
        return PERCENTAGE
    name = node.get("patternName")
    return str(name) if name else None


def _plant(tree: _Tree, each: Field, kind: str) -> None:
    branch = _Branch()
    for name in each.path:
        if name != "*":
            branch = tree.setdefault(name, _Branch())
            tree = branch.below
    branch.title, branch.kind = each.title, kind


def _walk(owner: Record, tree: _Tree, at: tuple[str | int, ...], found: _ByKind) -> None:
    # What the record holds is gone through, not all that it could hold.
    for name, value in owner.items():
        branch = tree.get(name)
        if branch is None:
            continue
        if type(value) is list:
            for index, item in enumerate(value):
                if type(item) is dict:
                    _walk(item, branch.below, (*at, name, index), found)
                elif branch.kind:
                    each = Value((*at, name, index), name, branch.title, item, owner)
                    found[branch.kind].append(each)
        elif type(value) is dict:
            _walk(value, branch.below, (*at, name), found)
        elif branch.kind:
            found[branch.kind].append(Value((*at, name), name, branch.title, value, owner))

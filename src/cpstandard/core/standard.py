"""One version of the standard: its compiled schemas, its codelists and its fields."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from cpstandard.core.codelist import Codelist
from cpstandard.core.licences import Licences
from cpstandard.core.wording import Wording

Schema = dict[str, Any]
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the standard.

    ``path`` runs from the record's root; ``*`` stands for any item of a list, so the name of the
    first place is ``("places", "*", "name")``. ``schema`` is its node in the compiled schema.
    """

    path: tuple[str, ...]
    title: str
    description: str
    schema: Schema
    required: bool

    @property
    def codelist(self) -> str | None:
        """The name of the codelist that the field, or each item of it, takes its codes from."""
        node = self.schema.get("items", self.schema)
        name = node.get("codelist")
        return str(name) if name else None

    @property
    def is_open(self) -> bool:
        """Whether codes that the codelist lacks are allowed."""
        return bool(self.schema.get("items", self.schema).get("openCodelist"))


@dataclass(frozen=True)
class Standard:
    """A version of the standard, ready to be used.

    ``package`` and ``initiative`` are compiled: no references are left and closed codelists have
    become enumerations. ``extensions`` are the ids of the extensions whose fields are among them.
    ``wordings`` are its translations by language tag, ``licences`` those that are known.
    """

    version: str
    package: Schema
    initiative: Schema
    codelists: dict[str, Codelist]
    extensions: tuple[str, ...] = ()
    wordings: Mapping[str, Wording] = field(default_factory=dict)
    licences: Licences = field(default_factory=Licences)

    @property
    def envelope(self) -> Schema:
        """The package's schema without its initiatives, for checking the header alone."""
        properties = {k: v for k, v in self.package["properties"].items() if k != "initiatives"}
        required = [name for name in self.package["required"] if name != "initiatives"]
        return {**self.package, "properties": properties, "required": required}

    def fields(self) -> Iterator[Field]:
        """Yield every field of an initiative, parents before their parts."""
        return iter(self._fields)

    @cached_property
    def _fields(self) -> tuple[Field, ...]:
        # Asked for by every kind of check, and the same each time.
        return tuple(walk_fields(self.initiative))

    def once(self, make: "Callable[[Standard], _Made]") -> _Made:
        """Return what ``make`` makes of this version, which is made when it is first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _Made = self._made[make]
        return made

    @cached_property
    def _made(self) -> dict[Callable[..., Any], Any]:
        return {}

    def envelope_fields(self) -> Iterator[Field]:
        """Yield every field of the envelope, ``initiatives`` left out."""
        yield from walk_fields(self.envelope)


def walk_fields(schema: Schema, path: tuple[str, ...] = ()) -> Iterator[Field]:
    """Yield the fields below an object's compiled ``schema``, depth first, in schema order."""
    required = set(schema.get("required", ()))
    for name, node in schema.get("properties", {}).items():
        here = (*path, name)
        yield Field(here, node["title"], node["description"], node, name in required)
        if node.get("type") == "object":
            yield from walk_fields(node, here)
        elif node.get("items", {}).get("type") == "object":
            yield from walk_fields(node["items"], (*here, "*"))


def node_at(schema: Schema, pointer: list[str]) -> Schema | None:
    """Return the node of a compiled ``schema`` that governs the value at ``pointer``, if any."""
    node: Schema | None = schema
    for token in pointer:
        if node is None:
            return None
        node = node["items"] if "items" in node else node.get("properties", {}).get(token)
    return node

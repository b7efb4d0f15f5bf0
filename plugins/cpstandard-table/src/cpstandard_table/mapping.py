"""Compiles a declared mapping against the standard, so that mistakes show before a row is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cpstandard import schema_store
from cpstandard.core.codelist import Codelist
from cpstandard.core.importer import OptionMistakes
from cpstandard.core.standard import Schema, Standard
from cpstandard_table.condition import Condition
from cpstandard_table.each import Each, without_numbers
from cpstandard_table.naming import nearest
from cpstandard_table.value import Value, is_value, parse_condition, parse_value

Lookups = dict[str, dict[str, Any]]
Mistakes = list[tuple[str, str]]
_GIVEN = ("id", "provenance", "updated")
_MOST_PARTS = 2000  # numbers inside numbers multiply
_EITHER = (("clusters", "practices"), ("places", "scope"))


@dataclass(frozen=True, slots=True)
class Leaf:
    """A field with a value of its own, or a list of such values."""

    where: str
    name: str
    schema: Schema  # of one item, where the field is a list
    values: tuple[Value, ...]
    is_list: bool
    codes: Codelist | None

    def columns(self) -> Iterator[tuple[str, str]]:
        """Yield each column that is looked at, with the key in the options that names it."""
        for value in self.values:
            yield from value.looked_at()

    @property
    def is_constant(self) -> bool:
        """Whether no column plays a part."""
        return all(value.is_constant for value in self.values)


@dataclass(frozen=True, slots=True)
class Part:
    """An object of the record, such as a place, with the fields that are mapped.

    ``when`` says for which rows it is made, ``each`` of what there is one for each.
    """

    where: str
    schema: Schema
    fields: dict[str, "Leaf | Part | tuple[Part, ...]"]
    when: Condition | None = None
    each: Each | None = None

    def columns(self) -> Iterator[tuple[str, str]]:
        """Yield each column that is looked at, with the key in the options that names it."""
        inner = self._inner_columns()
        yield from self.each.columns(inner) if self.each else inner

    def _inner_columns(self) -> Iterator[tuple[str, str]]:
        if self.when is not None:
            yield from self.when.columns(f"{self.where}/when")
        for node in self.fields.values():
            for part in node if isinstance(node, tuple) else (node,):
                yield from part.columns()

    @property
    def is_constant(self) -> bool:
        """Whether no column plays a part, however deep."""
        return self.each is None and all(
            part.is_constant
            for node in self.fields.values()
            for part in (node if isinstance(node, tuple) else (node,))
        )


def compile_mapping(record: dict[str, Any], lookups: Lookups) -> Part:
    """Return ``record`` (field by field) ready to be filled.

    Raises ``OptionMistakes`` naming every key that is wrong, with the nearest one that exists.
    """
    standard = schema_store.standard()
    fields = {k: v for k, v in standard.initiative["properties"].items() if k not in _GIVEN}
    schema = {**standard.initiative, "properties": fields, "required": ["name", "sources"]}
    compiler = _Compiler(standard, lookups)
    part = compiler.part(record, schema, "record")
    compiler.wrong += [
        ("record", f"give {one} or {other}")
        for one, other in _EITHER
        if one not in record and other not in record
    ]
    if compiler.wrong:
        raise OptionMistakes(compiler.wrong)
    return part


@dataclass(slots=True)
class _Compiler:
    standard: Standard
    lookups: Lookups
    wrong: Mistakes = field(default_factory=list)
    made: int = 0

    def part(self, raw: Any, schema: Schema, where: str) -> Part:
        known = schema["properties"]
        if not isinstance(raw, dict) or (is_value(raw) and not raw.keys() & known.keys()):
            self.wrong.append((where, f"give its fields: {', '.join(known)}"))
            return Part(where, schema, {})
        fields = {}
        for name, declared in raw.items():
            if name in ("when", "each"):
                continue
            if name not in known:
                hint = nearest(str(name), [*known, "when", "each"])
                said = f"the standard has no {name!r} here{hint}"
                self.wrong.append((f"{where}/{name}", said))
                continue
            with _Gathered(self.wrong):
                fields[name] = self.node(declared, known[name], f"{where}/{name}", name)
        for name in schema.get("required", ()):
            if name not in raw:
                self.wrong.append((where, f"{name} is needed"))
        part = Part(where, schema, fields)
        with _Gathered(self.wrong):
            return Part(where, schema, fields, self.when(raw, where), self.each(raw, where))
        return part

    def when(self, raw: dict[str, Any], where: str) -> Condition | None:
        return parse_condition(raw["when"], f"{where}/when") if "when" in raw else None

    def each(self, raw: dict[str, Any], where: str) -> Each | None:
        if "each" not in raw:
            return None
        value = parse_value(raw["each"], f"{where}/each", self.lookups)
        if value.spec.from_ is None:
            raise OptionMistakes([(f"{where}/each", "name the column that holds the list")])
        return Each(value)

    def node(
        self, raw: Any, schema: Schema, where: str, name: str
    ) -> "Leaf | Part | tuple[Part, ...]":
        if schema["type"] == "object":
            if isinstance(raw, dict) and "each" in raw:
                self.wrong.append((f"{where}/each", "there is one of these, not a list of them"))
            return self.part(raw, schema, where)
        if schema["type"] == "array" and schema["items"]["type"] == "object":
            return tuple(self.parts(raw, schema["items"], where, name))
        return self.leaf(raw, schema, where, name)

    def parts(self, raw: Any, schema: Schema, where: str, name: str) -> Iterator[Part]:
        for n, item in enumerate(raw if isinstance(raw, list) else [raw]):
            at = f"{where}/{n}"
            for one in without_numbers(item, f"{at}/each"):
                self.made += 1
                if self.made > _MOST_PARTS:
                    said = f"the mapping has more than {_MOST_PARTS:,} objects, numbers counted"
                    raise OptionMistakes([(at, said)])
                # Sources need an id that nobody wants to think up.
                wants_id = name == "sources" and "id" in schema["properties"]
                yield self.part(_with_id(one, n + 1) if wants_id else one, schema, at)

    def leaf(self, raw: Any, schema: Schema, where: str, name: str) -> Leaf:
        is_list = schema["type"] == "array"
        item = schema["items"] if is_list else schema
        if isinstance(raw, list) and not is_list:
            said = "one value is wanted, not a list; {join: [...]} joins, {first: [...]} chooses"
            raise OptionMistakes([(where, said)])
        raws = raw if isinstance(raw, list) else [raw]
        codes = self.standard.codelists[item["codelist"]] if "codelist" in item else None
        values = []
        for n, one in enumerate(raws):
            with _Gathered(self.wrong):
                at = f"{where}/{n}" if isinstance(raw, list) else where
                values.append(parse_value(one, at, self.lookups))
                self.wrong += _unknown_codes(values[-1], item, codes)
        return Leaf(where, name, item, tuple(values), is_list, codes)


class _Gathered:
    """Adds the mistakes that are raised within to a list, so that the rest is looked at too."""

    def __init__(self, wrong: Mistakes) -> None:
        self._wrong = wrong

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, _kind: object, error: object, _trace: object) -> bool:
        """Keep the mistakes."""
        if isinstance(error, OptionMistakes):
            self._wrong += error.mistakes
            return True
        return False


def _with_id(item: Any, number: int) -> Any:
    if isinstance(item, dict) and not is_value(item) and "id" not in item:
        return {"id": {"value": f"s{number}"}, **item}
    return item


def _unknown_codes(value: Value, schema: Schema, codes: Codelist | None) -> Iterator[Any]:
    """Yield a constant, a default or a lookup's result that no codelist holds, as a mistake."""
    if codes is None:
        return
    spec = value.spec
    written = [spec.value, spec.default]
    stated = [str(v) for w in written if w is not None for v in (w if isinstance(w, list) else [w])]
    stated += [code for results in (value.lookup or {}).values() for code in results]
    for code in dict.fromkeys(stated):
        is_open = schema.get("openCodelist") and re.search(schema.get("pattern", ""), code)
        if code not in codes and not is_open:
            said = f"{code!r} is not a code of {codes.name}{nearest(code, list(codes.codes))}"
            yield value.where, said
    for part in value.first:
        yield from _unknown_codes(part, schema, codes)

"""Reads one row by a compiled mapping."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cpstandard.core.row import Row
from cpstandard.ingest.country import country_code
from cpstandard.ingest.free_text import cut, mend_mojibake, without_contacts
from cpstandard.ingest.partial_date import partial_date
from cpstandard_table.conversion import code_of, number_of, url_of
from cpstandard_table.mapping import Leaf, Part
from cpstandard_table.value import Value, template_columns, template_text

_FREE_TEXT = 1000  # fields that may be longer than this hold sentences, not names
_KINDS = {"partial-date": "date", "web-address": "url", "country-code": "country"}


@dataclass(slots=True)
class RowReader:
    """Fills a mapping from one row.

    ``derived`` gathers, by field, the sentences that say how a code was come by.
    """

    row: Row
    nulls: frozenset[str]
    dates: tuple[str, ...]
    derived: dict[str, list[str]] = field(default_factory=dict)

    def record(self, part: Part) -> dict[str, Any]:
        """Return the record that ``part`` makes of the row; what is empty is left out."""
        return self._part(part) or {}

    def text(self, value: Value) -> str:
        """Return what ``value`` gives as one line of text; empty where it gives nothing."""
        return " ".join(" ".join(str(item).split()) for item in self._read(value))

    def column(self, name: str) -> str:
        """Return a column's text, a list's joined; empty where it stands for no value."""
        value = self.row.take(name)
        if isinstance(value, list):
            return "; ".join(str(item) for item in value if isinstance(item, str | int | float))
        text = self.row.text(name)
        return "" if text in self.nulls else text

    def _part(self, part: Part) -> dict[str, Any] | None:
        found: dict[str, Any] = {}
        for name, node in part.fields.items():
            if isinstance(node, Leaf):
                content = self._leaf(node)
            elif isinstance(node, Part):
                content = self._part(node)
            else:
                content = [made for made in map(self._part, node) if made]
            if content not in (None, [], ""):
                found[name] = content
        self._drop_halves(found, part)
        if part.where == "record":
            return found
        return self._whole(found, part)

    def _whole(self, found: dict[str, Any], part: Part) -> dict[str, Any] | None:
        """Return the object, unless nothing but constants is left of it or it lacks its name."""
        fed = [name for name, node in part.fields.items() if not _constant(node)]
        if fed and not any(name in found for name in fed):
            return None
        lacking = [name for name in part.schema.get("required", ()) if name not in found]
        if lacking:
            self.row.note(f"{part.where} is left out where it has no {' and '.join(lacking)}")
            return None
        return found

    def _drop_halves(self, found: dict[str, Any], part: Part) -> None:
        """Drop what the standard allows only beside another field, such as half a point."""
        if found.get("latitude") == 0 and found.get("longitude") == 0:
            self.row.note("a point at 0, 0 is no place and was left out")
            del found["latitude"], found["longitude"]
        needs = part.schema.get("dependentRequired", {})
        while half := [n for n in needs if n in found and not set(needs[n]) <= set(found)]:
            for name in half:
                del found[name]
                node = part.fields[name]
                if not (isinstance(node, Leaf) and _constant(node)):
                    self.row.note(
                        f"{name} is left out where {' and '.join(needs[name])} is missing"
                    )

    def _leaf(self, leaf: Leaf) -> Any:
        items: list[Any] = []
        for value in leaf.values:
            made = list(self._converted(leaf, value))
            if made and leaf.name in ("practices", "clusters"):
                self.derived.setdefault(leaf.name, []).append(self._why(value, made))
            items += [item for item in made if item not in items]
        if leaf.is_list:
            return items
        return items[0] if items else None

    def _why(self, value: Value, made: list[Any]) -> str:
        codes = ", ".join(str(code) for code in made)
        if value.is_constant:
            return f"every row of this source is {codes}"
        said = "; ".join(f"{n} is {self.column(n)!r}" for n, _ in dict.fromkeys(value.columns()))
        return f"{said}, which means {codes}"

    def _converted(self, leaf: Leaf, value: Value) -> Iterator[Any]:
        column = next((name for name, _ in value.columns()), value.where)
        convert = self._conversion(leaf, value)
        for raw in self._read(value):
            made = convert(raw)
            if made is None:
                self.row.unknown(column, raw)
            elif made != "":
                yield made

    def _conversion(self, leaf: Leaf, value: Value) -> Callable[[Any], Any]:
        """Return what turns a raw value into the field's; it gives ``None`` for the unreadable."""
        if leaf.codes is not None:
            codes, is_open = leaf.codes, bool(leaf.schema.get("openCodelist"))
            known = set().union(*(value.lookup or {}).values(), [str(value.spec.value)])
            return lambda raw: code_of(raw, codes, known if is_open else set())
        kind = value.spec.as_ or _KINDS.get(leaf.schema.get("patternName", ""))
        if kind == "number" or leaf.schema["type"] == "number":
            return lambda raw: number_of(raw, leaf.schema)
        if kind == "date":
            formats = (*value.formats, *self.dates)
            return lambda raw: partial_date(raw, formats)
        if kind == "url":
            return url_of
        if kind == "country":
            return lambda raw: country_code(str(raw))
        return lambda raw: self._clean(str(raw), leaf.schema.get("maxLength", 10_000))

    def _clean(self, text: str, limit: int) -> str:
        mended = mend_mojibake(text)
        if mended != text:
            self.row.note("a broken encoding was mended")
        if limit >= _FREE_TEXT:
            mended, count = without_contacts(mended)
            if count:
                self.row.note("contact details in a text were withheld")
        else:
            mended = " ".join(mended.split())
        if len(mended) > limit:
            self.row.note("a text longer than the standard allows was cut")
        return cut(mended, limit).strip()

    def _read(self, value: Value) -> list[Any]:
        """Return what ``value`` gives before it is converted: none, one or several."""
        found = [self._dressed(item, value) for item in self._raw(value)]
        if value.lookup is not None:
            found = [code for item in found for code in self._looked_up(item, value)]
        if not found and value.spec.default is not None:
            default = value.spec.default
            return list(default) if isinstance(default, list) else [default]
        return found

    def _raw(self, value: Value) -> list[Any]:
        spec = value.spec
        if spec.value is not None:
            return list(spec.value) if isinstance(spec.value, list) else [spec.value]
        if spec.template is not None:
            names = template_columns(spec.template)
            text = template_text(spec.template, {name: self.column(name) for name in names})
            return [text] if text else []
        if spec.join is not None:
            texts = [text for text in map(self.column, spec.join) if text]
            return [spec.with_.join(texts)] if texts else []
        if spec.first is not None:
            return next((found for part in value.first if (found := self._read(part))), [])
        return self._cells(str(spec.from_), spec.split)

    def _cells(self, column: str, split: str | None) -> list[Any]:
        cell = self.row.take(column)
        cells = cell if isinstance(cell, list) else [cell]
        if split:
            cells = [part for c in cells if c is not None for part in str(c).split(split)]
        found = []
        for part in cells:
            if isinstance(part, dict | list):
                self.row.unknown(column, "(a list)" if isinstance(part, list) else "(an object)")
            elif isinstance(part, str):
                found += [text] if (text := part.strip()) and text not in self.nulls else []
            elif part is not None:
                found.append(part)
        return found

    def _dressed(self, item: Any, value: Value) -> Any:
        spec = value.spec
        if spec.pad and str(item).isdigit():
            item = str(item).zfill(spec.pad)
        return f"{spec.prefix}{item}" if spec.prefix else item

    def _looked_up(self, item: Any, value: Value) -> tuple[str, ...]:
        key = " ".join(_plain(item).split()).casefold()
        lookup = value.lookup or {}
        if key not in lookup:
            self.row.unknown(next((n for n, _ in value.columns()), value.where), item)
        return lookup.get(key, ())


def _constant(node: Leaf | Part | tuple[Part, ...]) -> bool:
    """Return whether no column plays a part in ``node``, however deep."""
    if isinstance(node, Leaf):
        return all(value.is_constant for value in node.values)
    parts = node if isinstance(node, tuple) else tuple(node.fields.values())
    return all(_constant(part) for part in parts)


def _plain(item: Any) -> str:
    return str(int(item)) if isinstance(item, float) and item.is_integer() else str(item)

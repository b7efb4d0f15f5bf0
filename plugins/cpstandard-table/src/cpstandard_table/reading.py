"""Fills a compiled mapping from one row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from cpstandard.core.registers import official_number
from cpstandard.core.row import Row
from cpstandard.ingest.country import country_code
from cpstandard.ingest.free_text import cut, mend_mojibake, without_contacts
from cpstandard.ingest.partial_date import partial_date
from cpstandard.ingest.web_address import web_address_in
from cpstandard_table.cells import RowCells
from cpstandard_table.conversion import code_of, in_form, number_of, yes_or_no
from cpstandard_table.mapping import Leaf, Part
from cpstandard_table.value import Value

_FREE_TEXT = 1000  # fields that may be longer than this hold sentences, not names
_KINDS = {"partial-date": "date", "web-address": "url", "country-code": "country"}
_TYPES = {"number": "number", "boolean": "yes-no"}
_LONGEST = 10_000
_PLAIN: dict[str, Callable[[Any], Any]] = {
    "yes-no": yes_or_no,
    "url": lambda raw: web_address_in(str(raw)) or None,
    "country": lambda raw: country_code(str(raw)),
}


@dataclass(frozen=True, slots=True)
class RowReader:
    """Fills a mapping from one row; ``derived`` says, by field, how a code was come by."""

    row: Row
    cells: RowCells
    derived: dict[str, list[str]] = field(default_factory=dict)

    def record(self, part: Part) -> dict[str, Any]:
        """Return the record that ``part`` makes of the row; what is empty is left out."""
        return self._fields(part)

    def _parts(self, part: Part) -> list[dict[str, Any]]:
        """Return the objects that ``part`` makes: one, or one for each item; none if empty."""
        if part.each is None:
            made = self._part(part)
            return [made] if made else []
        readers = (replace(self, cells=item) for item in self.cells.items(part.each.value))
        return [made for reader in readers if (made := reader._part(part))]  # noqa: SLF001 - itself

    def _part(self, part: Part) -> dict[str, Any] | None:
        """Return the object, unless nothing but constants is left of it or it lacks its name."""
        if part.when is not None and not part.when.keeps(self.cells):
            return None
        found = self._fields(part)
        fed = [name for name, node in part.fields.items() if not _constant(node)]
        if fed and not any(name in found for name in fed):
            return None
        lacking = [name for name in part.schema.get("required", ()) if name not in found]
        if lacking:
            self.row.note(f"{part.where} is left out where it has no {' and '.join(lacking)}")
            return None
        return found

    def _fields(self, part: Part) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, node in part.fields.items():
            if isinstance(node, Leaf):
                content = self._leaf(node)
            elif isinstance(node, Part):
                content = self._part(node)
            else:
                content = [made for each in node for made in self._parts(each)]
            if content not in (None, [], ""):
                found[name] = content
        self._number(found, part)
        self._drop_halves(found, part)
        return found

    def _number(self, found: dict[str, Any], part: Part) -> None:
        """Write an official number as its register does: a spreadsheet takes its noughts away."""
        if not {"scheme", "id"} <= part.schema["properties"].keys() or len(found) < 2:  # noqa: PLR2004
            return
        scheme, raw = found.get("scheme"), found.get("id")
        if not scheme or not raw:
            return
        number = official_number(scheme, raw)
        if number != raw:
            told = "was written as its register does" if number else "is none and was left out"
            self.row.note(f"a number of {scheme} {told}")
        if number:
            found["id"] = number
        else:
            self.row.unknown(part.where, f"{scheme} {raw}")
            del found["id"]

    def _drop_halves(self, found: dict[str, Any], part: Part) -> None:
        """Drop what the standard allows only beside another field, such as half a point."""
        if found.get("latitude") == 0 and found.get("longitude") == 0:
            self.row.note("a point at 0, 0 is no place and was left out")
            del found["latitude"], found["longitude"]
        needs = part.schema.get("dependentRequired", {})
        while half := [n for n in needs if n in found and not set(needs[n]) <= set(found)]:
            for name in half:
                del found[name]
                if not _constant(part.fields[name]):
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
        when = f"where {value.spec.when.told()}, " if value.spec.when else ""
        if value.is_constant:
            return f"{when or 'every row of this source '}is {codes}"
        names = dict.fromkeys(name for name, _ in value.columns())
        said = "; ".join(f"{name} is {self.cells.column(name)!r}" for name in names)
        return f"{when}{said}, which means {codes}"

    def _converted(self, leaf: Leaf, value: Value) -> Iterator[Any]:
        convert = self._conversion(leaf, value)
        for raw in self.cells.read(value):
            made = convert(raw)
            if made is None or not in_form(made, leaf.schema):
                self.cells.unread(value, raw)
            elif made != "":
                yield made

    def _conversion(self, leaf: Leaf, value: Value) -> Callable[[Any], Any]:
        """Return what turns a raw value into the field's; it gives ``None`` for the unreadable."""
        if leaf.codes is not None:
            codes, is_open = leaf.codes, bool(leaf.schema.get("openCodelist"))
            known = set().union(*(value.lookup or {}).values(), [str(value.spec.value)])
            return lambda raw: code_of(raw, codes, known if is_open else set())
        kind = _TYPES.get(leaf.schema["type"]) or value.spec.as_
        kind = kind or _KINDS.get(leaf.schema.get("patternName", ""), "text")
        if kind == "number":
            return lambda raw: number_of(raw, leaf.schema)
        if kind == "date":
            formats = (*value.formats, *self.cells.dates)
            return lambda raw: partial_date(raw, formats)
        if kind in _PLAIN:
            return _PLAIN[kind]
        limit = leaf.schema.get("maxLength", _LONGEST)
        return lambda raw: self._clean(str(raw), limit)

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


def _constant(node: Leaf | Part | tuple[Part, ...]) -> bool:
    """Return whether no column plays a part in ``node``, however deep."""
    return all(part.is_constant for part in (node if isinstance(node, tuple) else (node,)))

"""Reads what a value of the mapping gives for one row, before the standard is asked."""

from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from cpstandard.core.row import Row
from cpstandard_table.each import ITEM, OUTER
from cpstandard_table.pattern import matches_of
from cpstandard_table.value import Value, template_columns, template_text


class _Source(Protocol):
    """A row, or an item inside one."""

    def take(self, path: str) -> Any: ...
    def unknown(self, path: str, value: object) -> None: ...


@dataclass(frozen=True, slots=True)
class _Item:
    """A value in a list or a cell; what is said of it is said of the row."""

    row: Row
    column: str
    content: Any

    def take(self, path: str) -> Any:
        return self.content if path == ITEM else None

    def unknown(self, path: str, value: object) -> None:
        self.row.unknown(self.column if path == ITEM else path, value)


@dataclass(frozen=True, slots=True)
class RowCells:
    """The cells of a row, or of an item inside it, as a mapping reads them."""

    row: Row
    nulls: frozenset[str]
    dates: tuple[str, ...]
    item: _Source | None = field(default=None)
    outer: "RowCells | None" = field(default=None)

    def column(self, name: str) -> str:
        """Return a column's text, a list's joined; empty where it stands for no value."""
        value = self._take(name)
        if isinstance(value, list):
            return "; ".join(str(item) for item in value if isinstance(item, str | int | float))
        if isinstance(value, dict):
            self._unknown(name, "(an object)")
            return ""
        text = "" if value is None else plain(value).strip()
        return "" if text in self.nulls else text

    def text(self, value: Value) -> str:
        """Return what ``value`` gives as one line of text; empty where it gives nothing."""
        return " ".join(" ".join(str(item).split()) for item in self.read(value))

    def unread(self, value: Value, raw: object) -> None:
        """Report a value that nobody could make sense of, by the column that it is from."""
        self._unknown(next((name for name, _ in value.columns()), value.where), raw)

    def items(self, value: Value) -> "list[RowCells]":
        """Return the items of a list of objects, of a list of values, or of a cell that is cut."""
        column = str(value.spec.from_)
        if value.spec.when is not None and not value.spec.when.keeps(self):
            return []
        if self.item is None:
            objects = list(self.row.items(column))
            if objects:
                return [replace(self, row=row, outer=self) for row in objects]
        found = [_Item(self.row, column, content) for content in self.read(value)]
        return [replace(self, item=item, outer=self) for item in found]

    def read(self, value: Value) -> list[Any]:
        """Return what ``value`` gives before it is converted: none, one or several."""
        spec = value.spec
        if spec.when is not None and not spec.when.keeps(self):
            return []
        found = [made for item in self._raw(value) for made in self._dressed(item, value)]
        if value.lookup is not None:
            found = [code for item in found for code in self._looked_up(item, value)]
        if not found and spec.default is not None:
            return list(spec.default) if isinstance(spec.default, list) else [spec.default]
        return found

    def _take(self, name: str) -> Any:
        if self.outer is not None and name.startswith(OUTER):
            return self.outer._take(name.removeprefix(OUTER))  # noqa: SLF001 - of its own kind
        return (self.item or self.row).take(name)

    def _unknown(self, name: str, raw: object) -> None:
        if self.outer is not None and name.startswith(OUTER):
            self.outer._unknown(name.removeprefix(OUTER), raw)  # noqa: SLF001 - the same
        else:
            (self.item or self.row).unknown(name, raw)

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
            found = next((found for part in value.first if (found := self.read(part))), [])
            # What stands behind the first that there is, is left out on purpose.
            spare = {name for name, _ in value.columns()} - self.row.taken.keys()
            self.row.ignore(*(name for name in sorted(spare) if not name.startswith(OUTER)))
            return found
        return self._cells(str(spec.from_), spec.split)

    def _cells(self, column: str, split: str | None) -> list[Any]:
        cell = self._take(column)
        cells = cell if isinstance(cell, list) else [cell]
        if split:
            cells = [part for c in cells if c is not None for part in str(c).split(split)]
        found = []
        for part in cells:
            if isinstance(part, dict | list):
                self._unknown(column, "(a list)" if isinstance(part, list) else "(an object)")
            elif isinstance(part, str):
                found += [text] if (text := part.strip()) and text not in self.nulls else []
            elif part is not None:
                found.append(part)
        return found

    def _dressed(self, raw: Any, value: Value) -> list[Any]:
        spec = value.spec
        found = [raw]
        if spec.extract is not None:
            found = list(matches_of(spec.extract, plain(raw)))
            if not found:
                self.unread(value, raw)
        if spec.pad:
            texts = map(plain, found)
            found = [text.zfill(spec.pad) if text.isdigit() else text for text in texts]
        return [f"{spec.prefix}{plain(item)}" for item in found] if spec.prefix else found

    def _looked_up(self, item: Any, value: Value) -> tuple[str, ...]:
        key = " ".join(plain(item).split()).casefold()
        lookup = value.lookup or {}
        if key not in lookup:
            self.unread(value, item)
        return lookup.get(key, ())


def plain(item: Any) -> str:
    """Return a cell as text; what a workbook made ``5.0`` is ``5``."""
    return str(int(item)) if isinstance(item, float) and item.is_integer() else str(item)

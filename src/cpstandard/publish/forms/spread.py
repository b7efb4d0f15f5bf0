"""Spreads records over the cells of the spreadsheet form."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from cpstandard.core.cell_text import join_list
from cpstandard.core.location import escape_pointer
from cpstandard.core.record import Record
from cpstandard.core.table_form import Column, Key, Kind, TableForm

Cell = str | int | float | bool | None
Cells = dict[Key, Cell]
"""One row: only the cells that hold something."""

Tree = dict[str, Any]
"""Names of fields to the slot of a column or of a list, or to the tree of an object."""


class _CellSlot(NamedTuple):
    """A column by its position, and what makes a cell of it out of a value."""

    position: int
    as_cell: Callable[[Any], Cell]


@dataclass(frozen=True, slots=True)
class _SheetSlot:
    """A list that has a sheet of its own."""

    position: int
    tree: Tree


@dataclass(frozen=True, slots=True)
class _NumberedSlot:
    """A list inside a row: its items are numbered columns."""

    tree: Tree


@dataclass(slots=True)
class Spread:
    """One record as cells: its row, the rows of each list, and the pointers with no cell.

    ``lists`` runs parallel to the form's lists.
    """

    main: Cells
    lists: list[list[Cells]]
    lost: list[str]


class Spreader:
    """Turns records into cells by one version's form."""

    def __init__(self, form: TableForm) -> None:
        """Prepare for ``form``."""
        self.form = form
        self._meta = _tree(form.meta)
        self._main = _tree(form.main.columns)
        for position, sheet in enumerate(form.lists):
            slot = _SheetSlot(position, _tree(sheet.columns))
            _branch(self._main, sheet.at[:-1])[sheet.at[-1]] = slot

    def record(self, record: Record) -> Spread:
        """Return the cells of a record."""
        spread = Spread({}, [[] for _ in self.form.lists], [])
        _Row(spread.main, spread).fill(record, self._main, "")
        return spread

    def header(self, header: Record) -> Spread:
        """Return the cells of an envelope, in ``main``."""
        spread = Spread({}, [], [])
        _Row(spread.main, spread).fill(header, self._meta, "")
        return spread


def _tree(columns: tuple[Column, ...]) -> Tree:
    tree: Tree = {}
    for position, column in enumerate(columns):
        branch, path = tree, [str(name) for name in column.path]
        if column.item:
            *parents, last = (str(name) for name in column.list_path)
            numbered = _branch(tree, parents).setdefault(last, _NumberedSlot({}))
            branch, path = numbered.tree, path[len(parents) + 2 :]
        slot = _CellSlot(position, _CELLS[column.kind])
        _branch(branch, path[:-1])[path[-1]] = slot
    return tree


def _branch(tree: Tree, names: list[str] | tuple[str, ...]) -> Tree:
    for name in names:
        tree = tree.setdefault(name, {})
    return tree


@dataclass(slots=True)
class _Row:
    """One row while it is filled."""

    cells: Cells
    spread: Spread

    def fill(self, value: Record, tree: Tree, pointer: str, number: int = 0) -> None:
        """Put the parts of ``value`` into their cells; ``number`` is that of a numbered item."""
        for name, part in value.items():
            target = tree.get(name)
            # Most fields are cells; a pointer is put together only for what is none.
            if type(target) is _CellSlot:
                cell = target.as_cell(part)
                if cell is not None:
                    self.cells[target.position, number] = cell
                    continue
            elif part and self._is_filled(part, target, name, pointer, number):
                continue
            self.spread.lost.append(_pointer(pointer, name))

    def _is_filled(self, part: Any, target: Any, name: str, pointer: str, number: int) -> bool:
        """Put what is no cell into its cells, and return whether there is a place for it."""
        kind = type(target)
        if kind is dict and isinstance(part, dict):
            self.fill(part, target, _pointer(pointer, name), number)
        elif kind is _SheetSlot and isinstance(part, list):
            self._rows(part, target, _pointer(pointer, name))
        elif kind is _NumberedSlot and isinstance(part, list):
            self._items(part, target, _pointer(pointer, name))
        else:
            return False
        return True

    def _rows(self, items: list[Any], slot: _SheetSlot, pointer: str) -> None:
        for position, item in enumerate(items):
            row = _Row({}, self.spread)
            if isinstance(item, dict):
                row.fill(item, slot.tree, f"{pointer}/{position}")
            if row.cells:
                self.spread.lists[slot.position].append(row.cells)
            else:
                self.spread.lost.append(f"{pointer}/{position}")

    def _items(self, items: list[Any], slot: _NumberedSlot, pointer: str) -> None:
        for position, item in enumerate(items):
            before = len(self.cells)
            if isinstance(item, dict):
                self.fill(item, slot.tree, f"{pointer}/{position}", position + 1)
            if len(self.cells) == before:
                self.spread.lost.append(f"{pointer}/{position}")


def _pointer(before: str, name: str) -> str:
    return f"{before}/{escape_pointer(name)}"


def as_cell(value: Any, kind: Kind) -> Cell:
    """Return ``value`` as a cell of that kind holds it; ``None`` where it cannot."""
    return _CELLS[kind](value)


def _text(value: Any) -> Cell:
    return value if isinstance(value, str) and value and not value.isspace() else None


def _number(value: Any) -> Cell:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _boolean(value: Any) -> Cell:
    return value if isinstance(value, bool) else None


def _list(value: Any) -> Cell:
    if isinstance(value, list) and value and all(map(_text, value)):
        return join_list(value)
    return None


def _json(value: Any) -> Cell:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_CELLS: Mapping[Kind, Callable[[Any], Cell]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.BOOLEAN: _boolean,
    Kind.LIST: _list,
    Kind.JSON: _json,
}

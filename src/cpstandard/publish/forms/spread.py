"""Spreads records over the cells of the spreadsheet form."""

import json
from dataclasses import dataclass
from typing import Any

from cpstandard.core.cell_text import join_list
from cpstandard.core.location import escape_pointer
from cpstandard.core.record import Record
from cpstandard.core.table_form import Column, Key, Kind, TableForm

Cell = str | int | float | bool | None
Cells = dict[Key, Cell]
"""One row: only the cells that hold something."""

Tree = dict[str, Any]
"""Names of fields to a column's position, to a slot of a list, or to the tree of an object."""


@dataclass(frozen=True, slots=True)
class _SheetSlot:
    """A list that has a sheet of its own."""

    position: int
    tree: Tree
    columns: tuple[Column, ...]


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
            slot = _SheetSlot(position, _tree(sheet.columns), sheet.columns)
            _branch(self._main, sheet.at[:-1])[sheet.at[-1]] = slot

    def record(self, record: Record) -> Spread:
        """Return the cells of a record."""
        spread = Spread({}, [[] for _ in self.form.lists], [])
        row = _Row(self.form.main.columns, spread.main, spread)
        row.fill(record, self._main, "")
        return spread

    def header(self, header: Record) -> Spread:
        """Return the cells of an envelope, in ``main``."""
        spread = Spread({}, [], [])
        _Row(self.form.meta, spread.main, spread).fill(header, self._meta, "")
        return spread


def _tree(columns: tuple[Column, ...]) -> Tree:
    tree: Tree = {}
    for position, column in enumerate(columns):
        branch, path = tree, [str(name) for name in column.path]
        if column.item:
            *parents, last = (str(name) for name in column.list_path)
            slot = _branch(tree, parents).setdefault(last, _NumberedSlot({}))
            branch, path = slot.tree, path[len(parents) + 2 :]
        _branch(branch, path[:-1])[path[-1]] = position
    return tree


def _branch(tree: Tree, names: list[str] | tuple[str, ...]) -> Tree:
    for name in names:
        tree = tree.setdefault(name, {})
    return tree


@dataclass(slots=True)
class _Row:
    """One row while it is filled."""

    columns: tuple[Column, ...]
    cells: Cells
    spread: Spread

    def fill(self, value: Record, tree: Tree, pointer: str, number: int = 0) -> None:
        """Put the parts of ``value`` into their cells; ``number`` is that of a numbered item."""
        for name, part in value.items():
            target = tree.get(name)
            here = f"{pointer}/{escape_pointer(name)}"
            if isinstance(target, int):
                cell = as_cell(part, self.columns[target].kind)
                if cell is None:
                    self.spread.lost.append(here)
                else:
                    self.cells[target, number] = cell
            elif isinstance(target, dict) and isinstance(part, dict) and part:
                self.fill(part, target, here, number)
            elif isinstance(target, _SheetSlot) and isinstance(part, list) and part:
                self._rows(part, target, here)
            elif isinstance(target, _NumberedSlot) and isinstance(part, list) and part:
                self._items(part, target, here)
            else:
                self.spread.lost.append(here)

    def _rows(self, items: list[Any], slot: _SheetSlot, pointer: str) -> None:
        for position, item in enumerate(items):
            row = _Row(slot.columns, {}, self.spread)
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


def as_cell(value: Any, kind: Kind) -> Cell:
    """Return ``value`` as a cell of that kind holds it; ``None`` where it cannot."""
    match kind:
        case Kind.TEXT:
            return value if isinstance(value, str) and value.strip() else None
        case Kind.NUMBER:
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            return value if is_number else None
        case Kind.BOOLEAN:
            return value if isinstance(value, bool) else None
        case Kind.LIST:
            if isinstance(value, list) and value and all(_is_item(item) for item in value):
                return join_list(value)
            return None
        case Kind.JSON:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _is_item(item: Any) -> bool:
    return isinstance(item, str) and bool(item.strip())

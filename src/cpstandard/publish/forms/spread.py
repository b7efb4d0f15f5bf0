"""Spreads records over the cells of the spreadsheet form."""

import json
from dataclasses import dataclass
from typing import Any

from cpstandard.core.cell_text import join_list
from cpstandard.core.location import escape_pointer
from cpstandard.core.record import Record
from cpstandard.core.table_form import Column, Kind, TableForm

Cell = str | int | float | bool | None
Tree = dict[str, Any]
"""Names of fields to a column's position, to a ``_ListSlot``, or to the tree of an object."""


@dataclass(frozen=True, slots=True)
class _ListSlot:
    position: int
    tree: Tree
    columns: tuple[Column, ...]


@dataclass(slots=True)
class Spread:
    """One record as cells: its row, the rows of each list, and the pointers with no cell.

    ``lists`` runs parallel to the form's lists.
    """

    main: list[Cell]
    lists: list[list[list[Cell]]]
    lost: list[str]


class Spreader:
    """Turns records into cells by one version's form."""

    def __init__(self, form: TableForm) -> None:
        """Prepare for ``form``."""
        self.form = form
        self._meta = _tree(form.meta)
        self._main = _tree(form.main.columns)
        for position, sheet in enumerate(form.lists):
            slot = _ListSlot(position, _tree(sheet.columns), sheet.columns)
            _put(self._main, sheet.at, slot)

    def record(self, record: Record) -> Spread:
        """Return the cells of a record."""
        columns = self.form.main.columns
        spread = Spread([None] * len(columns), [[] for _ in self.form.lists], [])
        _fill(record, self._main, columns, spread.main, pointer="", spread=spread)
        return spread

    def header(self, header: Record) -> Spread:
        """Return the cells of an envelope, in ``main``."""
        spread = Spread([None] * len(self.form.meta), [], [])
        _fill(header, self._meta, self.form.meta, spread.main, pointer="", spread=spread)
        return spread


def _tree(columns: tuple[Column, ...]) -> Tree:
    tree: Tree = {}
    for position, column in enumerate(columns):
        _put(tree, column.path, position)
    return tree


def _put(tree: Tree, path: tuple[str, ...], what: object) -> None:
    for name in path[:-1]:
        tree = tree.setdefault(name, {})
    tree[path[-1]] = what


def _fill(
    value: Record,
    tree: Tree,
    columns: tuple[Column, ...],
    cells: list[Cell],
    *,
    pointer: str,
    spread: Spread,
) -> None:
    for name, part in value.items():
        target = tree.get(name)
        here = f"{pointer}/{escape_pointer(name)}"
        if isinstance(target, int):
            cells[target] = as_cell(part, columns[target].kind)
            if cells[target] is None:
                spread.lost.append(here)
        elif isinstance(target, dict) and isinstance(part, dict) and part:
            _fill(part, target, columns, cells, pointer=here, spread=spread)
        elif isinstance(target, _ListSlot) and isinstance(part, list) and part:
            _fill_list(part, target, here, spread)
        else:
            spread.lost.append(here)


def _fill_list(items: list[Any], slot: _ListSlot, pointer: str, spread: Spread) -> None:
    for position, item in enumerate(items):
        here = f"{pointer}/{position}"
        row: list[Cell] = [None] * len(slot.columns)
        if isinstance(item, dict):
            _fill(item, slot.tree, slot.columns, row, pointer=here, spread=spread)
        if any(cell is not None for cell in row):
            spread.lists[slot.position].append(row)
        else:
            spread.lost.append(here)


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

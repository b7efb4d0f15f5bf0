"""Mends what stands in one cell of a table, be it one value or a list."""

import re
from collections.abc import Iterable
from typing import Any

from cpstandard.core.cell_text import unescape_formula
from cpstandard.core.fix import Fix

_ITEM_END = re.compile(r"(?<!\\);")


def mended(text: str, fixes: Iterable[Fix]) -> tuple[Any, list[Fix]]:
    """Return the value of the cell with those of ``fixes`` made whose old value stands in it."""
    value: Any = text
    done = []
    for fix in fixes:
        new = _one(value, fix) if isinstance(value, str) else None
        if new is not None:
            value = new
            done.append(fix)
    return value, done


def _one(text: str, fix: Fix) -> Any:
    if unescape_formula(text.strip()) == str(fix.old).strip():
        return fix.new
    items = _ITEM_END.split(text)
    if len(items) == 1 or not isinstance(fix.new, str):
        return None
    changed = [_item(item, str(fix.old), fix.new) for item in items]
    return ";".join(changed) if changed != items else None


def _item(item: str, old: str, new: str) -> str:
    bare = item.strip()
    return item.replace(bare, new) if bare == old.strip() else item

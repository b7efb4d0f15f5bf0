"""One object for each item of a list, for each value in a cell, or for each numbered column."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cpstandard.core.importer import OptionMistakes
from cpstandard_table.value import Value

ITEM = "."  # the item itself, where it is a value and no object
OUTER = "../"  # before a column of the row that the item stands in
_MOST = 100


@dataclass(frozen=True, slots=True)
class Each:
    """Where the items come from; the columns of the object are those of an item."""

    value: Value

    def columns(self, inner: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Yield the columns of the row that are looked at, those inside an item as ``list/*/x``."""
        yield from self.value.looked_at()
        for name, where in inner:
            if name.startswith(OUTER):
                yield name.removeprefix(OUTER), where
            elif name != ITEM:
                yield f"{self.value.spec.from_}/*/{name}", where


def without_numbers(raw: Any, where: str) -> Iterator[Any]:
    """Yield ``raw``, or one for each of its ``each: {numbers: 3}``, every # being the number.

    Raises ``OptionMistakes`` where the numbers are none.
    """
    each = raw.get("each") if isinstance(raw, dict) else None
    if not isinstance(each, dict) or "numbers" not in each:
        yield raw
        return
    numbers = each["numbers"]
    if isinstance(numbers, int) and not isinstance(numbers, bool):
        numbers = list(range(1, numbers + 1)) if 0 < numbers <= _MOST else None
    sound = isinstance(numbers, list) and len(numbers) <= _MOST and len(each) == 1
    if not sound or not all(isinstance(n, int | str) for n in numbers):
        said = f"numbers: write how many there are, 1 to {_MOST}, or a list such as [1, 2, 5]"
        raise OptionMistakes([(where, said)])
    rest = {key: value for key, value in raw.items() if key != "each"}
    for number in numbers:
        yield _numbered(rest, str(number))


def _numbered(raw: Any, number: str) -> Any:
    if isinstance(raw, str):
        return raw.replace("#", number)
    if isinstance(raw, list):
        return [_numbered(item, number) for item in raw]
    if isinstance(raw, dict):
        return {key: _numbered(value, number) for key, value in raw.items()}
    return raw

"""Fills cells that are empty because the one above stands for several rows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cpstandard.core.row import Row


def filled_down(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[Row]:
    """Yield ``rows``; an empty cell of ``columns`` holds what the last filled one above it held."""
    above: dict[str, Any] = {}
    for row in rows:
        for column in columns:
            if (value := row.peek(column)) is not None:
                above[column] = value
        missing = {name: value for name, value in above.items() if row.peek(name) is None}
        yield row.completed(missing) if missing else row

"""The rows among which the headings of anybody's table are looked for: titles may stand above."""

from collections.abc import Iterator, Sequence
from itertools import islice

from cpstandard.core.table import CellValue, Table

LOOK = 50
MAX_COLUMNS = 4_000


def first_rows(table: Table) -> Iterator[tuple[int, Sequence[CellValue]]]:
    """Yield the first fifty rows of ``table``, each with its number from 1."""
    for number, cells in enumerate(islice(table.rows(), LOOK), start=1):
        yield number, cells[:MAX_COLUMNS]

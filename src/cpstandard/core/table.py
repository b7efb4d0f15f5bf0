"""A table as it stands in a CSV file or a sheet of a workbook, before anybody interprets it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

CellValue = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells; ``rows()`` yields each row from the top, as long as the file has it.

    ``name`` is the sheet's name, or the file's stem for CSV. Rows count from 1 in all messages,
    so ``rows()`` yields empty rows too. ``repairs`` says, a sentence each, what was done to the
    text so that it could be read. ``lost`` names cells whose value the file itself does not hold,
    such as formula errors.
    """

    name: str
    rows: Callable[[], Iterator[Sequence[CellValue]]]
    hidden: bool = False
    repairs: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def column_letter(index: int) -> str:
    """Return the spreadsheet letters for a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

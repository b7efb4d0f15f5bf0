"""What a habit is: a change that a person makes to a valid workbook, and what is to be said of it."""

from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

ALL = ("simple", "full", "csv")
BOOKS = ("simple", "full")


@dataclass(frozen=True)
class Expected:
    """A finding: its code, the cell it stands at (moved with the sheet), the fix it suggests."""

    code: str
    at: Cell | str | None = None
    suggestion: object = None

    def told(self, *, sheets: bool) -> tuple[object, ...]:
        """Return it as it stands in the report; ``sheets``: places have the sheet's name."""
        if isinstance(self.at, Cell):
            sheet = self.at.parent.title if sheets else None
            return (self.code, sheet, self.at.coordinate, self.suggestion)
        sheet, _, cell = (self.at or "").partition("!")
        return (self.code, (sheet or None) if sheets else None, cell or None, self.suggestion)


Change = Callable[[Workbook], list[Expected] | None]
HABITS: dict[str, tuple[Change, tuple[str, ...]]] = {}
"""By name: the change, and the forms of the valid workbook to which it can be made."""


def habit(*forms: str) -> Callable[[Change], Change]:
    """Add a change to the habits."""

    def add(change: Change) -> Change:
        HABITS[change.__name__] = (change, forms or ALL)
        return change

    return add

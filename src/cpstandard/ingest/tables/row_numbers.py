"""Which row of a table became which record, in memory that does not grow with the rows."""

from bisect import bisect_right


class RowNumbers:
    """The rows' numbers by the position of their record; only where rows are left out is kept."""

    __slots__ = ("_count", "_shifts", "_starts")

    def __init__(self) -> None:
        """Begin with no records."""
        self._count = 0
        self._starts: list[int] = []
        self._shifts: list[int] = []

    def __len__(self) -> int:
        return self._count

    def append(self, number: int) -> None:
        """Add the row of the next record."""
        shift = number - self._count
        if not self._shifts or self._shifts[-1] != shift:
            self._starts.append(self._count)
            self._shifts.append(shift)
        self._count += 1

    def __getitem__(self, position: int) -> int:
        return position + self._shifts[bisect_right(self._starts, position) - 1]

"""How many records of a publisher were read and shown, build by build, as a small chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from cpstandard.core.status import Moment

SHOWN = 24
"""How many of the newest entries the chart and its table show."""
_WIDTH, _GAP = 10, 2
_LEAST = 12  # columns for which there is room: few stand at the right, and are not stretched


@dataclass(frozen=True, slots=True)
class Column:
    """One build: where its column stands, and how high, of 40, what was read and shown is."""

    x: int
    read: float
    shown: float


@dataclass(frozen=True, slots=True)
class Trend:
    """The chart's columns, oldest first, and the entries of its table, newest first."""

    columns: Sequence[Column]
    moments: Sequence[Moment]

    @property
    def width(self) -> int:
        """The chart's width in units."""
        return max(len(self.columns), _LEAST) * _WIDTH


def trend(history: Sequence[Moment]) -> Trend:
    """Return the newest part of a history, which is oldest first."""
    newest = history[-SHOWN:]
    most = max((max(m.records_in, m.records_out) for m in newest), default=0) or 1
    columns = [
        Column(
            (max(_LEAST - len(newest), 0) + position) * _WIDTH + _GAP,
            round(40 * moment.records_in / most, 1),
            round(40 * moment.records_out / most, 1),
        )
        for position, moment in enumerate(newest)
    ]
    return Trend(columns, list(reversed(newest)))

"""Finds the ids that stand in several of the files of one run, in the memory that one file takes.

Of each record the same two small numbers are kept as for finding an id twice in one file. Files
that share one are read again, and their ids compared: equal numbers prove nothing.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from cpstandard.core.finding import Finding
from cpstandard.core.phrase import phrase_of
from cpstandard.core.record import PackageSource, SourceRecord
from cpstandard.validate.codes import CODES
from cpstandard.validate.likenesses import Likenesses
from cpstandard.validate.shown import shown_text

CODE = "id-in-two-files"


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that was checked: how to open it again, and what takes a finding about it."""

    open: Callable[[], PackageSource]
    report: Callable[[Finding], object]


class AcrossFiles:
    """Remembers the ids of the files of one run."""

    def __init__(self) -> None:
        """Begin with no files."""
        self._files: list[CheckedFile] = []
        self._starts: list[int] = []
        self._end = 0
        self._ids = Likenesses()

    def add(self, file: CheckedFile, likenesses: Likenesses, records: int) -> None:
        """Remember the ``likenesses`` of the ``records`` that ``file`` has."""
        self._files.append(file)
        self._starts.append(self._end)
        self._ids.add_all(likenesses, after=self._end)
        self._end += records

    def tell(self) -> None:
        """Report, in each file, the ids that are in one before it."""
        first: dict[str, tuple[int, str]] = {}
        for index, positions in self._shared():
            told: set[str] = set()
            file = self._files[index]
            for record in file.open().chosen(positions):
                record_id = _id_of(record)
                if record_id is None or record_id in told:
                    continue
                where = str(record.locate("/id"))
                holder, place = first.setdefault(record_id, (index, where))
                if holder != index:
                    told.add(record_id)
                    file.report(_finding(record, record_id, place))

    def _shared(self) -> Iterator[tuple[int, Sequence[int]]]:
        """Yield each file that shares an id's number with another, and where its records stand."""
        files: dict[int, list[int]] = {}
        for position in _in_several(self._ids.of_shared_ids(), self._file_of):
            index = self._file_of(position)
            files.setdefault(index, []).append(position - self._starts[index])
        return iter(files.items())

    def _file_of(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1


def _in_several(shared: Iterable[tuple[int, int]], file_of: Callable[[int], int]) -> Iterator[int]:
    """Yield, in order, the positions whose number is that of a record in another file too."""
    pairs = list(shared)
    holder: dict[int, int | None] = {}
    for position, number in pairs:
        index = file_of(position)
        if holder.setdefault(number, index) != index:
            holder[number] = None
    return (position for position, number in pairs if holder[number] is None)


def _id_of(record: SourceRecord) -> str | None:
    data = record.doubtful if record.data is None else record.data
    record_id = data.get("id") if isinstance(data, dict) else None
    return record_id if isinstance(record_id, str) else None


def _finding(record: SourceRecord, record_id: str, place: str) -> Finding:
    entry = CODES[CODE]
    words = {"id": shown_text(record_id), "place": shown_text(place)}
    where = record.locate("/id").at("/id")
    shown_id = shown_text(record_id)
    return Finding(
        CODE,
        entry.severity,
        phrase_of(entry.message, words),
        where,
        shown_id,
        shown_id,
        None,
        words,
    )

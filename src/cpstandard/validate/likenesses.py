"""Finds, in little memory, the records that share an id, or a name and a place, with another."""

import tempfile
import weakref
import zlib
from array import array
from collections.abc import Callable, Iterator
from typing import IO

from cpstandard.core.record import Record
from cpstandard.validate.briefs import likeness, place_of

_IN_MEMORY = 1 << 16
_Numbers = tuple["array[int]", "array[int]", "array[int]"]
"""Positions, and for each the number of its id and that of its name and place."""


class Likenesses:
    """Remembers two numbers of eight bytes for each record: of its id, and of its name and place.

    Records that share a number are looked at again; equal numbers prove nothing. Those of more
    records than fit into little memory are kept in a temporary file.
    """

    def __init__(self) -> None:
        """Begin with no records."""
        self._recent: _Numbers = (array("q"), array("q"), array("q"))
        self._file: IO[bytes] | None = None
        self._blocks = 0

    def __len__(self) -> int:
        return self._blocks * _IN_MEMORY + len(self._recent[0])

    def add(self, position: int, record: Record) -> None:
        """Remember the sound ``record`` that stands at ``position`` of its package."""
        positions, ids, names = self._recent
        positions.append(position)
        ids.append(_number(record["id"].encode()))
        names.append(_number(likeness(record["name"], place_of(record))))
        if len(positions) == _IN_MEMORY:
            self._put_away()

    def add_all(self, others: "Likenesses", *, after: int) -> None:
        """Remember ``others`` too, which stand behind the first ``after`` records."""
        for numbers in others.numbers():
            moved = array("q", [after + position for position in numbers[0]])
            for start in range(0, len(moved), _IN_MEMORY):
                room = _IN_MEMORY - len(self._recent[0])
                for cut in (slice(start, start + room), slice(start + room, start + _IN_MEMORY)):
                    for mine, theirs in zip(self._recent, (moved, *numbers[1:]), strict=True):
                        mine.extend(theirs[cut])
                    if len(self._recent[0]) == _IN_MEMORY:
                        self._put_away()

    def numbers(self) -> Iterator[_Numbers]:
        """Yield all that is remembered, in pieces of which one is held at a time."""
        for block in range(self._blocks):
            assert self._file is not None
            piece = _block()
            self._file.seek(block * sum(memoryview(each).nbytes for each in piece))
            for each in piece:
                self._file.readinto(each)  # type: ignore[attr-defined]  # a real file has it
            yield piece
        yield self._recent

    def positions(self) -> list[int]:
        """Return the positions of the records that share a number with another, in order."""
        count = len(self)
        shared_ids = _repeated(lambda: (ids for _, ids, _ in self.numbers()), count)
        shared_names = _repeated(lambda: (names for _, _, names in self.numbers()), count)
        if not shared_ids and not shared_names:
            return []
        return [
            position
            for numbers in self.numbers()
            for position, id_, name in zip(*numbers, strict=True)
            if id_ in shared_ids or name in shared_names
        ]

    def of_shared_ids(self) -> Iterator[tuple[int, int]]:
        """Yield the position of each record that shares an id's number, and that, in order."""
        shared = _repeated(lambda: (ids for _, ids, _ in self.numbers()), len(self))
        for positions, ids, _names in self.numbers() if shared else ():
            yield from ((at, id_) for at, id_ in zip(positions, ids, strict=True) if id_ in shared)

    def _put_away(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - see the next line
            weakref.finalize(self, self._file.close)
        self._file.seek(0, 2)
        for each in self._recent:
            self._file.write(each)
        self._blocks += 1
        self._recent = (array("q"), array("q"), array("q"))

    def __reduce__(self) -> "tuple[Callable[..., Likenesses], tuple[list[_Numbers]]]":
        """Send all to another process, which has no part in the file."""
        return _received, (list(self.numbers()),)


def _received(pieces: list[_Numbers]) -> Likenesses:
    whole = Likenesses()
    for piece in pieces:
        sent = Likenesses()
        sent._recent = piece  # noqa: SLF001 - its own kind
        whole.add_all(sent, after=0)
    return whole


def _block() -> _Numbers:
    noughts = bytes(8 * _IN_MEMORY)
    return array("q", noughts), array("q", noughts), array("q", noughts)


def _number(data: bytes) -> int:
    """Return a number of eight bytes for ``data``, the same one in every process."""
    return (zlib.crc32(data) << 31) | (zlib.adler32(data) & 0x7FFFFFFF)


def _repeated(pieces: "Callable[[], Iterator[array[int]]]", count: int) -> set[int]:
    """Return the numbers that occur more than once; two bytes are held for each of ``count``.

    Of few numbers a set tells sooner that all are different.
    """
    if count <= _IN_MEMORY:
        different: set[int] = set()
        for piece in pieces():
            different.update(piece)
        if len(different) == count:
            return set()
    size = 1 << (16 * count).bit_length()
    seen = bytearray(size // 8 + 1)
    doubtful = set()
    for piece in pieces():
        for number in piece:
            at = (number >> 31) % size
            byte, bit = at >> 3, 1 << (at & 7)
            if seen[byte] & bit:
                doubtful.add(number)
            else:
                seen[byte] |= bit
    once: set[int] = set()
    found: set[int] = set()
    for piece in pieces() if doubtful else ():
        for number in piece:
            if number in doubtful:
                (found if number in once else once).add(number)
    return found

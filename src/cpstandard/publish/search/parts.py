"""The parts of the index: kept from build to build, and made of new records alone."""

import hashlib
import json
import sys
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import Generic, Protocol, Self, TypeVar

from cpstandard.publish.search.entry import SearchEntry
from cpstandard.publish.search.part import MOST_RECORDS, Kind, Placed, pieces
from cpstandard.publish.search.part_store import PartStore

MOST_SMALL = 8
"""How many parts may have less than half of the records that one can take."""

_KEY = hashlib.sha256().digest_size
_Numbers = Mapping[int, "array[int]"]


class Indexed(Protocol):
    """A record, as far as it matters here: ``key`` is another after any change of it."""

    @property
    def id(self) -> str:
        """What puts records in an order in which those of one publisher are side by side."""
        ...

    @property
    def key(self) -> str:
        """What tells it from any other, and from itself after any change."""
        ...


Record = TypeVar("Record", bound=Indexed)


@dataclass(frozen=True, slots=True)
class Kept:
    """The file that keeps the parts, and a digest of all that they are made of beside records."""

    path: Path
    common: str


class Parts(Generic[Record]):
    """The parts of the index of some records, in which each record is once.

    Parts that were kept are never written again. A record that is gone, or that has changed, is
    passed over in its old part; what is new or has changed goes into new ones. Parts that have
    become small are made anew, together, when there are many of them. Parts that are of no more use
    are dropped when the ``files`` that are kept are no longer those that were made of them.
    """

    def __init__(
        self,
        records: Sequence[Record],
        make: Callable[[Record], SearchEntry],
        facets: Sequence[str],
        kept: Kept | None = None,
    ) -> None:
        """Bring the parts up to date with ``records``, which are in the order of the index.

        ``make`` makes the entry of a record. Raises ``sqlite3.Error`` where what is ``kept`` is of
        no use; without it, all parts are made and held in memory.
        """
        self.facets = facets
        self._records, self._make = records, make
        machine = [sys.byteorder, zlib.ZLIB_RUNTIME_VERSION]
        common = json.dumps([kept.common if kept else "", list(facets), *machine])
        self._store = PartStore(kept.path if kept else None, common)
        try:
            self._numbers = self._up_to_date()
            self.files = self._store.files
        except BaseException:
            self._store.close()
            raise

    def read(self, kind: Kind) -> Iterator[Placed]:
        """Yield the pieces of one kind, of every part."""
        for part, numbers in self._numbers.items():
            yield Placed(self._store.piece(part, kind), numbers)

    def touched(self) -> tuple[Iterator[Placed], Iterator[Placed]] | None:
        """Return the words of what is not as it was in the files that are kept: as it was, and is.

        Records that are in both with the number that they had are passed over. Return None where
        there is little else, or where it is not known what was.
        """
        before, now, seals = self.files.origin, self._stamps(), self._store.seals
        parts = [part for part in before.keys() | now.keys() if before.get(part) != now.get(part)]
        old = {part: before[part] for part in parts if part in before}
        at_hand = all(told[:_KEY] == seals.get(part) for part, told in old.items())
        if not before or not at_hand or 2 * len(parts) > len(now):
            return None
        had = {part: array("l", told[_KEY:]) for part, told in old.items()}
        has = {part: self._numbers[part] for part in parts if part in self._numbers}
        return self._moved(had, has), self._moved(has, had)

    def _moved(self, some: _Numbers, others: _Numbers) -> Iterator[Placed]:
        for part, numbers in some.items():
            pairs = zip(numbers, others.get(part, repeat(-1)), strict=False)
            moved = [-1 if number == other else number for number, other in pairs]
            yield Placed(self._store.piece(part, "words"), moved)

    def settle(self) -> None:
        """Keep the files that were made, in place of those before, and the parts of these alone."""
        self.files.settle(self._stamps())
        self._store.drop_others(self._numbers)
        self._store.settle()

    def _stamps(self) -> dict[int, bytes]:
        """Return what tells a part, and where its records stand in the index."""
        seals = self._store.seals
        return {part: seals[part] + numbers.tobytes() for part, numbers in self._numbers.items()}

    def order(self) -> list[int]:
        """Return where each record of the index stands among those of all parts, end to end."""
        order = [0] * len(self._records)
        for place, number in enumerate(chain.from_iterable(self._numbers.values())):
            if number >= 0:
                order[number] = place
        return order

    def __enter__(self) -> Self:
        """Use the parts until the end of a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of what is kept."""
        self._store.close()

    def _up_to_date(self) -> dict[int, "array[int]"]:
        """Return the parts, each with the numbers in the index of its records."""
        parts = self._still_of_use()
        self._store.drop_others({*parts, *self._store.files.origin})
        placed = set(chain.from_iterable(parts.values()))
        new = [number for number in range(len(self._records)) if number not in placed]
        new.sort(key=lambda number: self._records[number].id)
        count = -(-len(new) // MOST_RECORDS)
        for each in range(count):
            some = new[each * len(new) // count : (each + 1) * len(new) // count]
            # In the order of the index, so that little is to be sorted when it is made.
            numbers = array("l", sorted(some))
            parts[self._made(numbers)] = numbers
        self._store.settle()
        return parts

    def _made(self, numbers: Iterable[int]) -> int:
        records = [self._records[number] for number in numbers]
        keys = b"".join(map(_key, records))
        return self._store.keep(keys, pieces(map(self._make, records), self.facets))

    def _still_of_use(self) -> dict[int, "array[int]"]:
        left = {_key(record): number for number, record in enumerate(self._records)}
        found: dict[int, array[int]] = {}
        for part, keys in self._store.sound():
            each = (keys[at : at + _KEY] for at in range(0, len(keys), _KEY))
            numbers = array("l", (left.pop(key, -1) for key in each))
            if max(numbers, default=-1) >= 0:
                found[part] = numbers
        small = [part for part, numbers in found.items() if _is_small(numbers)]
        for part in small if len(small) > MOST_SMALL else ():
            del found[part]
        return found


def _is_small(numbers: "array[int]") -> bool:
    return 2 * (len(numbers) - numbers.count(-1)) < MOST_RECORDS


def _key(record: Indexed) -> bytes:
    return hashlib.sha256(record.key.encode()).digest()

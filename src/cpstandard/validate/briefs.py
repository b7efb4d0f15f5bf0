"""Finds, in little memory, the records that share an id, or a name and a place, with another."""

import re
import unicodedata
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from cpstandard.core.check import RecordBrief
from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase
from cpstandard.core.record import Record, SourceRecord

_AT_ONCE = 100_000
_NO_WORD = re.compile(r"[\W_]+")
_IN_WORD = ".'\u2019"  # C.I.C. and St John's are words without them
# Of letters of ASCII alone, which most names are, a table makes words faster than a pattern.
_ASCII_ALONE = {code: None for code in range(128) if not chr(code).isalnum()}
_ASCII_WORDS = bytes(code if chr(code).isalnum() else 32 for code in range(256))
_ASCII_IN_WORD = b".'"
_SAY_NOTHING = frozenset(
    {"", "the", "a", "of", "and", "y", "yr", "ltd", "limited", "cic", "cio", "cyf", "plc", "llp"}
)
_ASCII_SAY_NOTHING = frozenset(word.encode() for word in _SAY_NOTHING)


def plain(text: str) -> str:
    """Return the letters and digits of ``text`` alone, without regard to case."""
    folded = text.casefold()
    return folded.translate(_ASCII_ALONE) if folded.isascii() else _NO_WORD.sub("", folded)


def place_of(record: Record) -> str:
    """Return the name of the record's first place with its country, or its scope."""
    places = record.get("places")
    if places:
        return f"{places[0]['name']}, {places[0]['country']}"
    return str(record.get("scope", ""))


def likeness(name: str, place: str) -> bytes:
    """Return what two names in one place have in common if a careful reader takes them for one.

    Case, accents, punctuation, the order of the words, the spaces between them and words that say
    nothing (The, Ltd, CIC) do not count; numbers do.
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
        name = "".join(sign for sign in name if not unicodedata.combining(sign))
        if not name.isascii():
            return b"%s %s" % (_likeness_beyond_ascii(name), _plain_place(place))
    words = set(name.lower().encode().translate(_ASCII_WORDS, _ASCII_IN_WORD).split())
    telling = words - _ASCII_SAY_NOTHING or words
    letters, numbers = b"".join(telling), b""
    if not letters.isalpha():
        numbers = b" ".join(sorted([word for word in telling if not word.isalpha()]))
        letters = b"".join([word for word in telling if word.isalpha()])
    return b"%s %s %s" % (bytes(sorted(letters)), numbers, _plain_place(place))


def _likeness_beyond_ascii(name: str) -> bytes:
    folded = name.casefold()
    for sign in _IN_WORD:
        folded = folded.replace(sign, "")
    words = set(_NO_WORD.split(folded))
    telling = words - _SAY_NOTHING or words
    letters = "".join(sorted("".join(word for word in telling if word.isalpha())))
    numbers = " ".join(sorted(word for word in telling if not word.isalpha()))
    return f"{letters} {numbers}".encode()


@lru_cache(maxsize=4096)
def _plain_place(place: str) -> bytes:
    return plain(place).encode()


class Likenesses:
    """Remembers two numbers of eight bytes for each record: of its id, and of its name and place.

    Records that share a number are looked at again; equal numbers prove nothing.
    """

    def __init__(self) -> None:
        """Begin with no records."""
        self.at = array("q")
        self.ids = array("q")
        self.names = array("q")

    def __len__(self) -> int:
        return len(self.at)

    def add(self, position: int, record: Record) -> None:
        """Remember the sound ``record`` that stands at ``position`` of its package."""
        self.at.append(position)
        self.ids.append(_number(record["id"].encode()))
        self.names.append(_number(likeness(record["name"], place_of(record))))

    def add_all(self, others: "Likenesses", *, after: int) -> None:
        """Remember ``others`` too, which stand behind the first ``after`` records."""
        self.at.extend(array("q", (after + position for position in others.at)))
        self.ids.extend(others.ids)
        self.names.extend(others.names)

    def positions(self) -> list[int]:
        """Return the positions of the records that share a number with another, in order."""
        shared_ids, shared_names = _repeated(self.ids), _repeated(self.names)
        return [
            position
            for position, id_, name in zip(self.at, self.ids, self.names, strict=True)
            if id_ in shared_ids or name in shared_names
        ]


def briefs(
    records: Iterable[SourceRecord], is_sound: Callable[[Record], bool]
) -> list[RecordBrief]:
    """Return briefs of ``records``, which were found sound before.

    Raises ``UnusableInput`` where one of them is sound no longer: somebody changed the file.
    """
    return [
        RecordBrief(
            data["id"],
            data["name"],
            place_of(data),
            source.locate,
            frozenset(data.get("practices", ())),
            _point(data),
        )
        for source, data in _still_sound(records, is_sound)
    ]


def _still_sound(
    records: Iterable[SourceRecord], is_sound: Callable[[Record], bool]
) -> Iterator[tuple[SourceRecord, Record]]:
    for source in records:
        if source.data is None or not is_sound(source.data):
            name = source.location.file
            raise UnusableInput(
                phrase("{name} was changed while it was checked: check it again.", name=name)
            )
        yield source, source.data


def _point(record: Record) -> tuple[float, float] | None:
    places = record.get("places")
    if not places or "latitude" not in places[0]:
        return None
    return places[0]["latitude"], places[0]["longitude"]


def _number(data: bytes) -> int:
    """Return a number of eight bytes for ``data``, the same one in every process."""
    return (zlib.crc32(data) << 31) | (zlib.adler32(data) & 0x7FFFFFFF)


def _repeated(numbers: "array[int]") -> set[int]:
    """Return the numbers that occur more than once; of a million, few are held apart at a time."""
    found: set[int] = set()
    parts = 1 + len(numbers) // _AT_ONCE
    for part in range(parts):
        mine = sorted(number for number in numbers if number % parts == part)
        found.update(a for a, b in pairwise(mine) if a == b)
    return found

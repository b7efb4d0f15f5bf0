"""What a check over a whole package is given of its records, and when two names are alike."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from cpstandard.core.check import RecordBrief
from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase
from cpstandard.core.record import Record, SourceRecord

_NO_WORD = re.compile(r"[\W_]+")
_IN_WORD = ".'\u2019"  # C.I.C. and St John's are words without them
# Of letters of ASCII alone, which most names are, a table makes words faster than a pattern.
_ASCII_ALONE = {code: None for code in range(128) if not chr(code).isalnum()}
_ASCII_WORDS = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128))
_ASCII_WORDS += bytes(128)
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
    words = set(name.encode().translate(_ASCII_WORDS, _ASCII_IN_WORD).split())
    telling = words - _ASCII_SAY_NOTHING or words
    letters, numbers = b"".join(telling), b""
    if not letters.isalpha():
        numbers = b" ".join(sorted([word for word in telling if not word.isalpha()]))
        letters = b"".join([word for word in telling if word.isalpha()])
    return b" ".join((bytes(sorted(letters)), numbers, _plain_place(place)))


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


def briefs(
    records: Iterable[SourceRecord], known: Callable[[Record], Record | None]
) -> list[RecordBrief]:
    """Return briefs of ``records``; ``known`` gives what of each can be held against others.

    Raises ``UnusableInput`` where that is nothing, as it was not before: somebody changed the file.
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
        for source, data in _still_known(records, known)
    ]


def _still_known(
    records: Iterable[SourceRecord], known: Callable[[Record], Record | None]
) -> Iterator[tuple[SourceRecord, Record]]:
    for source in records:
        read = source.doubtful if source.data is None else source.data
        data = known(read) if read is not None else None
        if data is None:
            name = source.location.file
            raise UnusableInput(
                phrase("{name} was changed while it was checked: check it again.", name=name)
            )
        yield source, data


def _point(record: Record) -> tuple[float, float] | None:
    places = record.get("places")
    if not places or "latitude" not in places[0]:
        return None
    return places[0]["latitude"], places[0]["longitude"]

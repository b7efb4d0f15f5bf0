"""Postings: of a form of a word, the records that have it, each with how much it weighs there."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, chain, pairwise, repeat
from operator import and_, sub

from cpstandard.publish.search.blocks import join, split

WEIGHT_BITS = 3
GONE = (1 << 32) - 1
"""Stands, after all others, for a record that a part has and the index does not."""

_ALL_GONE = [GONE] * (1 << WEIGHT_BITS)
_SEVEN_BITS = 0x7F


class Postings:
    """The postings of a part: a record's number in it and the weight are one number of 16 bits."""

    def __init__(self) -> None:
        """Begin without a record."""
        self._codes: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, record: int, weight: int, forms: Iterable[str]) -> None:
        """Take in forms of one weight (0 to 7) in a record."""
        code, codes = record << WEIGHT_BITS | weight, self._codes
        for form in forms:
            codes[form].append(code)

    def block(self) -> bytes:
        """Return what is kept."""
        lengths = [len(each) for each in self._codes.values()]
        codes = array("H", [code for each in self._codes.values() for code in each])
        return join([list(self._codes), lengths], codes.tobytes())


def placed(
    block: bytes, numbers: Iterable[int], wanted: AbstractSet[str] | None = None
) -> Iterator[tuple[str, "array[int]"]]:
    """Yield forms of a part with their postings, which say the records' ``numbers`` in the index.

    Where a number is -1, the posting is ``GONE``; forms that only such records have are left out,
    and those that are not ``wanted``.
    """
    (forms, lengths), data = split(block)
    if not forms or (wanted is not None and wanted.isdisjoint(forms)):
        return
    code_of = list(chain.from_iterable(map(_codes_of, numbers)))
    whole = GONE not in code_of
    codes = array("H", data)
    if wanted is None:  # all at once, which is faster than one form after the other
        codes = array("I", map(code_of.__getitem__, codes))
    for form, (start, end) in zip(forms, pairwise(accumulate(lengths, initial=0)), strict=True):
        if wanted is None:
            posting = codes[start:end]
        elif form in wanted:
            posting = array("I", map(code_of.__getitem__, codes[start:end]))
        else:
            continue
        if whole or min(posting) != GONE:
            yield form, posting


def _codes_of(number: int) -> Iterable[int]:
    """Return the codes of a record with each weight."""
    first = number << WEIGHT_BITS
    return range(first, first + (1 << WEIGHT_BITS)) if number >= 0 else _ALL_GONE


def coded(postings: Sequence[Sequence[int]]) -> tuple[int, bytes]:
    """Return how many records forms that belong together have, and these as the browser reads them.

    A record that has several of the forms weighs as much as the weightiest.
    """
    codes = sorted(chain.from_iterable(postings))
    del codes[bisect_left(codes, GONE) :]
    if len(postings) > 1:  # of the codes of one record, the weightiest comes last
        codes = list({code >> WEIGHT_BITS: code for code in codes}.values())
    records_before = map(and_, codes, repeat(-1 << WEIGHT_BITS))
    steps = map(sub, codes, chain((0,), records_before))
    return len(codes), b"".join(map(_BYTES.__getitem__, steps))


class _Bytes(dict[int, bytes]):
    """Numbers as seven bits a byte, the lowest first; all bytes but the last have the top bit."""

    def __missing__(self, number: int) -> bytes:
        found = bytearray()
        while number > _SEVEN_BITS:
            found.append(number & _SEVEN_BITS | 0x80)
            number >>= 7
        return bytes((*found, number))


_BYTES = _Bytes()
_BYTES.update((number, _BYTES[number]) for number in range(1 << 14))


def decode(posting: bytes | bytearray) -> Iterator[tuple[int, int]]:
    """Yield the records of a list of postings, each with the word's weight in it."""
    record = code = shift = 0
    for byte in posting:
        code |= (byte & _SEVEN_BITS) << shift
        shift += 7
        if byte <= _SEVEN_BITS:
            record += code >> WEIGHT_BITS
            yield record, code & ((1 << WEIGHT_BITS) - 1)
            code = shift = 0

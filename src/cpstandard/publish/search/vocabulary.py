"""The words of the index, gathered record by record: groups of forms and their postings."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import Stemmer

from cpstandard.publish.search.blocks import pack
from cpstandard.publish.search.welsh import radical

FORMS_PER_BLOCK = 2_000
BYTES_PER_FILE = 32_768
"""Where a file of postings is cut, before compression; one long list may take more."""

_WEIGHT_BITS = 3
_SEVEN_BITS = 0x7F


@dataclass(slots=True)
class Directions:
    """How the files of the vocabulary are found: the first form and the first group of each."""

    dictionary: list[str]
    postings: list[int]


class Vocabulary:
    """Takes the words of one record after the other, then gives the dictionary and postings.

    Words come in the order of the records' numbers. A posting is coded while it comes, so memory
    holds little more than what is written in the end.
    """

    def __init__(self) -> None:
        """Begin without a word."""
        self._stem = Stemmer.Stemmer("english").stemWord
        self._group_of: dict[str, int] = {}
        self._of_stem: dict[str, int] = {}
        self._postings: list[bytearray] = []
        self._last = array("l")
        self._records = array("l")
        self._welsh: set[str] = set()

    def add(self, record: int, words: Mapping[str, Iterable[str]], welsh: Iterable[str]) -> None:
        """Take in the words of record number ``record``, by their weight (1 to 7)."""
        self._welsh.update(welsh)
        weights: dict[int, int] = {}
        known = self._group_of
        for level in sorted(words):
            weight = int(level)
            for word in words[level]:
                group = known.get(word)
                weights[self._new(word) if group is None else group] = weight
        for group, weight in weights.items():
            self._post(group, record, weight)

    def _new(self, word: str) -> int:
        stem = self._stem(word)
        group = self._of_stem.get(stem)
        if group is None:
            group = self._of_stem[stem] = len(self._postings)
            self._postings.append(bytearray())
            self._last.append(0)
            self._records.append(0)
        self._group_of[word] = group
        return group

    def _post(self, group: int, record: int, weight: int) -> None:
        code = (record - self._last[group]) << _WEIGHT_BITS | weight
        self._last[group] = record
        self._records[group] += 1
        posting = self._postings[group]
        while code > _SEVEN_BITS:
            posting.append(code & _SEVEN_BITS | 0x80)
            code >>= 7
        posting.append(code)

    def files(self) -> Iterator[tuple[str, bytes] | Directions]:
        """Yield the files, paths from the index's folder, and last how they are found."""
        self._join_mutations()
        # The script compares by UTF-16 code units.
        forms = sorted(self._group_of, key=lambda form: form.encode("utf-16-be", "surrogatepass"))
        number: dict[int, int] = {}
        numbers = [number.setdefault(self._group_of[form], len(number)) for form in forms]
        groups = list(number)
        for start in range(0, len(forms), FORMS_PER_BLOCK):
            part = slice(start, start + FORMS_PER_BLOCK)
            records = [self._records[groups[n]] for n in numbers[part]]
            head = {"forms": forms[part], "groups": numbers[part], "records": records}
            yield f"words/{start // FORMS_PER_BLOCK}.bin", pack(head)
        first: list[int] = []
        for begin, end in self._cuts(groups):
            lists = [self._postings[group] for group in groups[begin:end]]
            name = f"postings/{len(first)}.bin"
            yield name, pack([len(each) for each in lists], b"".join(lists))
            first.append(begin)
        yield Directions(forms[::FORMS_PER_BLOCK], first)

    def _cuts(self, groups: list[int]) -> Iterator[tuple[int, int]]:
        """Yield from where to where the groups of one file run."""
        begin = size = 0
        for position, group in enumerate(groups):
            length = len(self._postings[group])
            if size and size + length > BYTES_PER_FILE:
                yield begin, position
                begin, size = position, 0
            size += length
        if size:
            yield begin, len(groups)

    def _join_mutations(self) -> None:
        """Let mutated Welsh forms share the postings of their radical form."""
        joined: dict[int, int] = {}
        for form in sorted(self._welsh):
            plain = radical(form, self._welsh)
            if plain is not None:
                into, group = (_end(self._group_of[each], joined) for each in (plain, form))
                if into != group:
                    self._join(into, group)
                    joined[group] = into
        if joined:
            self._group_of = {form: _end(group, joined) for form, group in self._group_of.items()}

    def _join(self, into: int, group: int) -> None:
        both = dict(decode(self._postings[into]))
        for record, weight in decode(self._postings[group]):
            both[record] = max(weight, both.get(record, 0))
        self._postings[into] = bytearray()
        self._last[into] = self._records[into] = 0
        for record, weight in sorted(both.items()):
            self._post(into, record, weight)


def _end(group: int, joined: Mapping[int, int]) -> int:
    """Return the group that ``group`` has become a part of."""
    while group in joined:
        group = joined[group]
    return group


def decode(posting: bytes | bytearray) -> Iterator[tuple[int, int]]:
    """Yield the records of a list of postings, each with the word's weight in it."""
    record = code = shift = 0
    for byte in posting:
        code |= (byte & _SEVEN_BITS) << shift
        shift += 7
        if byte <= _SEVEN_BITS:
            record += code >> _WEIGHT_BITS
            yield record, code & ((1 << _WEIGHT_BITS) - 1)
            code = shift = 0

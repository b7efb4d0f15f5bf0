"""The words of the index: groups of forms and their postings."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableSequence, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import Stemmer

from cpstandard.publish.search.blocks import laid_out
from cpstandard.publish.search.earlier import Earlier
from cpstandard.publish.search.postings import coded
from cpstandard.publish.search.welsh import radical

FORMS_PER_BLOCK = 2_000
BYTES_PER_FILE = 32_768
"""Where a file of postings is cut, before compression; one long list may take more."""

PostingsOf = Callable[[AbstractSet[str]], Iterable[tuple[str, MutableSequence[int]]]]
"""Gives some forms' postings, part by part, as ``placed`` does."""


@dataclass(slots=True)
class Directions:
    """How the files of the vocabulary are found: the first form and the first group of each."""

    dictionary: list[str]
    postings: list[int]


class Vocabulary:
    """Takes postings of forms, as ``placed`` gives them; then gives the dictionary and postings.

    Those of forms that did not change can be those of an ``earlier`` vocabulary.
    """

    def __init__(self, earlier: Earlier | None = None) -> None:
        """Begin without a word but the earlier ones."""
        self._earlier = earlier or Earlier()
        self._postings: dict[str, MutableSequence[int]] = {}
        self._welsh: set[str] = set()

    def add(self, form: str, posting: MutableSequence[int]) -> None:
        """Take in some of the postings of a form, and hold them from now on."""
        known = self._postings.get(form)
        if known is None:
            self._postings[form] = posting
        else:
            known.extend(posting)

    def add_welsh(self, form: str) -> None:
        """Say of a form that it stands in Welsh text."""
        self._welsh.add(form)

    def files(
        self, postings_of: PostingsOf | None = None
    ) -> Iterator[tuple[str, bytes] | Directions]:
        """Yield path, from the index's folder, and block of each file; last how they are found.

        ``postings_of`` is asked for those of earlier forms that stand in other groups now.
        """
        forms, groups = self._grouped()
        taken = self._earlier.taken_over(forms, groups)
        lacking = {
            form
            for form, group in zip(forms, groups, strict=True)
            if group not in taken and form not in self._postings
        }
        for form, posting in postings_of(lacking) if lacking and postings_of else ():
            self.add(form, posting)
        records, lists = self._coded(forms, groups, taken)
        for start in range(0, len(forms), FORMS_PER_BLOCK):
            part = groups[start : start + FORMS_PER_BLOCK]
            head = {
                "forms": forms[start : start + FORMS_PER_BLOCK],
                "groups": part,
                "records": [records[group] for group in part],
            }
            yield f"words/{start // FORMS_PER_BLOCK}.bin", laid_out(head)
        first: list[int] = []
        for begin, end in _cuts(lists):
            within = lists[begin:end]
            block = laid_out([len(each) for each in within], b"".join(within))
            yield f"postings/{len(first)}.bin", block
            first.append(begin)
        yield Directions(forms[::FORMS_PER_BLOCK], first)

    def _coded(
        self, forms: Sequence[str], groups: Sequence[int], taken: Mapping[int, int]
    ) -> tuple[list[int], list[bytes]]:
        """Return how many records each group has, and its postings; those of forms are let go."""
        together: defaultdict[int, list[MutableSequence[int]]] = defaultdict(list)
        for form, group in zip(forms, groups, strict=True):
            if group not in taken:
                together[group].append(self._postings.pop(form))
        records: list[int] = []
        lists: list[bytes] = []
        for group in range(max(groups, default=-1) + 1):
            if group in taken:
                count, posting = self._earlier.coded(taken[group])
            else:
                count, posting = coded(together.pop(group))
            records.append(count)
            lists.append(posting)
        return records, lists

    def _grouped(self) -> tuple[list[str], list[int]]:
        """Return all forms, in order, and the number of the group of each."""
        known = self._postings.keys() | self._earlier.groups.keys()
        # The script compares by UTF-16 code units.
        forms = sorted(known, key=lambda form: form.encode("utf-16-be", "surrogatepass"))
        return forms, self._groups(forms)

    def _groups(self, forms: Sequence[str]) -> list[int]:
        """Return the number of each form's group: those of one stem, and Welsh mutations.

        ``forms`` are in order, and so are the groups: by the first form of each.
        """
        stem = Stemmer.Stemmer("english", 0).stemWord  # no form comes twice: no cache
        of_stem: dict[str, int] = {}
        groups = [of_stem.setdefault(stem(form), len(of_stem)) for form in forms]
        welsh = {form: groups[n] for n, form in enumerate(forms) if form in self._welsh}
        joined: dict[int, int] = {}
        for form in sorted(welsh):
            plain = radical(form, welsh)
            if plain is not None:
                into, group = (_end(welsh[each], joined) for each in (plain, form))
                if into != group:
                    joined[group] = into
        number: dict[int, int] = {}
        return [number.setdefault(_end(group, joined), len(number)) for group in groups]


def _cuts(lists: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Yield from where to where the groups of one file run."""
    begin = size = 0
    for position, each in enumerate(lists):
        if size and size + len(each) > BYTES_PER_FILE:
            yield begin, position
            begin, size = position, 0
        size += len(each)
    if size:
        yield begin, len(lists)


def _end(group: int, joined: Mapping[int, int]) -> int:
    """Return the group that ``group`` has become a part of."""
    while group in joined:
        group = joined[group]
    return group

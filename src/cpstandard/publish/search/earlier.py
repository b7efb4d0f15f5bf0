"""The words of the index as they were last made: groups whose forms did not change are taken over.

A record that changed is passed over in its old part and stands in a new one, mostly with the same
words. So what those parts give, of which some record came, went or has another number, is compared
with what they gave: most forms have the postings that they had.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from itertools import accumulate, pairwise

from cpstandard.publish.search.blocks import unpack
from cpstandard.publish.search.part import Placed
from cpstandard.publish.search.postings import GONE, placed


class Earlier:
    """Groups of forms as the files had them, but for the forms that ``changed``."""

    def __init__(
        self,
        dictionary: Iterable[bytes] = (),
        postings: Iterable[bytes] = (),
        changed: Container[str] = (),
    ) -> None:
        """Read the files of the dictionary and of postings, each in their order."""
        self.groups: dict[str, int] = {}
        """The group that each form had, of those that did not change."""
        self._records: dict[int, int] = {}
        self._sizes: Counter[int] = Counter()
        for file in dictionary:
            head, _ = unpack(file)
            self._sizes.update(head["groups"])
            self._records.update(zip(head["groups"], head["records"], strict=True))
            self.groups |= {
                form: group
                for form, group in zip(head["forms"], head["groups"], strict=True)
                if form not in changed
            }
        self._postings = [posting for file in postings for posting in _lists(file)]

    def taken_over(self, forms: Sequence[str], groups: Sequence[int]) -> dict[int, int]:
        """Return the groups, of these forms, that are what they were, and what number they had."""
        sizes = Counter(groups)
        pairs = Counter(zip(groups, map(self.groups.get, forms), strict=True))
        return {
            group: before
            for (group, before), size in pairs.items()
            if before is not None and size == sizes[group] == self._sizes[before]
        }

    def coded(self, group: int) -> tuple[int, bytes]:
        """Return how many records a group had, and its postings as the browser reads them."""
        return self._records[group], self._postings[group]


def changed_forms(before: Iterable[Placed], now: Iterable[Placed]) -> set[str]:
    """Return the forms that some record has in these pieces only ``before`` or only ``now``."""
    had, has = _codes(before), _codes(now)
    return {
        form
        for form in had.keys() | has.keys()
        if sorted(had.get(form, ())) != sorted(has.get(form, ()))
    }


def _codes(parts: Iterable[Placed]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for part in parts:
        for form, posting in placed(part.piece, part.numbers):
            found[form] += (code for code in posting if code != GONE)
    return found


def _lists(file: bytes) -> Iterable[bytes]:
    lengths, data = unpack(file)
    return (data[start:end] for start, end in pairwise(accumulate(lengths, initial=0)))

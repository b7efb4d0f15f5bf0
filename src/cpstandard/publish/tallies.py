"""What many records have alike, counted once: a page that tells of all goes over what differs."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter

from cpstandard.publish.brief import Spot
from cpstandard.publish.entry import Entry
from cpstandard.publish.maps import Map, draw_counted
from cpstandard.publish.projection import WORLD

_BODIES, _PAGE = attrgetter("brief.bodies"), attrgetter("page")
_AT_WORK = attrgetter("brief.practices", "brief.places")


class Tallies:
    """Counts over all records of a directory, each made when it is first asked for."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Take all records."""
        self._entries = entries

    @cached_property
    def at_work(self) -> Counter[tuple[Sequence[str], Sequence[Spot]]]:
        """How many records have the same practices in the same places."""
        return Counter(map(_AT_WORK, self._entries))

    @cached_property
    def places(self) -> Counter[Sequence[Spot]]:
        """How many records have the same places."""
        counts: Counter[Sequence[Spot]] = Counter()
        for (_, places), records in self.at_work.items():
            counts[places] += records
        return counts

    @cached_property
    def world(self) -> Map:
        """The map of all of them."""
        return draw_counted(self._entries, self.places, WORLD, by_country=True)

    @cached_property
    def bodies(self) -> Counter[str]:
        """In how many records each body takes part, by the part of an address that is its own."""
        each = list(map(_BODIES, self._entries))
        counts = Counter(map(_PAGE, chain.from_iterable(each)))
        for bodies in each:
            if len(bodies) > 1:  # a record may name one twice
                pages = Counter(map(_PAGE, bodies))
                counts.subtract({page: times - 1 for page, times in pages.items() if times > 1})
        return counts

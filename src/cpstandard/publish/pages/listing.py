"""Lists of initiatives, a hundred a page: all of them, and the pieces that other pages use."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any

from cpstandard.publish.entry import Entries, Entry, Gist, Neighbour
from cpstandard.publish.renderer import Output, Renderer
from cpstandard.publish.rendering import Alike

PER_PAGE = 100

WithOthers = tuple[Gist, Sequence[Neighbour]]
"""A record, and others of the same initiative."""


def with_others(
    entries: Iterable[Gist], also: Mapping[str, Sequence[Neighbour]]
) -> list[WithOthers]:
    """Return each of ``entries`` with the records that are beside it, by its id, in ``also``."""
    return [(entry, also.get(entry.id, ())) for entry in entries]


@dataclass(frozen=True, slots=True)
class Pager:
    """Where in a list that runs over several pages one page stands.

    A list has no more pages than anybody would leaf through: hosts have limits, and there is the
    search. What has no place in it is ``left_out``, and the last page says so. A list of records
    tells of so many ``initiatives``; ``also`` has the other records of those on the page.
    """

    address: str
    number: int
    count: int
    total: int
    initiatives: int = 0
    also: Mapping[str, Sequence[Neighbour]] = field(default_factory=dict)

    @classmethod
    def over(cls, address: str, total: int, most: int) -> Iterator["Pager"]:
        """Yield the place of each page, ``most`` at the most; an empty list has one page."""
        count = max(1, min(most, -(-total // PER_PAGE)))
        for number in range(1, count + 1):
            yield cls(address, number, count, total)

    def address_of(self, number: int) -> str:
        """Return the address of page ``number``, which counts from 1."""
        return self.address if number == 1 else f"{self.address}page/{number}/"

    def with_others(self, entries: Iterable[Gist]) -> list[WithOthers]:
        """Return the entries of the page, each with other records of the same initiative."""
        return with_others(entries, self.also)

    @property
    def left_out(self) -> int:
        """How many have no place in the list."""
        return max(0, self.total - self.count * PER_PAGE)

    @property
    def first(self) -> int:
        """The position of the first initiative shown, from 1."""
        return (self.number - 1) * PER_PAGE + 1

    @property
    def last(self) -> int:
        """The position of the last initiative shown."""
        return min(self.number * PER_PAGE, self.total)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart of bars; ``share`` of the longest bar runs from 0 to 1."""

    title: str
    address: str
    count: int
    share: float
    note: str = ""


def bars(rows: Sequence[tuple[str, str, int]]) -> list[Bar]:
    """Return bars for rows of title, address and count, longest first."""
    most = max((count for _, _, count in rows), default=0) or 1
    ranked = sorted(rows, key=lambda row: (-row[2], row[0]))
    return [Bar(title, address, count, count / most) for title, address, count in ranked]


def list_pages(
    renderer: Renderer,
    address: str,
    template: str,
    entries: Sequence[Entry],
    about: Callable[[], Mapping[str, Any]] = dict,
    *,
    whole: bool = True,
) -> Iterator[Output]:
    """Yield the pages of a list; its template is given ``entries``, ``pager`` and the rest.

    The pages may show all that a record holds if ``whole``, else no more than its gist.
    Planning says no more than which pages there are. What they show is worked out where they are
    made, and what is ``about`` the whole list once in each process.
    """
    contents = renderer.contents

    @cache
    def shared() -> tuple[int, Alike]:
        return contents.initiatives(entries), Alike(about())

    def shows(place: Pager) -> dict[str, Any]:
        part = entries[place.first - 1 : place.last]
        initiatives, alike = shared()
        pager = replace(place, initiatives=initiatives, also=contents.also_told(part))
        return {"entries": Entries(part, whole), "pager": pager, "about": alike}

    def values(about: Alike, **own: Any) -> dict[str, Any]:
        return {**own, **about.values}

    for place in Pager.over(address, len(entries), renderer.directory.list_pages):
        page = place.address_of(place.number)
        yield renderer.page_from(page, template, partial(shows, place), values)


def practice_bars(renderer: Renderer, entries: Sequence[Entry]) -> list[Bar]:
    """Return how many initiatives of ``entries`` follow each practice."""
    counts, title = renderer.contents.by_practices(entries), renderer.title
    return bars([(title("practice", c), f"practices/{c}/", count) for c, count in counts.items()])


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the list of all initiatives."""
    yield from list_pages(renderer, "initiatives/", "initiatives.html", renderer.contents.entries)

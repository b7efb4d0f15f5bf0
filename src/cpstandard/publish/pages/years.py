"""What began and what ended, year by year, with a chart of the beginnings and its table."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from cpstandard.publish.contents import Contents
from cpstandard.publish.entry import Entry
from cpstandard.publish.pages.listing import list_pages, with_others
from cpstandard.publish.renderer import Output, Renderer

_YEAR = re.compile(r"\d{4}")
_WIDE, _HIGH = 8, 40  # units of the chart: a column and its gap, the highest column
_SPANS = (1, 5, 10, 25, 50, 100, 1000)  # years of a column
_ENDED = 100  # how many that ended in a year are named
_ROOM = 60  # columns at the most: from there on a column stands for more than one year


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the chart: the first year that it stands for, where it is, and how high."""

    year: int
    count: int
    x: int
    height: float


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the index of years and a page for each in which something began or ended."""
    entries = renderer.contents.entries
    began, ended = _by_year(entries, lambda e: e.started), _by_year(entries, lambda e: e.ended)
    years = sorted({*began, *ended}, reverse=True)
    shows = partial(_shows, renderer.contents, years, began, ended)
    yield renderer.page_later("years/", "years.html", shows)
    for year in years:
        yield from list_pages(
            renderer,
            f"years/{year}/",
            "year.html",
            began.get(year, []),
            partial(_about, renderer, year, years, ended.get(year, [])),
        )


def _shows(
    contents: Contents,
    years: Sequence[int],
    began: Mapping[int, Sequence[Entry]],
    ended: Mapping[int, Sequence[Entry]],
) -> dict[str, object]:
    count = contents.initiatives
    columns, span = _columns({year: count(found) for year, found in began.items()})
    return {
        "years": [(year, count(began.get(year, ())), count(ended.get(year, ()))) for year in years],
        "columns": columns,
        "span": span,
        "undated": count(entry for entry in contents.entries if not _year(entry.started)),
    }


def _about(
    renderer: Renderer, year: int, years: Sequence[int], ended: Sequence[Entry]
) -> dict[str, object]:
    first = ended[:_ENDED]
    return {
        "year": year,
        "ended": with_others(first, renderer.contents.also_told(first)),
        "ended_count": len(ended),
        "before": max((y for y in years if y < year), default=0),
        "after": min((y for y in years if y > year), default=0),
    }


def _year(date: str | None) -> int:
    found = _YEAR.match(date or "")
    return int(found[0]) if found else 0


def _by_year(
    entries: Sequence[Entry], date: Callable[[Entry], str | None]
) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if year := _year(date(entry)):
            found[year].append(entry)
    return dict(found)


def _columns(counts: dict[int, int]) -> tuple[list[Column], int]:
    """Return the columns without a gap in time, and for how many years each stands."""
    if not counts:
        return [], 1
    first, last = min(counts), max(counts)
    span = next(each for each in _SPANS if (last - first) // each < _ROOM)
    starts = range(first - first % span, last + 1, span)
    sums = [sum(counts.get(year + n, 0) for n in range(span)) for year in starts]
    most = max(sums)
    return [
        Column(year, count, _WIDE * n, round(_HIGH * count / most, 1))
        for n, (year, count) in enumerate(zip(starts, sums, strict=True))
    ], span

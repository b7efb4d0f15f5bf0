"""What is near a place: a page whose script finds it in small files, with no request to others.

Points are kept in cells of a quarter of a degree, so that a reader fetches a few near by and never
all. Names of places are those of the records; postcode districts come with the extra ``geo``.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from math import floor
from typing import Any

from cpstandard.core.codelist import Code
from cpstandard.core.slug import unaccented
from cpstandard.publish.brief import Spot
from cpstandard.publish.contents import Contents
from cpstandard.publish.countries import country_said
from cpstandard.publish.outlines import detailed
from cpstandard.publish.pages.renamed import renamed
from cpstandard.publish.projection import BRITAIN
from cpstandard.publish.renderer import Inputs, Output, Renderer, Rendering, json_bytes

CELLS = 4
"""How many cells of the grid make a degree, in each direction."""

_DECIMALS = {"exact": 4, "street": 3}
_COARSE = 2  # decimals of degrees, half a mile: for an area, or where the precision is not told
_NO_WORD = re.compile(r"[^\w]+")


def made_of(renderer: Renderer) -> Inputs:
    """Return all that the page and the files are made of, together."""
    return [renderer.contents.gists, renderer.directory.outcodes]


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the page and the files that its script reads."""
    contents = renderer.contents
    outcodes = renderer.directory.outcodes
    yield renderer.page(
        "near/",
        "near.html",
        clusters=list(renderer.directory.standard.codelists["cluster"]),
        practices=sorted(_practices(renderer), key=lambda code: code.title.casefold()),
        outcodes=outcodes,
        named=renamed(renderer),
        unplaced=sum(
            records
            for places, records in contents.tallies.places.items()
            if not any(map(_has_spot, places))
        ),
    )
    if not renderer.is_first:
        return  # names and points are the same in every language
    yield _data(renderer, "outcodes", dict(outcodes.points))
    yield _data(renderer, "britain", _britain())
    cells, names = _cells(contents), _names(contents)
    yield _data(renderer, "cells", {key: len(rows) for key, rows in cells.items()})
    for key, rows in cells.items():
        yield _data(renderer, f"cells/{key}", rows)
    shards: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, found in names.items():
        shards[shard_of(name)][name] = found
    yield _data(renderer, "names", sorted(shards))
    for shard, part in sorted(shards.items()):
        yield _data(renderer, f"names/{shard}", part)


def _practices(renderer: Renderer) -> Iterator[Code]:
    """Yield the practices that something near may have."""
    listed, contents = renderer.directory.standard.codelists["practice"], renderer.contents
    placed = {
        practices for practices, places in contents.tallies.at_work if any(map(_has_spot, places))
    }
    near = frozenset(chain.from_iterable(placed))
    for code in contents.by_practice:
        if code in near:
            yield listed.codes.get(code) or Code(code, listed.title(code), "")


def _data(renderer: Renderer, name: str, value: Any) -> Rendering:
    return renderer.file_from(f"near/{name}.json", lambda: value, json_bytes)


def folded(name: str) -> str:
    """Return a name as it is looked up: no case, accents or punctuation. near.js does the same."""
    return _NO_WORD.sub(" ", unaccented(name)).strip()


def shard_of(name: str) -> str:
    """Return the file that a folded name stands in: its first letter, or one for all others."""
    return name[0] if name[0].isascii() and name[0].isalnum() else "other"


def _has_spot(place: Spot) -> bool:
    """Return whether a distance to a place means something: the middle of a region is none."""
    return (
        place.longitude is not None and place.latitude is not None and place.precision != "region"
    )


def _spots(places: Iterable[Spot]) -> Iterator[tuple[Spot, float, float]]:
    """Yield the places that have a point, with latitude and longitude no finer than they are."""
    for place in places:
        if _has_spot(place) and place.latitude is not None and place.longitude is not None:
            digits = _DECIMALS.get(place.precision or "", _COARSE)
            yield place, round(place.latitude, digits), round(place.longitude, digits)


def _cells(contents: Contents) -> dict[str, list[list[Any]]]:
    """Return, by cell, rows of id, name, place, latitude, longitude, precision and what it is."""
    cells: dict[str, list[list[Any]]] = defaultdict(list)
    stand = cache(_stand)  # many are at the same places
    for entry in contents.entries:
        for key, about in stand(entry.places):
            codes = [*entry.clusters, *entry.practices]
            cells[key].append([entry.id, entry.name, *about, codes])
    return dict(sorted(cells.items()))


def _stand(places: Iterable[Spot]) -> list[tuple[str, list[Any]]]:
    """Return, of each of some places, the cell and what a row says of it."""
    found: list[tuple[str, list[Any]]] = []
    for place, latitude, longitude in _spots(places):
        key = f"{floor(latitude * CELLS)}_{floor(longitude * CELLS)}"
        wider = place.region if place.region and place.region not in place.name else ""
        words = ", ".join(filter(None, [place.name, wider]))
        found.append((key, [words, latitude, longitude, place.precision or ""]))
    return found


def _names(contents: Contents) -> dict[str, list[list[Any]]]:
    """Return, by folded name, what it may mean: words, and the middle of the records' points.

    "Mill Lane, Example Town" is found as a whole and by each of its parts.
    """
    points: dict[str, dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    in_short = cache(folded)

    @cache  # many records name the same places
    def told(places: Iterable[Spot]) -> list[tuple[list[tuple[float, float]], float, float]]:
        found = []
        for place, latitude, longitude in _spots(places):
            country = country_said(place.country)
            wider = {in_short(word) for word in (place.region or "", country)}
            parts = dict.fromkeys([place.name, *place.name.split(",")])
            for part in map(str.strip, parts):
                name = in_short(part)
                if name and name not in wider:
                    label = ", ".join(filter(None, [part, place.region, country]))
                    found.append((points[name][label], latitude, longitude))
        return found

    for entry in contents.entries:
        for spots, latitude, longitude in told(entry.places):
            spots.append((latitude, longitude))
    return {
        name: [[label, *_middle(spots)] for label, spots in sorted(points[name].items())]
        for name in sorted(points)
    }


def _middle(spots: list[tuple[float, float]]) -> tuple[float, float]:
    count = len(spots)
    latitudes, longitudes = zip(*spots, strict=True)
    return round(sum(latitudes) / count, _COARSE), round(sum(longitudes) / count, _COARSE)


def _britain() -> dict[str, Any]:
    """Return the outline of the islands, with what a script needs to place points on it.

    ``x`` and ``y`` are the units of a degree of longitude and of latitude.
    """
    x, y = BRITAIN.place(BRITAIN.west + 1, BRITAIN.north - 1)
    return {
        "west": BRITAIN.west,
        "east": BRITAIN.east,
        "south": BRITAIN.south,
        "north": BRITAIN.north,
        "x": round(10 * x, 3),
        "y": round(10 * y, 3),
        "path": detailed(("GB", "IE", "IM"), BRITAIN),
    }

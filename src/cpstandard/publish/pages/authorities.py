"""Which local authorities no record names, as far as a list of them is at hand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cpstandard.core.areas import Area, Areas
from cpstandard.core.slug import slug
from cpstandard.publish.area_names import area_name
from cpstandard.publish.brief import Spot
from cpstandard.publish.contents import sort_key
from cpstandard.publish.countries import subdivision_name
from cpstandard.publish.search.places import AUTHORITY


@dataclass(frozen=True, slots=True)
class AuthorityGap:
    """A region or nation: how many authorities it has, and the names of those without a record."""

    title: str
    total: int
    missing: tuple[str, ...]


def authority_gaps(
    places: Iterable[Spot], areas: Areas | None, titles: Mapping[str, str]
) -> list[AuthorityGap]:
    """Return the gaps by region and nation, by name; nothing where no list is at hand.

    ``places`` are those of all records, ``titles`` what nations and regions are called, by the slug
    of their English name. A record names an authority by today's or a former code, or where one of
    its places is called as that authority alone.
    """
    if areas is None:
        return []
    named = _named(places, areas)
    groups: dict[str, list[Area]] = defaultdict(list)
    for area in areas.today():
        if AUTHORITY.fullmatch(area.code):
            name = area.region or subdivision_name(area.subdivision)
            groups[titles.get(slug(name), name)].append(area)
    return [
        AuthorityGap(title, len(group), tuple(sorted(_missing(group, named), key=sort_key)))
        for title, group in sorted(groups.items(), key=lambda each: sort_key(each[0]))
    ]


def _named(places: Iterable[Spot], areas: Areas) -> set[str]:
    """Return the codes, of today, of the areas that any record names."""
    codes, names = set(), set()
    for place in places:
        if place.country == "GB":
            codes |= {code for scheme, code in place.areas if scheme == "GSS"}
            names.add(place.name)
    found = [*map(areas.of_code, codes), *map(areas.of_name, names)]
    return {area.current_code for area in found if area}


def _missing(group: Iterable[Area], named: set[str]) -> list[str]:
    return [area_name(area) for area in group if area.code not in named]

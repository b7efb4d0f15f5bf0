"""The pages of countries and of the regions within them."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import partial

from cpstandard.core.phrase import say
from cpstandard.core.slug import slug
from cpstandard.publish.addresses import area_address, country_address, region_address
from cpstandard.publish.area_names import area_called
from cpstandard.publish.contents import Contents, Region, sort_key
from cpstandard.publish.countries import country_said, region_said
from cpstandard.publish.entry import Entry
from cpstandard.publish.evidence import benefit_table
from cpstandard.publish.maps import draw_around, draw_map
from cpstandard.publish.pages.coverage import ENGLISH_REGIONS, NATIONS
from cpstandard.publish.pages.listing import Bar, bars, list_pages, practice_bars
from cpstandard.publish.projection import BRITAIN
from cpstandard.publish.renderer import Output, Renderer


def country_bars(renderer: Renderer) -> list[Bar]:
    """Return how many initiatives there are in each country."""
    groups, count = renderer.contents.by_country, renderer.contents.initiatives
    return bars([(country_said(c), country_address(c), count(e)) for c, e in groups.items()])


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the index of places, and every country and region."""
    contents = renderer.contents
    countries = sorted(contents.by_country, key=lambda code: sort_key(country_said(code)))
    yield renderer.page_later("places/", "places.html", partial(_shows, contents, countries))
    for code in countries:
        yield from _country(renderer, code)
    yield from _areas(renderer)


def _shows(contents: Contents, countries: Sequence[str]) -> dict[str, object]:
    return {
        "map": contents.tallies.world,
        "countries": [_with_regions(contents, code) for code in countries],
        "nowhere": contents.initiatives(e for e in contents.entries if not e.brief.places),
    }


def _with_regions(contents: Contents, code: str) -> tuple[str, int, list[tuple[Region, int]]]:
    """Return a country's code and its regions, with how many initiatives there are in each."""
    regions = [(each, contents.initiatives(each.entries)) for each in contents.regions(code)]
    return code, contents.initiatives(contents.by_country[code]), regions


def _country(renderer: Renderer, code: str) -> Iterator[Output]:
    contents = renderer.contents
    entries = contents.by_country[code]
    about = partial(_about_country, renderer, code)
    yield from list_pages(renderer, country_address(code), "place.html", entries, about)
    for region in contents.regions(code):
        address = region_address(code, region.slug)
        about = partial(_about_region, renderer, region)
        yield from list_pages(renderer, address, "place.html", region.entries, about)


def _about_country(renderer: Renderer, code: str) -> dict[str, object]:
    contents = renderer.contents
    entries = contents.by_country[code]
    britain = draw_map(entries, BRITAIN, by_country=False) if code == "GB" else None
    return {
        "name": country_said(code),
        "code": code,
        "country": None,
        "area": "",
        "other_names": [],
        "map": britain if britain and britain.shown else draw_around(entries, code),
        "regions": _region_bars(contents, code, contents.regions(code)),
        **_at_work(renderer, entries),
    }


def _about_region(renderer: Renderer, region: Region) -> dict[str, object]:
    return {
        "name": region_said(region.country, region.name),
        "code": "",
        "country": region.country,
        "area": "",
        "other_names": [],
        "map": draw_around(region.entries, region.country),
        "regions": [],
        **_at_work(renderer, region.entries),
    }


def _at_work(renderer: Renderer, entries: Sequence[Entry]) -> dict[str, object]:
    """Return what those in a place do, and what is claimed to have come of it."""
    benefits = renderer.directory.standard.codelists["benefit"]
    return {
        "bars": practice_bars(renderer, entries)[:8],
        "table": benefit_table(entries, benefits),
    }


def _region_bars(
    contents: Contents, code: str, regions: Sequence[Region]
) -> list[tuple[str, list[Bar]]]:
    """Return the parts of a country that records name, under a heading where there are kinds.

    Of the United Kingdom nations, regions of England and whatever else publishers call a region
    are kept apart: they are of different size, and one lies within the other.
    """

    def drawn(wanted: Collection[str] | None = None, but: Collection[str] = ()) -> list[Bar]:
        chosen = [r for r in regions if (wanted is None or r.slug in wanted) and r.slug not in but]
        return bars(
            [
                (
                    region_said(code, r.name),
                    region_address(code, r.slug),
                    contents.initiatives(r.entries),
                )
                for r in chosen
            ]
        )

    if code != "GB":
        return [(say("Regions"), drawn())] if regions else []
    nations, english = map(slug, NATIONS.values()), map(slug, ENGLISH_REGIONS)
    first, second = set(nations), set(english)
    kinds = [
        (say("Nations"), drawn(first)),
        (say("Regions of England"), drawn(second)),
        (say("Other areas that records name"), drawn(but=first | second)),
    ]
    return [(title, found) for title, found in kinds if found]


def _areas(renderer: Renderer) -> Iterator[Output]:
    """Yield a page for each official area, by its code: a council's, a ward's, a region's."""
    for area, entries in sorted(renderer.contents.by_area().items()):
        about = partial(_about_area, renderer, area, entries)
        yield from list_pages(renderer, area_address(*area), "place.html", entries, about)


def _about_area(
    renderer: Renderer, area: tuple[str, str], entries: Sequence[Entry]
) -> dict[str, object]:
    spots = [spot for e in entries for spot in e.places if area in spot.areas]
    names = Counter(spot.name for spot in spots)
    called = area_called(renderer.directory.areas, *area, names)
    return {
        "name": called,
        "code": "",
        "country": spots[0].country,
        "area": " ".join(area),
        "other_names": sorted(names)[:12] if set(names) != {called} else [],
        "map": draw_around(entries, spots[0].country),
        "regions": [],
        **_at_work(renderer, entries),
    }

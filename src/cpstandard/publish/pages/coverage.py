"""Where nothing is known yet: gaps of the data by nation, region and practice, and in the records.

That a place has no record says that nobody published one, and nothing about the place.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache, partial
from itertools import chain
from operator import attrgetter, not_

from cpstandard.core.phrase import say
from cpstandard.core.slug import slug
from cpstandard.publish.addresses import region_address
from cpstandard.publish.brief import ClaimKind, Spot
from cpstandard.publish.contents import Contents
from cpstandard.publish.countries import region_said
from cpstandard.publish.pages.authorities import authority_gaps
from cpstandard.publish.pages.listing import Bar
from cpstandard.publish.renderer import Inputs, Output, Renderer

NATIONS = {"E": "England", "S": "Scotland", "W": "Wales", "N": "Northern Ireland"}
"""The nations of the United Kingdom, by the letter with which the codes of their areas begin."""

ENGLISH_REGIONS = (
    "East Midlands",
    "East of England",
    "London",
    "North East",
    "North West",
    "South East",
    "South West",
    "West Midlands",
    "Yorkshire and The Humber",
)

_REGIONS = {slug(name): name for name in ENGLISH_REGIONS}
_NATION_NAMES = {slug(name): name for name in NATIONS.values()}
ELSEWHERE, UNSAID = "elsewhere", "unsaid"


def made_of(renderer: Renderer) -> Inputs:
    """Return all that the page is made of."""
    contents, areas = renderer.contents, renderer.directory.areas
    described = sum(bool(entry.brief.teaser) for entry in contents.entries)
    return [contents.gists, described, list(areas or ())]


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the page."""
    yield renderer.page_later("coverage/", "coverage.html", partial(_shows, renderer))


def _shows(renderer: Renderer) -> dict[str, object]:
    entries = renderer.contents.entries
    by_nation: Counter[str] = Counter()
    by_region: Counter[str] = Counter()
    cells: dict[str, Counter[str]] = defaultdict(Counter)
    nation, english = cache(nation_of), cache(_english)  # many are at the same place
    for (practices, places), records in renderer.contents.tallies.at_work.items():
        nations = dict.fromkeys(map(nation, places), records)
        by_nation.update(nations)
        by_region.update(dict.fromkeys(filter(None, map(english, places)), records))
        for practice in practices:
            cells[practice].update(nations)
    titles = {name: region_said("GB", name) for name in (*NATIONS.values(), *ENGLISH_REGIONS)}
    known = {slug(region.name) for region in renderer.contents.regions("GB")}
    return {
        "total": len(entries),
        "nations": [
            (titles[name], _address(name, known), by_nation[name]) for name in NATIONS.values()
        ],
        "unsaid": by_nation[UNSAID],
        "regions": [
            (titles[name], _address(name, known), by_region[name]) for name in ENGLISH_REGIONS
        ],
        "unsaid_region": by_nation["England"] - sum(by_region.values()),
        "authorities": authority_gaps(
            chain.from_iterable(renderer.contents.tallies.places),
            renderer.directory.areas,
            {slug(name): title for name, title in titles.items()},
        ),
        "countries": len(renderer.contents.by_country),
        "groups": _practices(renderer, cells),
        "columns": [
            *((name, titles[name]) for name in NATIONS.values()),
            (UNSAID, say("UK, nation not said")),
            (ELSEWHERE, say("Elsewhere")),
        ],
        "gaps": _gaps(renderer.contents),
    }


def nation_of(place: Spot) -> str:
    """Return the nation of the United Kingdom that a place says it is in, or why there is none."""
    if place.country != "GB":
        return ELSEWHERE
    for scheme, code in place.areas:
        if scheme == "GSS" and code[:1] in NATIONS:
            return NATIONS[code[0]]
    region = slug(place.region or "")
    return "England" if region in _REGIONS else _NATION_NAMES.get(region, UNSAID)


def _english(place: Spot) -> str:
    return _REGIONS.get(slug(place.region or ""), "") if place.country == "GB" else ""


def _address(name: str, known: set[str]) -> str:
    return region_address("GB", name) if slug(name) in known else ""


def _practices(
    renderer: Renderer, cells: dict[str, Counter[str]]
) -> list[tuple[str, list[tuple[str, str, Counter[str]]]]]:
    codelists = renderer.directory.standard.codelists
    return [
        (
            cluster.title,
            [
                (practice.code, practice.title, cells[practice.code])
                for practice in codelists["practice"]
                if practice.extra.get("Cluster") == cluster.code
            ],
        )
        for cluster in codelists["cluster"]
    ]


_SAID = {
    "started": attrgetter("brief.started"),
    "status": attrgetter("brief.status"),
    "bodies": attrgetter("brief.bodies"),
    "description": attrgetter("brief.teaser"),
}
_CLAIMS = attrgetter("brief.claims")


def _gaps(contents: Contents) -> list[Bar]:
    """Return how many records leave unsaid what a reader would want to know."""
    entries = contents.entries
    silent: Counter[str] = Counter()
    for asked, said in _SAID.items():
        silent[asked] = sum(map(not_, map(said, entries)))
    for claims, records in Counter(map(_CLAIMS, entries)).items():  # many have the same
        silent["claims"] += records * (not claims)
        silent["sober"] += records * (not any(map(_is_sober, claims)))
    for places, records in contents.tallies.places.items():
        silent["point"] += records * all(place.latitude is None for place in places)
        silent["area"] += records * (not any(place.areas for place in places))
    titles = {
        "claims": say("What came of it, good or bad"),
        "sober": say("A mixed, nil or bad result"),
        "started": say("When it began"),
        "status": say("How it stands, and as of when"),
        "point": say("Where it is, as a point"),
        "area": say("Its official area"),
        "bodies": say("Who takes part"),
        "description": say("A description"),
    }
    total = len(entries) or 1
    ranked = sorted(titles, key=lambda asked: -silent[asked])
    return [Bar(titles[each], "", silent[each], silent[each] / total) for each in ranked]


def _is_sober(claim: ClaimKind) -> bool:
    return claim.direction in ("mixed", "none", "negative")

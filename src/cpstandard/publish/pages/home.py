"""The home page: what community power is, what is here, and results that were not all good."""

from collections.abc import Iterable, Iterator, Sequence

from cpstandard.publish.entry import Entry
from cpstandard.publish.maps import draw_map
from cpstandard.publish.pages.places import country_bars
from cpstandard.publish.projection import WORLD
from cpstandard.publish.renderer import Output, Renderer

UNFAVOURABLE = ("mixed", "negative", "none")
"""Directions that a brochure would leave out."""


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the home page."""
    contents = renderer.contents
    clusters = [
        (cluster, contents.by_cluster.get(cluster.code, []))
        for cluster in renderer.directory.standard.codelists["cluster"]
    ]
    countries = country_bars(renderer)
    yield renderer.page(
        "",
        "home.html",
        total=len(contents.entries),
        clusters=[(cluster, entries, best_told(entries)) for cluster, entries in clusters],
        countries=countries,
        map=draw_map(contents.entries, WORLD, by_country=True),
        honest=[(entry, _claim(entry)) for entry in honest_results(contents.entries)],
        unfavourable=sum(_has_unfavourable(entry) for entry in contents.entries),
        latest=latest(contents.entries),
        now=renderer.directory.now,
        publishers=list(renderer.directory.publishers.values()),
        benefits=[
            (benefit, len(contents.by_benefit.get(benefit.code, [])))
            for benefit in renderer.directory.standard.codelists["benefit"]
        ],
    )


def best_told(entries: Iterable[Entry]) -> Entry | None:
    """Return the initiative whose claims and lessons cite most sources; ties go by name."""
    return max(entries, key=lambda entry: entry.brief.told, default=None)


def honest_results(entries: Sequence[Entry], limit: int = 3) -> list[Entry]:
    """Return initiatives with mixed, nil or bad results: the most such claims first.

    Each is of another country than those before it while there are enough.
    """
    ranked = sorted(
        filter(_has_unfavourable, entries),
        key=lambda e: -sum(claim.direction in UNFAVOURABLE for claim in e.claims),
    )
    chosen: list[Entry] = []
    for entry in ranked:
        if all(set(entry.countries).isdisjoint(other.countries) for other in chosen):
            chosen.append(entry)
    rest = (entry for entry in ranked if entry not in chosen)
    return [*chosen, *rest][:limit]


def latest(entries: Sequence[Entry], limit: int = 6) -> list[Entry]:
    """Return the initiatives that began last, of those whose beginning is known."""
    begun = [entry for entry in entries if entry.started]
    return sorted(begun, key=lambda entry: entry.started or "", reverse=True)[:limit]


def _has_unfavourable(entry: Entry) -> bool:
    return any(claim.direction in UNFAVOURABLE for claim in entry.claims)


def _claim(entry: Entry) -> object:
    claims = entry.initiative.evidence
    return next(claim for claim in claims if claim.direction in UNFAVOURABLE)

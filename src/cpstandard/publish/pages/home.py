"""The home page: what community power is, what is here, and results that were not all good."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import islice
from operator import attrgetter

from cpstandard.core.links import LinkKind
from cpstandard.publish.brief import ClaimKind
from cpstandard.publish.contents import Contents
from cpstandard.publish.entry import Entry
from cpstandard.publish.pages.places import country_bars
from cpstandard.publish.renderer import Output, Renderer

UNFAVOURABLE = ("mixed", "negative", "none")
"""Directions that a brochure would leave out."""

_STARTED = attrgetter("brief.started")


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the home page."""
    yield renderer.page_later("", "home.html", partial(_shows, renderer))


def _shows(renderer: Renderer) -> dict[str, object]:
    contents = renderer.contents
    count, newest = contents.initiatives, latest(contents)
    clusters = [
        (cluster, contents.by_cluster.get(cluster.code, []))
        for cluster in renderer.directory.standard.codelists["cluster"]
    ]
    return {
        "total": count(contents.entries),
        "records": len(contents.entries),
        "told_often": _told_often(contents),
        "clusters": [
            (cluster, count(entries), best_told(entries)) for cluster, entries in clusters
        ],
        "countries": country_bars(renderer),
        "map": contents.tallies.world,
        "honest": [(entry, _claim(entry)) for entry in honest_results(contents)],
        "unfavourable": count(_with_unfavourable(contents)),
        "latest": newest,
        "also": contents.also_told(newest),
        "has_editions": bool(renderer.directory.editions),
        "now": renderer.directory.now,
        "publishers": list(renderer.directory.publishers.values()),
        "benefits": [
            (benefit, count(contents.by_benefit.get(benefit.code, [])))
            for benefit in renderer.directory.standard.codelists["benefit"]
        ],
    }


def _told_often(contents: Contents) -> int:
    """Return of how many initiatives more than one publisher tells."""
    sets = (link.ids for link in contents.directory.links if link.kind == LinkKind.INITIATIVE)
    tellers = ({contents.by_id[i].publisher.id for i in ids if i in contents.by_id} for ids in sets)
    return sum(len(each) > 1 for each in tellers)


def best_told(entries: Iterable[Entry]) -> Entry | None:
    """Return the initiative whose claims and lessons cite most sources; ties go by name."""
    return max(entries, key=attrgetter("brief.told"), default=None)


def honest_results(contents: Contents, limit: int = 3) -> list[Entry]:
    """Return initiatives with mixed, nil or bad results: the most such claims first.

    Each is of another country than those before it while there are enough. Of an initiative that
    several records tell of, the one with the most such claims speaks.
    """
    unfavourable = cache(_unfavourable)  # many have the same claims
    most_first = sorted(
        _with_unfavourable(contents), key=lambda e: unfavourable(e.brief.claims), reverse=True
    )
    chosen: list[Entry] = []
    for entry in contents.each_once(most_first):
        if all(set(entry.countries).isdisjoint(other.countries) for other in chosen):
            chosen.append(entry)
        if len(chosen) == limit:
            return chosen
    rest = (entry for entry in contents.each_once(most_first) if entry not in chosen)
    return [*chosen, *rest][:limit]


def latest(contents: Contents, limit: int = 6) -> list[Entry]:
    """Return the initiatives that began last, each once, of those whose beginning is known."""
    newest_first = sorted(filter(_STARTED, contents.entries), key=_STARTED, reverse=True)
    return list(islice(contents.each_once(newest_first), limit))


def _with_unfavourable(contents: Contents) -> list[Entry]:
    unfavourable = cache(_unfavourable)  # many have the same claims
    return [entry for entry in contents.entries if unfavourable(entry.brief.claims)]


def _unfavourable(claims: Sequence[ClaimKind]) -> int:
    return sum(claim.direction in UNFAVOURABLE for claim in claims)


def _claim(entry: Entry) -> object:
    claims = entry.initiative.evidence
    return next(claim for claim in claims if claim.direction in UNFAVOURABLE)

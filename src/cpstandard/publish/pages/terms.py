"""The pages of clusters, practices and benefits: a definition and the initiatives it fits."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from cpstandard.core.codelist import Code
from cpstandard.publish.entry import Entry, Neighbour
from cpstandard.publish.evidence import benefit_table
from cpstandard.publish.pages.listing import list_pages, practice_bars
from cpstandard.publish.renderer import Output, Renderer
from cpstandard.publish.search.entry import NOT_STATED

NAMED = 5
"""How many initiatives of one weight are named."""


@dataclass(frozen=True, slots=True)
class Weight:
    """The initiatives in which the public's word weighs the same; a few of them stand for all."""

    code: Code
    first: Sequence[Neighbour]
    count: int

    @classmethod
    def of(cls, code: Code, entries: Sequence[Entry]) -> "Weight":
        """Return it for those initiatives."""
        return cls(code, [entry.named for entry in entries[:NAMED]], len(entries))


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the pages of every term and the indexes of practices and benefits."""
    yield from _clusters(renderer)
    yield from _practices(renderer)
    yield from _benefits(renderer)


def practice_codes(renderer: Renderer) -> list[Code]:
    """Return the practices of the codelist, then those that only records name."""
    listed = renderer.directory.standard.codelists["practice"]
    unlisted = [code for code in renderer.contents.by_practice if code not in listed]
    return [*listed, *(Code(code, listed.title(code), "") for code in unlisted)]


def _clusters(renderer: Renderer) -> Iterator[Output]:
    codelists = renderer.directory.standard.codelists
    for cluster in codelists["cluster"]:
        entries = renderer.contents.by_cluster.get(cluster.code, [])
        yield from list_pages(
            renderer,
            f"clusters/{cluster.code}/",
            "cluster.html",
            entries,
            partial(_about_cluster, renderer, cluster, entries),
        )


def _about_cluster(
    renderer: Renderer, cluster: Code, entries: Sequence[Entry]
) -> dict[str, object]:
    return {
        "cluster": cluster,
        "bars": practice_bars(renderer, entries)[:12],
        "table": benefit_table(entries, renderer.directory.standard.codelists["benefit"]),
    }


def _practices(renderer: Renderer) -> Iterator[Output]:
    codelists = renderer.directory.standard.codelists
    practices = practice_codes(renderer)
    groups = [
        (cluster, [p for p in practices if p.extra.get("Cluster") == cluster.code])
        for cluster in codelists["cluster"]
    ]
    unlisted = [practice for practice in practices if not practice.extra.get("Cluster")]

    def shows() -> dict[str, object]:
        by_practice, count = renderer.contents.by_practice, renderer.contents.initiatives
        counts = {code: count(found) for code, found in by_practice.items()}
        return {"groups": groups, "counts": counts, "unlisted": unlisted}

    yield renderer.page_later("practices/", "practices.html", shows)
    for practice in practices:
        entries = renderer.contents.by_practice.get(practice.code, [])
        yield from list_pages(
            renderer,
            f"practices/{practice.code}/",
            "practice.html",
            entries,
            partial(_about_practice, renderer, practice, entries),
        )


def _about_practice(
    renderer: Renderer, practice: Code, entries: Sequence[Entry]
) -> dict[str, object]:
    codelists = renderer.directory.standard.codelists
    return {
        "practice": practice,
        "cluster": codelists["cluster"].codes.get(practice.extra.get("Cluster", "")),
        "table": benefit_table(entries, codelists["benefit"]),
        "weights": _weights(renderer, entries),
    }


def _weights(renderer: Renderer, entries: Sequence[Entry]) -> list[Weight]:
    """Return how much the public's word weighs in ``entries``, the most first; where it is said."""
    by_code: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_code[entry.brief.public_role].append(entry)
    unsaid = by_code.pop("", [])
    if not by_code:
        return []
    listed = renderer.directory.standard.codelists["publicRole"]
    order = [*reversed([code.code for code in listed]), *sorted(by_code.keys() - listed.codes)]
    told = [
        Weight.of(listed.codes.get(code) or Code(code, listed.title(code), ""), by_code[code])
        for code in order
        if code in by_code
    ]
    return [*told, Weight.of(Code(NOT_STATED, "", ""), unsaid)] if unsaid else told


def _benefits(renderer: Renderer) -> Iterator[Output]:
    benefits = renderer.directory.standard.codelists["benefit"]
    table = benefit_table(renderer.contents.entries, benefits)
    yield renderer.page("benefits/", "benefits.html", table=table)
    rows = {row.benefit: row for row in table}
    for benefit in benefits:
        yield from list_pages(
            renderer,
            f"benefits/{benefit.code}/",
            "benefit.html",
            renderer.contents.by_benefit.get(benefit.code, []),
            partial(dict, benefit=benefit, row=rows.get(benefit.code)),
            whole=False,
        )

"""The evidence explorer: every claim by practice, benefit, direction and kind, each list a page."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any

from cpstandard.core.codelist import Code
from cpstandard.core.phrase import say
from cpstandard.publish.evidence import (
    Told,
    benefit_table,
    claims_by_practice,
    claims_of,
    kind_table,
    told_by,
    told_by_direction,
)
from cpstandard.publish.pages.listing import Pager
from cpstandard.publish.pages.terms import practice_codes
from cpstandard.publish.renderer import Inputs, Output, Renderer

SHOWN = 10
"""How many claims of each direction stand on one page: none is pushed out of sight by another."""

NOT_STATED = "not-stated"
"""What stands in an address for claims that name no benefit, or no kind."""


def made_of(renderer: Renderer) -> Inputs:
    """Return all that these pages are made of, together."""
    return [renderer.contents.gists, renderer.directory.list_pages]


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the explorer, and a list of claims for each of its cells, directions and kinds."""
    claims = {entry: claims_of(entry) for entry in renderer.contents.entries if entry.brief.claims}
    told = list(chain.from_iterable(claims.values()))
    yield renderer.page_later("evidence/", "evidence.html", partial(_explorer, renderer, told))
    for practice in practice_codes(renderer):
        entries = renderer.contents.by_practice.get(practice.code, ())
        mine = list(chain.from_iterable(claims[each] for each in entries if each in claims))
        if mine:
            yield from _practice(renderer, practice, mine)
    for direction, part in told_by_direction(told):
        title = renderer.title("direction", direction)
        yield from _whole_list(renderer, "evidence/", direction, part, title=title)
    by_kind = told_by(told, lambda about: about.kind or NOT_STATED)
    for kind, title in _kinds(renderer):
        if part := by_kind.get(kind, []):
            yield from _claims(renderer, f"evidence/kinds/{kind}/", part, title=title)


def _kinds(renderer: Renderer) -> list[tuple[str, str]]:
    kinds = renderer.directory.standard.codelists["evidenceKind"]
    return [(kind.code, kind.title) for kind in kinds] + [(NOT_STATED, say("Kind not stated"))]


def _explorer(renderer: Renderer, told: Sequence[Told]) -> dict[str, Any]:
    codelists, entries = renderer.directory.standard.codelists, renderer.contents.entries
    counts = claims_by_practice(entries)
    groups: list[tuple[str, list[Code]]] = []
    known = [practice for practice in practice_codes(renderer) if practice.code in counts]
    for cluster in codelists["cluster"]:
        mine = [practice for practice in known if practice.extra.get("Cluster") == cluster.code]
        groups.append((cluster.title, mine))
    others = [practice for practice in known if not practice.extra.get("Cluster")]
    groups.append((say("Not yet in the standard\u2019s list"), others))
    silent = [practice for practice in codelists["practice"] if practice.code not in counts]
    return {
        "groups": [group for group in groups if group[1]],
        "counts": counts,
        "columns": [(benefit.code, benefit.title) for benefit in codelists["benefit"]]
        + ([("", say("No benefit named"))] if any("" in row for row in counts.values()) else []),
        "table": benefit_table(entries, codelists["benefit"]),
        "kinds": kind_table(told, codelists["evidenceKind"]),
        "silent": silent,
        "not_stated": NOT_STATED,
    }


def _practice(renderer: Renderer, practice: Code, told: Sequence[Told]) -> Iterator[Output]:
    benefits = renderer.directory.standard.codelists["benefit"]
    address = f"evidence/practices/{practice.code}/"
    titles = [(code.code, code.title) for code in benefits] + [("", say("No benefit named"))]
    parts = told_by(told, lambda about: about.benefit or "")
    cells = [
        (f"{address}{benefit or NOT_STATED}/", title, parts[benefit])
        for benefit, title in titles
        if benefit in parts
    ]
    bars = [(cell, title, len(part)) for cell, title, part in cells]
    about = {"title": practice.title, "practice": practice.code}
    yield from _claims(renderer, address, told, **about, cells=bars)
    for cell, title, part in cells:
        yield from _claims(
            renderer, cell, part, **about, aspect=title, above=[(address, practice.title)]
        )


def _claims(
    renderer: Renderer, address: str, told: Sequence[Told], **values: Any
) -> Iterator[Output]:
    """Yield the page of some claims by direction, and one for each that has more than it shows."""
    groups = told_by_direction(told)
    shown = [
        (direction, part[:SHOWN], len(part), f"{address}directions/{direction}/")
        for direction, part in groups
    ]
    table = kind_table(told, renderer.directory.standard.codelists["evidenceKind"])
    base = {"practice": "", "aspect": "", "above": [], "cells": [], "pager": None, **values}
    yield renderer.page(address, "claims.html", **base, groups=shown, table=table, total=len(told))
    above = [*base["above"], (address, base["aspect"] or base["title"])]
    for direction, part in groups:
        if len(part) > SHOWN:
            yield from _whole_list(
                renderer, address, direction, part, **{**base, "above": above, "cells": []}
            )


def _whole_list(
    renderer: Renderer, folder: str, direction: str, told: Sequence[Told], **values: Any
) -> Iterator[Output]:
    """Yield all claims of one direction, a hundred a page."""
    address = f"{folder}directions/{direction}/"
    base = {"practice": "", "aspect": "", "above": [], "cells": []}
    for pager in Pager.over(address, len(told), renderer.directory.list_pages):
        part = told[pager.first - 1 : pager.last]
        yield renderer.page(
            pager.address_of(pager.number),
            "claims.html",
            **{**base, **values, "pager": pager},
            groups=[(direction, part, len(part), "")],
            table=[],
            total=len(told),
        )

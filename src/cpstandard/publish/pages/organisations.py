"""Organisations that take part in several initiatives, each with what it does in which."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from cpstandard.core.initiative import Identifier
from cpstandard.publish.brief import Body
from cpstandard.publish.contents import Contents, sort_key
from cpstandard.publish.entry import Entry
from cpstandard.publish.pages.listing import Bar, Pager, bars, list_pages
from cpstandard.publish.renderer import Output, Renderer

_LARGEST = 8  # how many of the bodies in most initiatives come first
_SEVERAL = 2
"""In how many initiatives a body takes part that has a page: of others, theirs says all."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body: by its official number, or by name alone, which several bodies may have."""

    id: str
    name: str
    number: Identifier | None
    entries: tuple[Entry, ...]
    roles: tuple[str, ...]


def shared_bodies(contents: Contents) -> frozenset[str]:
    """Return the ids of the bodies that take part in several initiatives, and so have a page."""
    counts = contents.tallies.bodies
    return frozenset(body for body, count in counts.items() if count >= _SEVERAL)


def organisations(contents: Contents) -> list[Organisation]:
    """Return the bodies that take part in several initiatives, by name."""
    found: dict[str, dict[str, tuple[Entry, Body]]] = defaultdict(dict)
    several = shared_bodies(contents)
    for entry in contents.entries:
        for body in entry.brief.bodies:
            if body.page in several:
                found[body.page].setdefault(entry.id, (entry, body))
    made = (_organisation(key, list(parts.values())) for key, parts in found.items())
    return sorted(made, key=lambda each: (sort_key(each.name), each.id))


def _organisation(key: str, parts: list[tuple[Entry, Body]]) -> Organisation:
    names = [body.name for _, body in parts]
    first = parts[0][1]
    roles = {role for _, body in parts for role in body.roles}
    return Organisation(
        key,
        min(set(names), key=lambda name: (-names.count(name), name)),
        Identifier(scheme=first.scheme, id=first.number) if first.number else None,
        tuple(entry for entry, _ in parts),
        tuple(sorted(roles)),
    )


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the index and the pages of organisations."""
    found = organisations(renderer.contents)
    for pager in Pager.over("organisations/", len(found), renderer.directory.list_pages):
        page = pager.address_of(pager.number)
        shows = partial(_shows, renderer.contents, found, pager)
        yield renderer.page_later(page, "organisations.html", shows)
    for each in found:
        yield from list_pages(
            renderer,
            f"organisations/{each.id}/",
            "organisation.html",
            each.entries,
            partial(dict, name=each.name, number=each.number, roles=each.roles),
        )


def _shows(contents: Contents, found: Sequence[Organisation], pager: Pager) -> dict[str, object]:
    """Return what one page of the index shows; the first one also the largest of all."""
    count = contents.initiatives
    part = found[pager.first - 1 : pager.last]
    largest: list[Bar] = []
    if pager.number == 1:
        ranked = bars([(e.name, f"organisations/{e.id}/", count(e.entries)) for e in found])
        largest = [bar for bar in ranked[:_LARGEST] if bar.count > _SEVERAL]
    return {
        "rows": [(each.id, each.name, count(each.entries), each.roles) for each in part],
        "pager": pager,
        "largest": largest,
    }

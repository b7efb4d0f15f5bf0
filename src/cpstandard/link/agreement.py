"""How two subjects compare, fact by fact, before any rule weighs it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from cpstandard.link.rarity import Rarity
from cpstandard.link.register_numbers import conflict
from cpstandard.link.subject import Subject
from cpstandard.link.web_addresses import has_own_path, site_of


class Where(IntEnum):
    """How the places of two subjects compare, from worst to best."""

    OTHER_COUNTRY = 0
    APART = 1
    UNKNOWN = 2
    SAME_PLACE = 3
    SAME_POSTCODE = 4


@dataclass(frozen=True, slots=True)
class Agreement:
    """What agrees and what contradicts, of two subjects.

    ``name`` runs from 0 to 1, ``bits`` is how telling the shared words are. ``against`` says in
    words what rules a link out; it is empty for nothing.
    """

    name: float
    bits: float
    where: Where
    places: frozenset[str]
    sites: frozenset[str]
    pages: frozenset[str]
    bodies: frozenset[str]
    registers: frozenset[str]
    against: str = ""


class Least(NamedTuple):
    """How far names have to agree to be worth a look, with an address in common and without."""

    with_address: float = 0.0
    without: float = 0.0


def compare(
    one: Subject, other: Subject, rarity: Rarity, least: Least | None = None
) -> Agreement | None:
    """Return how the two compare; the order of the two makes no difference.

    ``None`` where their names agree to less than ``least``: then nothing else is looked at.
    """
    asked = 0.0 if least is None else least.with_address if _near(one, other) else least.without
    name, bits, numbers_differ = _names(one, other, rarity)
    if name < asked:
        return None
    where, places = _where(one, other)
    return Agreement(
        name=name,
        bits=bits,
        where=where,
        places=places,
        sites=_sites(one, other),
        pages=one.pages & other.pages,
        bodies=one.bodies & other.bodies,
        registers=one.registers & other.registers,
        against=_against(one, other, numbers_differ=numbers_differ),
    )


def _near(one: Subject, other: Subject) -> bool:
    """Return whether the two share a website, a page, a postcode or a register's record."""
    return not (
        one.sites.isdisjoint(other.sites)
        and one.pages.isdisjoint(other.pages)
        and one.postcodes.isdisjoint(other.postcodes)
        and one.registers.isdisjoint(other.registers)
    )


def _names(one: Subject, other: Subject, rarity: Rarity) -> tuple[float, float, bool]:
    """Return the best agreement of two names, its bits, and whether numbers in them differ."""
    best: tuple[float, float, bool] = (0.0, 0.0, False)
    for left in one.names:
        for right in other.names:
            alike, bits = rarity.alike(left, right)
            found = (alike, bits, left.numbers != right.numbers)
            best = max(best, found, key=lambda each: (each[:2], not each[2]))
    return best


def _where(one: Subject, other: Subject) -> tuple[Where, frozenset[str]]:
    if shared := one.postcodes & other.postcodes:
        return Where.SAME_POSTCODE, shared
    if shared := one.places & other.places:
        return Where.SAME_PLACE, shared
    if one.countries and other.countries and one.countries.isdisjoint(other.countries):
        return Where.OTHER_COUNTRY, frozenset()
    if one.places and other.places:
        return Where.APART, frozenset()
    return Where.UNKNOWN, frozenset()


def _sites(one: Subject, other: Subject) -> frozenset[str]:
    """Return the sites in common, but for those of which each names another page."""
    shared = one.sites & other.sites
    if not shared or one.pages & other.pages:
        return shared
    both = [
        {page for page in side.pages if has_own_path(page) and site_of(page) in shared}
        for side in (one, other)
    ]
    return frozenset() if all(both) else shared


def _against(one: Subject, other: Subject, *, numbers_differ: bool) -> str:
    if not one.others.isdisjoint(other.records) or not other.others.isdisjoint(one.records):
        return "one of the records names the other as another initiative"
    # Two initiatives of one organisation may have further leads, each with numbers of its own.
    if one.bodies.isdisjoint(other.bodies) and (scheme := conflict(one.vetoes, other.vetoes)):
        return f"they have different numbers in the register {scheme}"
    if numbers_differ:
        return "the numbers in their names differ"
    return ""


def listed(items: Iterable[str]) -> str:
    """Return the items in their order, parted by commas."""
    return ", ".join(sorted(items))

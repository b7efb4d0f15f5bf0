"""What lists say of an initiative, from its brief: all that is short, and its claims."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cpstandard.core.initiative import Claim
from cpstandard.core.phrase import say
from cpstandard.publish.brief import Body, Brief, ClaimKind, Spot, State
from cpstandard.publish.countries import country_said, region_said
from cpstandard.publish.directory import CopyView, PublisherView
from cpstandard.publish.rendering import Keyed
from cpstandard.publish.whole import Whole

Read = Callable[[int], Whole]
"""Gives the whole record at a position."""


@dataclass(frozen=True, slots=True)
class PublisherName:
    """What a record's own page and the lists say of its publisher; how it fares is no part of it.

    Else every record's page would have to be made anew with each build.
    """

    id: str
    name: str
    licence: str
    website: str = ""
    contact: str = ""
    attribution: str = ""

    @classmethod
    def of(cls, view: PublisherView) -> "PublisherName":
        """Return it for a publisher."""
        return cls(view.id, view.name, view.licence, view.website, view.contact, view.attribution)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """All that the page of one record may say of another that is linked to it."""

    id: str
    name: str
    place: str
    publisher: PublisherName


# Not frozen, and nobody changes one: there is one of each record, and a frozen one takes twice as
# long to make.
@dataclass(eq=False, slots=True)
class Gist(Keyed):
    """What lists say of an initiative: all that is short, and its claims.

    ``clusters`` are its own, or those of its practices; ``copy`` is the older one it is shown from.
    ``shown_by`` is a digest of its publisher and copy. ``language`` is the reader's. Claims are
    read anew when they are asked for.
    """

    brief: Brief
    clusters: tuple[str, ...]
    publisher: PublisherName
    copy: CopyView | None
    position: int
    read: Read
    language: str = "en"
    shown_by: str = ""

    @property
    def key(self) -> str:
        """What tells it from any other, and from itself after any change."""
        return self.brief.gist + self.shown_by

    def claim(self, number: int) -> Claim:
        """Return a whole claim, by its number from 0 in the record's order."""
        return self.read(self.position).claim(number)

    def claims_about(self, benefit: str) -> list[Claim]:
        """Return the whole claims about one benefit, by its code."""
        return [self.claim(n) for n, each in enumerate(self.claims) if each.benefit == benefit]

    @property
    def id(self) -> str:
        """The initiative's permanent id."""
        return self.brief.id

    @property
    def _translation(self) -> int | None:
        """What is to be shown first: the record in the reader's language, if it is in another.

        It is the place of that among its translations.
        """
        brief = self.brief
        if not brief.translations or base_of(brief.language or "") == self.language:
            return None
        places = enumerate(brief.translations)
        return next((n for n, each in places if base_of(each.language) == self.language), None)

    @property
    def name(self) -> str:
        """The initiative's name, in the reader's language if it has one in it."""
        there = self._translation
        return (there is not None and self.brief.translations[there].name) or self.brief.name

    @property
    def name_language(self) -> str:
        """The tag of the language of ``name``, where it is known."""
        there = self._translation
        if there is not None and self.brief.translations[there].name:
            return self.brief.translations[there].language
        return self.brief.language or ""

    @property
    def practices(self) -> tuple[str, ...]:
        """The codes of its practices."""
        return self.brief.practices

    @property
    def places(self) -> Sequence[Spot]:
        """Its places."""
        return self.brief.places

    @property
    def bodies(self) -> Sequence[Body]:
        """The organisations that take part."""
        return self.brief.bodies

    @property
    def claims(self) -> Sequence[ClaimKind]:
        """What its claims are about and how they turned out, without their words."""
        return self.brief.claims

    @property
    def started(self) -> str | None:
        """When it began, as the standard writes dates."""
        return self.brief.started

    @property
    def ended(self) -> str | None:
        """When it ended."""
        return self.brief.ended

    @property
    def updated(self) -> str | None:
        """When its record was last looked over."""
        return self.brief.updated

    @property
    def status(self) -> State | None:
        """How it stood, and when."""
        return self.brief.status

    @property
    def licence(self) -> str:
        """The licence of the record: its own, or that of all that its publisher gives."""
        return self.brief.licence or self.publisher.licence

    @property
    def place(self) -> str:
        """The first place in words, with the number of others; empty where there is none."""
        places = self.brief.places
        if not places:
            return ""
        first = places[0]
        parts = [first.name]
        if first.region and first.region.casefold() not in first.name.casefold():
            parts.append(region_said(first.country, first.region))
        if (country := country_said(first.country)).casefold() not in parts[-1].casefold():
            parts.append(country)
        named = ", ".join(parts)
        if len(places) == 1:
            return named
        return say("{places} and {number} more", places=named, number=len(places) - 1)

    @property
    def countries(self) -> tuple[str, ...]:
        """The codes of the countries, each once, in the record's order."""
        return tuple(dict.fromkeys(place.country for place in self.brief.places))

    @property
    def benefits(self) -> tuple[str, ...]:
        """The benefits that claims are made about, whatever their direction."""
        found = (claim.benefit for claim in self.brief.claims)
        return tuple(dict.fromkeys(benefit for benefit in found if benefit))

    @property
    def directions(self) -> Counter[str]:
        """How many claims there are of each direction."""
        return Counter(claim.direction for claim in self.brief.claims)


def base_of(tag: str) -> str:
    """Return the language of a tag without its region or script."""
    return tag.split("-", maxsplit=1)[0].lower()

"""Links: records that speak of the same organisation or of the same initiative."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

RUNNING_ROLES = frozenset({"lead", "owner", "host"})
"""Of organisations that run an initiative; those that fund or advise do so for many."""


class LinkKind(StrEnum):
    """What the linked records have in common.

    One organisation may run many initiatives: that it runs two never makes them the same.
    """

    INITIATIVE = "initiative"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why records are held to be linked, or might be.

    ``rule`` is a kebab-case word and ``words`` a sentence for a reader: what agreed, and how much.
    It speaks of the records ``ids`` among each other or, where there are ``others``, of each of
    ``ids`` beside each of those; both are in order. ``score`` runs from 0 to 1, which is certain:
    an official number that both give, or somebody's decision.
    """

    rule: str
    ids: tuple[str, ...]
    words: str
    score: float
    others: tuple[str, ...] = ()

    def speaks_of(self, one: str, other: str) -> bool:
        """Return whether it is about these two records."""
        if not self.others:
            return _holds(self.ids, one) and _holds(self.ids, other)
        return (_holds(self.ids, one) and _holds(self.others, other)) or (
            _holds(self.ids, other) and _holds(self.others, one)
        )


def _holds(ids: Sequence[str], wanted: str) -> bool:
    """Return whether ``wanted`` is among ``ids``, which are in order and may be ten thousand."""
    position = bisect_left(ids, wanted)
    return position < len(ids) and ids[position] == wanted


@dataclass(frozen=True, slots=True)
class LinkSet:
    """Records that are linked, in order of their ids, with the evidence, best first."""

    kind: LinkKind
    ids: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class Between:
    """Tells which evidence of a link set speaks of two records.

    A funder's set has thousands of records and as many pieces of evidence, and is asked of each
    record: what speaks of a record is found once.
    """

    def __init__(self, link: LinkSet) -> None:
        """Find, for each record of the set, what speaks of it."""
        self._evidence = link.evidence
        self._about: dict[str, list[int]] = defaultdict(list)
        for position, each in enumerate(link.evidence):
            for identifier in {*each.ids, *each.others}:
                self._about[identifier].append(position)

    def of(self, one: str, other: str) -> tuple[Evidence, ...]:
        """Return the evidence that speaks of both records; none where others join them."""
        about = (self._about.get(one, ()), self._about.get(other, ()))
        fewest = (self._evidence[position] for position in min(about, key=len))
        return tuple(each for each in fewest if each.speaks_of(one, other))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two records that a person should look at, for no rule is sure enough to link them.

    ``doubt`` says in words why they are not linked, or are linked and might not be the same.
    """

    kind: LinkKind
    ids: tuple[str, str]
    evidence: Evidence
    doubt: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of some records: that all are the same, or no two of them are."""

    kind: LinkKind
    same: bool
    ids: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class SameBody:
    """Two numbers of one body, each with its register before it, and the table that says so."""

    numbers: tuple[str, str]
    said_by: str


@dataclass(frozen=True, slots=True)
class Links:
    """What the link stage found: the sets, and the candidates for review, the likeliest first."""

    sets: tuple[LinkSet, ...] = ()
    review: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How sure a link has to be; ``site.yaml`` may say otherwise (``linking``).

    ``name_with_...`` are how far two names have to agree (0 to 1) where a page of their own (or the
    record of a register), the website, the postcode
    or the place agrees too, or the same organisation runs both; ``name_alone`` where nothing else
    is known. ``bits_alone`` is how telling the shared words have to be then, and ``bits_elsewhere``
    where the places differ: a word that one name in a thousand has tells ten bits. ``review`` is
    how much less a name may agree to be shown to a person. ``model_link`` and ``model_review`` are
    the probabilities that the trained model asks for. ``most`` caps how many records or groups
    of one identifier a chain of such links may join.
    """

    method: str = "rules"
    name_with_page: float = 0.5
    name_with_website: float = 0.6
    name_with_postcode: float = 0.75
    name_with_place: float = 0.9
    name_with_organisation: float = 0.9
    name_alone: float = 0.97
    bits_alone: float = 13.0
    bits_elsewhere: float = 30.0
    review: float = 0.12
    model_link: float = 0.9
    model_review: float = 0.5
    most: int = 12

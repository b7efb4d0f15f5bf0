"""Arranges claims for a reader: by direction, and counted by benefit. Nothing is scored."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from cpstandard.core.codelist import Codelist
from cpstandard.core.initiative import Claim, Initiative, Source
from cpstandard.core.phrase import say
from cpstandard.publish.brief import ClaimKind
from cpstandard.publish.entry import Entry, Gist
from cpstandard.publish.messages import DIRECTIONS
from cpstandard.publish.rendering import Keyed

_ABOUT = attrgetter("about")
_CLAIMS = attrgetter("brief.claims")
_AT_WORK = attrgetter("brief.practices", "brief.claims")
_BASIS_ORDER = {"result": 0, None: 1, "forecast": 2, "target": 3}


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """A source with the number by which claims refer to it, from 1."""

    number: int
    source: Source


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """The claims of one direction."""

    direction: str
    claims: Sequence[Claim]


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """How many claims there are about one benefit, in the order of ``DIRECTIONS``.

    ``foreseen`` counts those among them that are forecasts or targets.
    """

    benefit: str
    title: str
    counts: tuple[int, ...]
    foreseen: int

    @property
    def total(self) -> int:
        """How many claims there are in all."""
        return sum(self.counts)


class Told(Keyed):
    """A claim of the initiative ``entry``, of which it is the ``number``-th, from 0.

    ``about`` is what it is about and how it turned out; its words are not read for that.
    """

    __slots__ = ("_key", "about", "entry", "number")

    def __init__(self, entry: Entry, number: int, about: ClaimKind) -> None:
        """Take a claim; a large directory has as many as initiatives, each in twenty lists."""
        self.entry = entry
        self.number = number
        self.about = about
        self._key = f"{entry.brief.gist}{entry.shown_by} {number}"

    @property
    def key(self) -> str:
        """What tells it from any other, and from itself after any change of what lists show."""
        return self._key

    @property
    def gist(self) -> Gist:
        """What the lists say of the initiative: no more of it than this changes with the key."""
        return self.entry.gist

    @property
    def claim(self) -> Claim:
        """The whole claim."""
        return self.entry.claim(self.number)


@dataclass(frozen=True, slots=True)
class KindRow:
    """How many claims there are of one kind of evidence, in the order of ``DIRECTIONS``."""

    kind: str
    title: str
    counts: tuple[int, ...]


def claims_of(entry: Entry) -> list[Told]:
    """Return every claim of an initiative, in the record's order."""
    return [Told(entry, number, about) for number, about in enumerate(entry.brief.claims)]


def told_by(told: Iterable[Told], of: Callable[[ClaimKind], str]) -> dict[str, list[Told]]:
    """Return claims by what ``of`` says of each, in their order."""
    found: dict[str, list[Told]] = defaultdict(list)
    for each in told:
        found[of(each.about)].append(each)
    return dict(found)


def told_by_direction(told: Iterable[Told]) -> list[tuple[str, list[Told]]]:
    """Return claims by each direction that any has; what came about before what is foreseen."""
    found = told_by(told, lambda about: about.direction)
    ranked = {
        direction: sorted(part, key=lambda each: _BASIS_ORDER.get(each.about.basis, 1))
        for direction, part in found.items()
    }
    return [(direction, ranked[direction]) for direction in DIRECTIONS if direction in ranked]


def numbered_sources(initiative: Initiative) -> dict[str, NumberedSource]:
    """Return an initiative's sources by id, numbered in the record's order."""
    pairs = enumerate(initiative.sources, start=1)
    return {source.id: NumberedSource(number, source) for number, source in pairs}


def cited(ids: Iterable[str], sources: Mapping[str, NumberedSource]) -> list[str]:
    """Return those of ``ids`` that there is a source for."""
    return [each for each in ids if each in sources]


def group_claims(claims: Iterable[Claim]) -> list[ClaimGroup]:
    """Return claims by direction; within one, results before forecasts and targets."""
    ranked = sorted(claims, key=lambda claim: _BASIS_ORDER.get(claim.basis, 1))
    groups = (
        ClaimGroup(direction, [claim for claim in ranked if claim.direction == direction])
        for direction in DIRECTIONS
    )
    return [group for group in groups if group.claims]


def rival_claims(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return the groups of claims that give different answers to one question.

    ``rivalOf`` joins claims whichever of them says so, and over several steps.
    """
    position = {claim.id: index for index, claim in enumerate(claims) if claim.id}
    group_of = {index: {index} for index in range(len(claims))}
    for index, claim in enumerate(claims):
        for other in claim.rival_of:
            if position.get(other, index) not in group_of[index]:
                joined = group_of[index] | group_of[position[other]]
                group_of.update(dict.fromkeys(joined, joined))
    groups = {min(group): group for group in group_of.values() if len(group) > 1}
    return [[claims[index] for index in sorted(groups[first])] for first in sorted(groups)]


def benefit_table(entries: Iterable[Entry], benefits: Codelist) -> list[BenefitRow]:
    """Return a row for each benefit that has a claim, and one for claims that name none."""
    counts: Counter[tuple[str, str]] = Counter()
    foreseen: Counter[str] = Counter()
    for claims, times in Counter(map(_CLAIMS, entries)).items():  # many have the same
        for claim in claims:
            benefit = claim.benefit or ""
            counts[benefit, claim.direction] += times
            foreseen[benefit] += times * (claim.basis in ("forecast", "target"))
    titles = [(code.code, code.title) for code in benefits] + [("", say("No benefit named"))]
    rows = [
        BenefitRow(code, title, tuple(counts[code, d] for d in DIRECTIONS), foreseen[code])
        for code, title in titles
    ]
    return [row for row in rows if row.total]


def kind_table(told: Iterable[Told], kinds: Codelist) -> list[KindRow]:
    """Return a row for each kind of evidence that has a claim, and one for those that name none."""
    counts: Counter[tuple[str, str]] = Counter()
    for about, times in Counter(map(_ABOUT, told)).items():  # many are alike
        counts[about.kind or "", about.direction] += times
    titles = [(code.code, code.title) for code in kinds] + [("", say("Kind not stated"))]
    rows = [
        KindRow(kind, title, tuple(counts[kind, d] for d in DIRECTIONS)) for kind, title in titles
    ]
    return [row for row in rows if any(row.counts)]


def claims_by_practice(entries: Iterable[Entry]) -> dict[str, dict[str, Counter[str]]]:
    """Return claims counted by practice, by benefit (empty for none named) and by direction.

    A claim counts once for each practice of its initiative.
    """
    found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for (practices, claims), times in Counter(map(_AT_WORK, entries)).items():
        for practice in practices:
            for claim in claims:
                found[practice][claim.benefit or ""][claim.direction] += times
    return {practice: dict(found[practice]) for practice in sorted(found)}

"""The link stage: which records speak of the same organisation, and which of one initiative."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import islice

from cpstandard.core.links import (
    Candidate,
    Decision,
    Evidence,
    LinkKind,
    Links,
    LinkSet,
    LinkSettings,
    SameBody,
)
from cpstandard.link.certain import Certain, keys_apart
from cpstandard.link.clusters import OWN_RECORDS, Clustering, Judged, cluster
from cpstandard.link.judging import Judge, by_rules
from cpstandard.link.rarity import Rarity
from cpstandard.link.subject import RecordSubjects, Subject, together

_NOBODY: frozenset[str] = frozenset()
MOST_DOUBTS = 5_000
"""How many pairs are kept for review, the likeliest."""


def link_subjects(
    subjects: Iterable[RecordSubjects],
    publisher_of: Mapping[str, str] | None = None,
    *,
    settings: LinkSettings | None = None,
    decisions: Sequence[Decision] = (),
    same_bodies: Sequence[SameBody] = (),
    judge_by: Judge = by_rules,
) -> Links:
    """Return the links among the records that ``subjects`` were taken from, whatever their order.

    Nothing is merged: a link lets a reader go from one record to another and see what each says.
    ``publisher_of`` gives the publisher of each id; two records of one publisher are not taken for
    the same initiative on the word of a rule alone. ``same_bodies`` are what tables of registers
    say of their numbers.
    """
    chosen = settings or LinkSettings()
    bodies: list[Subject] = []
    named: list[Subject] = []
    for each in subjects:  # once: the records may be more than memory holds
        bodies += each.bodies
        named.append(each.initiative)
    bodies.sort(key=_key)
    named.sort(key=_key)
    organisations = _resolve(
        LinkKind.ORGANISATION,
        bodies,
        settings=chosen,
        decisions=decisions,
        same_bodies=same_bodies,
        judge_by=judge_by,
        publisher_of={},
    )
    run_by = organisations.of_records()
    by_body, doubts = list(organisations.sets()), organisations.doubts
    del bodies, organisations  # of large registers, half of what memory holds
    for number, subject in enumerate(named):
        named[number] = replace(subject, bodies=run_by.get(subject.key, _NOBODY))
    initiatives = _resolve(
        LinkKind.INITIATIVE,
        named,
        settings=chosen,
        decisions=decisions,
        same_bodies=same_bodies,
        judge_by=judge_by,
        publisher_of=publisher_of or {},
    )
    same = list(initiatives.sets())
    members = {links.ids for links in same}
    shared = [links for links in by_body if links.ids not in members]
    sets = sorted([*same, *shared], key=lambda links: (links.kind, links.ids))
    review = islice(_review([*initiatives.doubts, *doubts], same), MOST_DOUBTS)
    return Links(tuple(sets), tuple(review))


def _key(subject: Subject) -> str:
    return subject.key


@dataclass(frozen=True, slots=True)
class _Resolved:
    """The subjects of one kind, those that are the same together, with evidence and doubts."""

    kind: LinkKind
    groups: list[list[Subject]]
    evidence: list[tuple[str, Evidence]]
    doubts: list[Candidate]

    def of_records(self) -> dict[str, frozenset[str]]:
        """Return, for each record, keys of the groups that its organisations are in."""
        found: dict[str, set[str]] = defaultdict(set)
        for number, group in enumerate(self.groups):
            for subject in group:
                for record in subject.records:
                    found[record].add(f"{number:07}")
        return {record: frozenset(keys) for record, keys in found.items()}

    def sets(self) -> Iterator[LinkSet]:
        """Yield the groups of more than one record, each with its evidence, the surest first."""
        home = {
            member: number
            for number, group in enumerate(self.groups)
            for subject in group
            for member in subject.members
        }
        of_group: dict[int, list[Evidence]] = defaultdict(list)
        for key, evidence in self.evidence:
            of_group[home[key]].append(evidence)
        for number, group in enumerate(self.groups):
            ids = tuple(sorted({record for subject in group for record in subject.records}))
            if len(ids) > 1:
                yield LinkSet(self.kind, ids, tuple(sorted(of_group[number], key=_surest)))


def _surest(evidence: Evidence) -> tuple[float, str, tuple[str, ...], tuple[str, ...]]:
    return -evidence.score, evidence.rule, evidence.ids, evidence.others


def _resolve(
    kind: LinkKind,
    subjects: Sequence[Subject],
    *,
    settings: LinkSettings,
    decisions: Sequence[Decision],
    same_bodies: Sequence[SameBody],
    judge_by: Judge,
    publisher_of: Mapping[str, str],
) -> _Resolved:
    certain = Certain(kind, subjects, decisions, same_bodies)
    by_key = {subject.key: subject for subject in subjects}
    wholes = [together([by_key[key] for key in keys]) for keys in certain.groups.all()]
    rarity = Rarity(whole.names for whole in wholes)
    judged = _likeliest(
        _with_publishers(each, wholes, publisher_of) for each in judge_by(wholes, rarity, settings)
    )
    apart = keys_apart(certain.apart, wholes)
    found = cluster(wholes, judged, apart, settings.most)
    by_key = {whole.key: whole for whole in wholes}
    return _Resolved(
        kind,
        [[by_key[key] for key in keys] for keys in found.groups.all()],
        [*certain.evidence, *(_evidence(each, wholes) for each in found.used)],
        [*certain.doubts, *_doubts(kind, found, wholes, apart)],
    )


def _likeliest(judged: Iterable[Judged]) -> list[Judged]:
    """Return what is linked, or would be but for its publisher, and the likeliest of the rest."""
    linked: list[Judged] = []

    def doubted() -> Iterator[Judged]:
        for each in judged:
            if each.verdict.doubt in ("", OWN_RECORDS):
                linked.append(each)
            else:
                yield each

    doubts = nsmallest(
        MOST_DOUBTS, doubted(), key=lambda each: (-each.verdict.score, each.one, each.other)
    )
    return [*linked, *doubts]


def _with_publishers(
    judged: Judged, wholes: Sequence[Subject], publisher_of: Mapping[str, str]
) -> Judged:
    """Let a publisher's two records be two; doubles in one's own list are the validator's task."""
    if judged.verdict.doubt or not publisher_of:
        return judged
    owners = {
        publisher_of[record]
        for number in (judged.one, judged.other)
        for record in wholes[number].records
    }
    if len(owners) > 1:
        return judged
    return judged._replace(verdict=replace(judged.verdict, doubt=OWN_RECORDS))


def _evidence(judged: Judged, wholes: Sequence[Subject]) -> tuple[str, Evidence]:
    verdict = judged.verdict
    one, other = wholes[judged.one], wholes[judged.other]
    evidence = Evidence(verdict.rule, one.records, verdict.words, verdict.score, other.records)
    return one.key, evidence


def _doubts(
    kind: LinkKind,
    found: Clustering,
    wholes: Sequence[Subject],
    apart: Mapping[str, frozenset[str]],
) -> Iterator[Candidate]:
    """Yield what a person should look at: not what was decided, nor what is linked anyhow."""
    for each in found.doubts:
        one, other = wholes[each.one], wholes[each.other]
        if other.key in apart.get(one.key, ()):
            continue
        if found.groups.root(one.key) == found.groups.root(other.key):
            continue
        first, second = sorted((one.records[0], other.records[0]))
        if first != second:
            evidence = _evidence(each, wholes)[1]
            yield Candidate(kind, (first, second), evidence, each.verdict.doubt)


def _review(doubts: Iterable[Candidate], same: Iterable[LinkSet]) -> Iterator[Candidate]:
    """Yield each two records once, the likeliest first, but for those that are linked as one."""
    home = {record: number for number, links in enumerate(same) for record in links.ids}
    seen: set[tuple[str, str]] = set()
    ordered = sorted(doubts, key=lambda each: (-each.evidence.score, each.ids, each.kind))
    for each in ordered:
        one, other = (home.get(record, record) for record in each.ids)
        if each.ids not in seen and one != other:
            seen.add(each.ids)
            yield each

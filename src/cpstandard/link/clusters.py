"""Groups of subjects that are likely the same: no chain of likenesses may join what is unlike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cpstandard.link.groups import Groups
from cpstandard.link.rules import Verdict
from cpstandard.link.subject import Subject

OWN_RECORDS = "One publisher gives both, as records of their own."
OWN_OTHERS = "Joining them would also join two that one publisher gives as records of their own."
CHAIN = "Joining them would also join others that do not agree."
CROWD = "Joining them would make a larger group than the settings allow."
DECIDED = "Joining them would also join records that somebody decided are not the same."


class Judged(NamedTuple):
    """Two subjects by their positions, and what a judge says of them."""

    one: int
    other: int
    verdict: Verdict


class Clustering(NamedTuple):
    """The groups, by the keys of subjects, the verdicts that made them, and those in doubt."""

    groups: Groups
    used: list[Judged]
    doubts: list[Judged]


def cluster(
    subjects: Sequence[Subject],
    judged: Iterable[Judged],
    apart: Mapping[str, frozenset[str]],
    most: int,
) -> Clustering:
    """Join what the verdicts link, the surest first, where every two of the group bear it.

    Two groups become one only where a judge has at least nearly linked each member of the one to
    each of the other, and vetoed none; so the result depends on no order but that of the scores.
    """
    known = {(each.one, each.other): each.verdict for each in judged}
    position = {subject.key: number for number, subject in enumerate(subjects)}
    groups = Groups(position, apart)
    used, doubts = [], []
    for pair, verdict in sorted(known.items(), key=lambda item: _order(subjects, *item)):
        each = Judged(*pair, verdict)
        if verdict.doubt:
            if verdict.doubt != OWN_RECORDS:  # whether those are two is their publisher's to say
                doubts.append(each)
            continue
        keys = [subjects[number].key for number in pair]
        sides = [groups.members(groups.root(key)) for key in keys]
        why = _why_not(sides, position, known, most) if sides[0] is not sides[1] else ""
        if not why and not groups.join(*keys):
            why = DECIDED
        if why:
            doubts.append(Judged(*pair, replace(verdict, doubt=why)))
        else:
            used.append(each)
    return Clustering(groups, used, doubts)


def _order(
    subjects: Sequence[Subject], pair: tuple[int, int], verdict: Verdict
) -> tuple[float, list[str]]:
    return -verdict.score, sorted(subjects[number].key for number in pair)


def _why_not(
    sides: list[list[str]],
    position: Mapping[str, int],
    known: Mapping[tuple[int, int], Verdict],
    most: int,
) -> str:
    if sum(map(len, sides)) > most:
        return CROWD
    for one, other in _crossing(sides, position):
        verdict = known.get((one, other))
        if verdict is None or verdict.doubt:
            return OWN_OTHERS if verdict and verdict.doubt == OWN_RECORDS else CHAIN
    return ""


def _crossing(sides: list[list[str]], position: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    for left in sides[0]:
        for right in sides[1]:
            one, other = sorted((position[left], position[right]))
            yield one, other

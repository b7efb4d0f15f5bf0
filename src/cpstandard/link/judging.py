"""Who says which subjects are the same where no number does."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from cpstandard.core.links import LinkSettings
from cpstandard.link.agreement import compare
from cpstandard.link.blocking import pairs
from cpstandard.link.clusters import Judged
from cpstandard.link.rarity import Rarity
from cpstandard.link.rules import judge, least_names
from cpstandard.link.subject import Subject


class Judge(Protocol):
    """Whoever says which subjects are the same where no number does: the rules, or a model."""

    def __call__(
        self, subjects: Sequence[Subject], rarity: Rarity, settings: LinkSettings, /
    ) -> Iterable[Judged]:
        """Yield the verdicts, each pair at most once, the smaller position first."""


def by_rules(
    subjects: Sequence[Subject], rarity: Rarity, settings: LinkSettings
) -> Iterator[Judged]:
    """Yield what the rules say of the subjects that share a telling key."""
    return judge_pairs(pairs(subjects, rarity), subjects, rarity, settings)


def judge_pairs(
    compared: Iterable[tuple[int, int]],
    subjects: Sequence[Subject],
    rarity: Rarity,
    settings: LinkSettings,
) -> Iterator[Judged]:
    """Yield what the rules say of those pairs of subjects, by their positions."""
    asked = least_names(settings)
    for one, other in compared:
        agreement = compare(subjects[one], subjects[other], rarity, asked)
        verdict = judge(agreement, settings) if agreement else None
        if verdict:
            yield Judged(one, other, verdict)


def by_numbers_alone(
    _subjects: Sequence[Subject], _rarity: Rarity, _settings: LinkSettings
) -> Iterator[Judged]:
    """Yield nothing: only what is certain is linked."""
    return iter(())

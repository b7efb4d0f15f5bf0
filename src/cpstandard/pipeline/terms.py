"""Which records may not be published, because their licence is not an open one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from cpstandard.core.licences import Licences, licence_of
from cpstandard.workspace import StageOutput


@dataclass(frozen=True, slots=True)
class Withheld:
    """The records of a source that are kept back: their positions, how many, and why in words."""

    positions: frozenset[int] = frozenset()
    reasons: Mapping[str, int] = field(default_factory=dict)

    def remarks(self) -> list[str]:
        """Return a sentence for each reason, with the number of records."""
        return [
            f"{count:,} {'record is' if count == 1 else 'records are'} not shown: {reason}"
            for reason, count in self.reasons.items()
        ]


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a site publishes: the licences it knows, and whether it is not commercial."""

    licences: Licences
    non_commercial: bool = False

    def withheld(
        self, licences: Mapping[str, int], otherwise: str, records: StageOutput
    ) -> Withheld:
        """Return which of ``records`` may not be published.

        ``licences`` counts those that the records give themselves; ``otherwise`` is that of the
        records that give none (empty there). Only where one is refused are the records read.
        """
        why = {each or otherwise: self._refusal(each or otherwise) for each in licences}
        refused = {licence: reason for licence, reason in why.items() if reason}
        if not refused:
            return Withheld()
        found = [
            (position, refused[licence])
            for position, (record, _place) in enumerate(records.lines())
            if (licence := licence_of(record, otherwise)) in refused
        ]
        counts = Counter(reason for _position, reason in found)
        return Withheld(frozenset(position for position, _ in found), dict(sorted(counts.items())))

    def _refusal(self, licence: str) -> str:
        return self.licences.refusal(licence, non_commercial_site=self.non_commercial)

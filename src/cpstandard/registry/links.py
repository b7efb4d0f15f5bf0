"""``links.yaml``: what people decided of records that may be the same."""

from collections.abc import Collection, Iterator
from itertools import combinations
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from cpstandard.core.links import Decision, LinkKind
from cpstandard.registry.strict_model import FULL_DATE, Strict

FILE = "links.yaml"
MOST_OF_A_REASON = 500

_RecordId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=200)]


class ReviewedLink(Strict):
    """One decision: whether some records are the same, and why."""

    kind: Literal["initiative", "organisation"] = Field(
        description="Whether it is about the initiatives, or about the organisations that run them."
    )
    verdict: Literal["same", "different"] = Field(
        description="same: all are one; different: no two of them are."
    )
    records: list[_RecordId] = Field(min_length=2, description="The ids of the records.")
    reason: str = Field(
        min_length=3,
        max_length=MOST_OF_A_REASON,
        description="Why, in a sentence that the pages show.",
    )
    decided: str | None = Field(default=None, pattern=FULL_DATE, description="The day, in quotes.")


class ReviewedLinks(Strict):
    """All decisions on links."""

    decisions: list[ReviewedLink] = Field(default=[], description="In any order.")

    def decided(self) -> tuple[Decision, ...]:
        """Return the decisions in the terms of the link stage."""
        return tuple(
            Decision(LinkKind(each.kind), each.verdict == "same", tuple(each.records), each.reason)
            for each in self.decisions
        )


def contradictions(links: ReviewedLinks, publishers: Collection[str], path: Path) -> Iterator[str]:
    """Yield what no single decision shows: records of nobody, and decisions that clash."""
    for number, each in enumerate(links.decisions):
        at = f"{path}: decisions.{number}"
        for record in sorted({r for r in each.records if each.records.count(r) > 1}):
            yield f"{at}: records: {record} stands there twice; name each record once."
        for record in each.records:
            if not any(record.startswith(f"{publisher}-") for publisher in publishers):
                yield (
                    f"{at}: records: {record} begins with the id of no publisher of this "
                    "registry; copy the id from the record's page."
                )
    for kind in LinkKind:
        yield from _clashes([each for each in links.decisions if each.kind == kind], path)


def _clashes(decisions: list[ReviewedLink], path: Path) -> Iterator[str]:
    """Yield the records that decisions make one, directly or in a chain, and also keep apart."""
    group: dict[str, str] = {}
    for each in decisions:
        if each.verdict == "same":
            old = {group.get(record, record) for record in each.records}
            new = min(old)
            group.update(dict.fromkeys(each.records, new))
            group.update({record: new for record, name in group.items() if name in old})
    for each in decisions:
        if each.verdict == "different":
            for one, other in combinations(sorted(set(each.records)), 2):
                if one in group and group.get(one) == group.get(other):
                    yield (
                        f"{path}: {one} and {other} are decided to be different, and by other "
                        f"decisions the same {each.kind}; remove one of them."
                    )

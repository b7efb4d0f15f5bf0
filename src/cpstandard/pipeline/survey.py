"""What has to be known of all the records of a source together, kept so that it is found once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from cpstandard.core.licences import licence_of
from cpstandard.core.record import Part
from cpstandard.pipeline.code_digest import code_digest
from cpstandard.pipeline.extended import extensions_used
from cpstandard.pipeline.jobs import ahead
from cpstandard.pipeline.outcome import SourceOutcome
from cpstandard.pipeline.subjects import kept_subjects
from cpstandard.publish.changes import record_digest
from cpstandard.registry import Publisher
from cpstandard.workspace import StageOutput, Workspace, content_key


@dataclass(frozen=True, slots=True)
class Shown:
    """The records of one source that are shown, and what is known of them together.

    ``extensions`` are those whose fields they use, ``updated`` the days on which they say that they
    were, each once. ``licences`` counts those that records give themselves, empty for none.
    """

    publisher: Publisher
    part: Part
    extensions: frozenset[str]
    updated: tuple[str, ...]
    licences: Mapping[str, int]
    found: StageOutput

    def digests(self) -> Iterator[tuple[str, str]]:
        """Yield the id and the digest of each record."""
        return ((id_, digest) for id_, digest in self.found.lines())


WORTH = 500
"""Records from which several processes are sooner done with them than one."""


def all_shown(
    outcomes: Sequence[SourceOutcome], workspace: Workspace, jobs: int = 1
) -> list[Shown]:
    """Return what is shown, source by source, those of which nothing is left out.

    Where there are many records, up to ``jobs`` processes look at them.
    """
    if sum(outcome.records_out for outcome in outcomes) > WORTH:
        ahead([partial(_look_at, outcome, workspace) for outcome in outcomes], jobs, workspace)
    found = (shown_of(outcome, workspace) for outcome in outcomes)
    return [each for each in found if each]


def _look_at(outcome: SourceOutcome, workspace: Workspace) -> None:
    """Leave in the workspace what has to be known of a source's records."""
    shown = shown_of(outcome, workspace)
    if shown:
        kept_subjects(shown.part, workspace)


def shown_of(outcome: SourceOutcome, workspace: Workspace) -> Shown | None:
    """Return what is shown of a source, ``None`` for nothing; each record is read once, ever."""
    if outcome.stored is None or not outcome.records_out:
        return None
    records = content_key(outcome.stored.folder.name, sorted(outcome.unsound))
    key = content_key(records, code_digest("core", "pipeline", "publish"))
    found = workspace.find("survey", key) or _surveyed(outcome, workspace, key)
    known = found.summary()
    return Shown(
        outcome.publisher,
        Part(records, outcome.records),
        frozenset(known["extensions"]),
        tuple(known["updated"]),
        known["licences"],
        found,
    )


def _surveyed(outcome: SourceOutcome, workspace: Workspace, key: str) -> StageOutput:
    days: set[str] = set()
    licences = Counter[str]()
    summary: dict[str, Any] = {"extensions": extensions_used(outcome.records())}

    def lines() -> Iterator[Any]:
        for record in outcome.records():
            days.add(record.get("updated", ""))
            licences[licence_of(record, "")] += 1
            yield record["id"], record_digest(record)
        summary.update(updated=sorted(days), licences=licences)

    return workspace.store("survey", key, lines(), summary)

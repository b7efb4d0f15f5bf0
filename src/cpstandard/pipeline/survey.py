"""What has to be known of all the records of a source together, kept so that it is found once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cpstandard.core.record import Part
from cpstandard.pipeline.code_digest import code_digest
from cpstandard.pipeline.extended import extensions_used
from cpstandard.pipeline.outcome import SourceOutcome
from cpstandard.publish.history import record_digest
from cpstandard.registry import Publisher
from cpstandard.workspace import StageOutput, Workspace, content_key


@dataclass(frozen=True, slots=True)
class Shown:
    """The records of one source that are shown, and what is known of them together.

    ``extensions`` are those whose fields they use, ``updated`` the days on which they say that they
    were, each once.
    """

    publisher: Publisher
    part: Part
    extensions: frozenset[str]
    updated: tuple[str, ...]
    found: StageOutput

    def digests(self) -> Iterator[tuple[str, str]]:
        """Yield the id and the digest of each record."""
        return ((id_, digest) for id_, digest in self.found.lines())


def all_shown(outcomes: Iterable[SourceOutcome], workspace: Workspace) -> list[Shown]:
    """Return what is shown, source by source, those of which nothing is left out."""
    found = (shown_of(outcome, workspace) for outcome in outcomes)
    return [each for each in found if each]


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
        found,
    )


def _surveyed(outcome: SourceOutcome, workspace: Workspace, key: str) -> StageOutput:
    days: set[str] = set()
    summary: dict[str, Any] = {"extensions": extensions_used(outcome.records())}

    def lines() -> Iterator[Any]:
        for record in outcome.records():
            days.add(record.get("updated", ""))
            yield record["id"], record_digest(record)
        summary["updated"] = sorted(days)

    return workspace.store("survey", key, lines(), summary)

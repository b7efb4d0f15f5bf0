"""What has to be known of all the records of a source together, kept so that it is found once."""

from collections.abc import Iterable, Iterator
from typing import Any

from cpstandard.pipeline.code_digest import code_digest
from cpstandard.pipeline.outcome import SourceOutcome
from cpstandard.publish.history import record_digest
from cpstandard.workspace import StageOutput, Workspace, content_key


def record_digests(outcomes: Iterable[SourceOutcome], workspace: Workspace) -> dict[str, str]:
    """Return a digest of each record that is shown, by its id."""
    return {
        id_: digest
        for outcome in outcomes
        if outcome.stored
        for id_, digest in _surveyed(outcome, outcome.stored, workspace).lines()
    }


def _surveyed(outcome: SourceOutcome, stored: StageOutput, workspace: Workspace) -> StageOutput:
    code = code_digest("core", "pipeline", "publish")
    key = content_key(stored.folder.name, sorted(outcome.unsound), code)

    def lines() -> Iterator[Any]:
        for record in outcome.records():
            yield record["id"], record_digest(record)

    return workspace.find("survey", key) or workspace.store("survey", key, lines())

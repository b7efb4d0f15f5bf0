"""Keeps out what the registry has withdrawn, and clears it out of all that earlier builds kept."""

import json
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cpstandard.core.record import Record
from cpstandard.fetch.web import Wanted
from cpstandard.pipeline.claims import owner_of
from cpstandard.pipeline.fetching import source_name, wanted_of
from cpstandard.pipeline.outcome import SourceOutcome, State
from cpstandard.publish.edition_before import ids_shown
from cpstandard.publish.pages.withdrawn import TOMBSTONES
from cpstandard.registry import Reference, Registry, Source
from cpstandard.registry.withdrawn import TakeDown
from cpstandard.validate.nearest import nearest
from cpstandard.workspace import TEMPORARY, Workspace, content_key

_MARK = "withdrawn"
_NOT_MADE_AGAIN = ("documents", "good", "lock", "stages", _MARK)


@dataclass(frozen=True, slots=True)
class TakeDowns:
    """What is withdrawn: ``ids`` of records and of ``publishers``; ``known`` are all publishers."""

    ids: frozenset[str]
    publishers: frozenset[str]
    known: Collection[str]

    @property
    def key(self) -> str:
        """A digest of what is withdrawn; that of nothing is always the same."""
        return content_key(sorted(self.ids), sorted(self.publishers))

    def __bool__(self) -> bool:
        """Whether anything is withdrawn."""
        return bool(self.ids or self.publishers)

    def covers(self, record_id: object) -> bool:
        """Return whether the record of this id is withdrawn, by itself or with its publisher."""
        if not isinstance(record_id, str):
            return False
        record_id = record_id.strip()
        if record_id in self.ids:
            return True
        return bool(self.publishers) and owner_of(record_id, self.known) in self.publishers

    def left_of(self, record: Record, account: Counter[str]) -> Record | None:
        """Return what may be kept of a record, whoever gives it; ``None`` for nothing.

        A relation to something withdrawn would tell its name, so it goes too. ``account`` counts
        the ``records`` and ``relations`` that went. The record may break the standard in any way.
        """
        if self.covers(record.get("id")):
            account["records"] += 1
            return None
        relations = record.get("relations")
        if not isinstance(relations, list):
            return record
        left = [each for each in relations if not self._points_at(each)]
        if len(left) == len(relations):
            return record
        account["relations"] += len(relations) - len(left)
        kept = {**record, "relations": left}
        return kept if left else {k: v for k, v in kept.items() if k != "relations"}

    def _points_at(self, relation: Any) -> bool:
        return isinstance(relation, dict) and self.covers(relation.get("initiative"))


def take_downs_of(registry: Registry) -> TakeDowns:
    """Return the take-downs of a registry."""
    publishers = frozenset(each.publisher for each in registry.withdrawn if each.publisher)
    return TakeDowns(
        frozenset(each.id for each in registry.withdrawn if each.id),
        publishers,
        publishers | {publisher.id for publisher in registry.publishers},
    )


def without_values(report: dict[str, Any], account: Counter[str]) -> None:
    """Take out of an import report what may quote the rows that were withdrawn, and count them."""
    if account:
        report.update(unknownValues={}, notes={}, withdrawn=dict(sorted(account.items())))


def is_another_list(take_downs: TakeDowns, workspace: Workspace) -> bool:
    """Return whether the workspace was filled under another list of take-downs."""
    try:
        known = (workspace.root / _MARK).read_text(encoding="utf-8")
    except (OSError, ValueError):
        known = TakeDowns(frozenset(), frozenset(), ()).key
    return known != take_downs.key


def note_done(take_downs: TakeDowns, workspace: Workspace) -> None:
    """Note that nothing in the workspace has what is withdrawn: the last act of a build."""
    (workspace.root / _MARK).write_text(take_downs.key, encoding="utf-8")


def clear(workspace: Workspace) -> None:
    """Delete all that a build can make again but the last good copies, which are clear already.

    The temporary files are those of the build that is at work, and go when it ends.
    """
    workspace.sweep()
    for path in workspace.root.iterdir():
        if path.name not in (*_NOT_MADE_AGAIN, TEMPORARY):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def knows_all(site: Path, withdrawn: Iterable[TakeDown]) -> bool:
    """Return whether the edition at ``site`` was made when all of these were withdrawn."""
    known = _known_to(site)
    return all((each.id, each.publisher) in known for each in withdrawn)


def unmet(site: Path, withdrawn: Iterable[TakeDown], shown: Iterable[str]) -> Iterator[str]:
    """Yield in words each new take-down of a record that no edition up to ``site`` has shown.

    A letter wrong in the id leaves the record up, and nobody else would notice; ``shown`` are the
    ids that stay. Where there is no edition yet, nothing is known and nothing is said.
    """
    if not (site / TOMBSTONES).is_file():
        return
    known, ids = _known_to(site), list(shown)
    new = [each.id for each in withdrawn if each.id and (each.id, each.publisher) not in known]
    met = ids_shown(site, new) if new else set()
    for id_ in new:
        if id_ not in met:
            meant = nearest(id_, ids)
            asked = f" Is {meant} meant, which is still shown?" if meant else ""
            yield f"{id_} is withdrawn, but no record of this id was shown.{asked}"


def _known_to(site: Path) -> set[tuple[Any, Any]]:
    """Return the ids and publishers that the edition at ``site`` says are withdrawn."""
    try:
        listed = json.loads((site / TOMBSTONES).read_bytes())["withdrawn"]
        return {(each.get("id"), each.get("publisher")) for each in listed}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return set()


def wanted_after(
    registry: Registry, outcomes: Iterable[SourceOutcome], *, new: bool
) -> list[Wanted]:
    """Return of what the fetched documents may stay.

    Those that this build read to their end and found nothing withdrawn in; those of areas; and,
    where the list of take-downs is not ``new``, those that an earlier build has gone through.
    """
    gone = {each.publisher for each in registry.withdrawn if each.publisher}
    judged = {
        outcome.name: bool(outcome.document)
        and not outcome.failure
        and not outcome.report.get("withdrawn")
        for outcome in outcomes
        if outcome.document or outcome.state is not State.NOT_TRIED
    }
    placed: list[Source | Reference] = [*registry.references.values()]
    placed += [
        source
        for publisher in registry.publishers
        for source in publisher.entry.sources
        if publisher.id not in gone and judged.get(source_name(publisher, source), not new)
    ]
    return [wanted for each in placed if (wanted := wanted_of(each)) is not None]

"""What the pages hold of every record, worked out once; the records themselves stay on disk."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, overload

from cpstandard.core.record import Record
from cpstandard.pipeline.code_digest import code_digest
from cpstandard.pipeline.outcome import SourceOutcome
from cpstandard.publish.brief import Brief, Reader, brief_of
from cpstandard.workspace import StageOutput, Workspace, content_key

_STAGE = "briefs"


class StoredRecords(Sequence[Record]):
    """The records that are shown, each read from the workspace when it is asked for."""

    def __init__(self) -> None:
        """Begin with no source."""
        self._outcomes: list[SourceOutcome] = []
        self._firsts: list[int] = []
        self._begins = array("Q")

    def add(self, outcome: SourceOutcome, begins: Iterable[int]) -> None:
        """Add a source whose records begin at these bytes of what is stored."""
        self._firsts.append(len(self._begins))
        self._outcomes.append(outcome)
        self._begins.extend(begins)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._begins)

    @overload
    def __getitem__(self, position: int) -> Record: ...
    @overload
    def __getitem__(self, position: slice) -> list[Record]: ...
    def __getitem__(self, position: int | slice) -> Record | list[Record]:
        """Read a record, or several."""
        if isinstance(position, slice):
            return [self[n] for n in range(*position.indices(len(self)))]
        source = self._outcomes[bisect_right(self._firsts, position) - 1]
        return source.record_at(self._begins[position])


@dataclass(slots=True)
class ShownRecords:
    """The records of a build that are shown: whole ones on disk, and their briefs in memory."""

    records: StoredRecords = field(default_factory=StoredRecords)
    briefs: list[Brief] = field(default_factory=list)

    def of_ids(self, identifiers: Collection[str]) -> dict[str, Record]:
        """Return the whole records of a few ids, those of them that are shown."""
        places = enumerate(self.briefs)
        return {each.id: self.records[n] for n, each in places if each.id in identifiers}


def work(outcomes: Iterable[SourceOutcome], workspace: Workspace) -> Iterator[Callable[[], object]]:
    """Yield what may be done ahead of ``shown_records``, in any order."""
    for outcome in _wanted(outcomes):
        if not workspace.has(_STAGE, _key(outcome)):
            yield partial(_kept, outcome, workspace)


def shown_records(outcomes: Iterable[SourceOutcome], workspace: Workspace) -> ShownRecords:
    """Return what the pages need of all records; each is looked at once, ever."""
    shown, reader = ShownRecords(), Reader()
    for outcome in _wanted(outcomes):
        begins = []
        for begin, *brief in _kept(outcome, workspace).lines():
            begins.append(begin)
            shown.briefs.append(reader.brief(brief))
        shown.records.add(outcome, begins)
    return shown


def _wanted(outcomes: Iterable[SourceOutcome]) -> Iterator[SourceOutcome]:
    return (outcome for outcome in outcomes if outcome.stored and outcome.records_out)


def _kept(outcome: SourceOutcome, workspace: Workspace) -> StageOutput:
    key = _key(outcome)
    return workspace.find(_STAGE, key) or workspace.store(_STAGE, key, _lines(outcome))


def _key(outcome: SourceOutcome) -> str:
    stored = outcome.stored.folder.name if outcome.stored else ""
    return content_key(stored, sorted(outcome.unsound), _code())


def _code() -> str:
    return code_digest("core", "pipeline/briefs.py", "publish/brief.py", "publish/formats.py")


def _lines(outcome: SourceOutcome) -> Iterator[list[Any]]:
    for begin, record in outcome.placed_records():
        yield [begin, *brief_of(record)]

"""What the pages hold of every record, worked out once; the records themselves stay on disk."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, overload

from cpstandard.core.json_codec import read_json
from cpstandard.core.record import Record
from cpstandard.pipeline.code_digest import code_digest
from cpstandard.pipeline.jobs import collector_at_rest
from cpstandard.pipeline.outcome import SourceOutcome
from cpstandard.publish.brief import Brief, Reader, brief_of
from cpstandard.workspace import StageOutput, Workspace, content_key

_STAGE = "briefs"
_OPEN = 64  # files of sources, for a list has records of many


class StoredRecords(Sequence[Record]):
    """The records that are shown, each read from the workspace when it is asked for."""

    def __init__(self) -> None:
        """Begin with no source."""
        self._outputs: list[StageOutput] = []
        self._firsts: list[int] = []
        self._begins = array("Q")
        self._opened = lru_cache(_OPEN)(StageOutput.opened)

    def add(self, output: StageOutput, begins: Iterable[int]) -> None:
        """Add a source whose records begin at these bytes of what is stored of it."""
        self._firsts.append(len(self._begins))
        self._outputs.append(output)
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
        output = self._outputs[bisect_right(self._firsts, position) - 1]
        record: Record = read_json(self._opened(output).at(self._begins[position]))[0]
        return record


@dataclass(slots=True)
class ShownRecords:
    """The records of a build that are shown: whole ones on disk, and their briefs in memory."""

    records: StoredRecords = field(default_factory=StoredRecords)
    briefs: list[Brief] = field(default_factory=list)

    def of_ids(self, identifiers: Collection[str]) -> dict[str, Record]:
        """Return the whole records of a few ids, those of them that are shown."""
        places = enumerate(self.briefs)
        return {each.id: self.records[n] for n, each in places if each.id in identifiers}


class Briefs:
    """The briefs of all records that are shown; each record is looked at once, ever."""

    def __init__(self, outcomes: Iterable[SourceOutcome], workspace: Workspace) -> None:
        """Begin with none; ``outcomes`` tell the records, and briefs are kept in ``workspace``."""
        self._wanted = [each for each in outcomes if each.stored and each.records_out]
        self._workspace = workspace
        self._reader = Reader()
        self._read: dict[int, tuple[list[int], list[Brief]]] = {}

    def work(self) -> Iterator[Callable[[], object]]:
        """Yield what may be done ahead of ``shown``, in any order."""
        for outcome in self._wanted:
            if not self._is_kept(outcome):
                yield partial(_kept, outcome, self._workspace)

    def read_ahead(self) -> None:
        """Read those that earlier builds made."""
        with collector_at_rest():
            for number, outcome in enumerate(self._wanted):
                if self._is_kept(outcome):
                    self._of(number)

    def shown(self) -> ShownRecords:
        """Return what the pages need of all records."""
        shown = ShownRecords()
        for number, outcome in enumerate(self._wanted):
            begins, briefs = self._of(number)
            assert outcome.stored is not None  # as of all that are wanted
            shown.records.add(outcome.stored, begins)
            shown.briefs += briefs
        self._read.clear()
        self._reader = Reader()  # what it knows is of no more use
        return shown

    def _is_kept(self, outcome: SourceOutcome) -> bool:
        return self._workspace.has(_STAGE, _key(outcome))

    def _of(self, number: int) -> tuple[list[int], list[Brief]]:
        """Return where the records of a source begin, and their briefs."""
        if number not in self._read:
            begins, briefs = [], []
            for begin, *brief in _kept(self._wanted[number], self._workspace).lines():
                begins.append(begin)
                briefs.append(self._reader.brief(brief))
            self._read[number] = begins, briefs
        return self._read[number]


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

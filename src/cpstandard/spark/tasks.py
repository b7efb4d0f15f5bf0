"""What a process of Spark's does; nothing here knows of Spark but what is broadcast."""

import os
import pickle
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cpstandard.core.errors import UnusableInput
from cpstandard.fetch.retrieved import Retrieved
from cpstandard.link.blocking import pairs_from
from cpstandard.link.clusters import Judged
from cpstandard.link.judging import judge_pairs
from cpstandard.pipeline.code_digest import code_digest
from cpstandard.pipeline.engine import File
from cpstandard.pipeline.fetching import Fetched, source_name
from cpstandard.pipeline.source import SourceReader
from cpstandard.plugins import load_plugins
from cpstandard.registry import Publisher, Source
from cpstandard.spark.starting import first_line
from cpstandard.workspace import Workspace

if TYPE_CHECKING:
    from pyspark import Broadcast

Chosen = tuple[Publisher, Source]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task; ``name`` is of a source or a file, ``problem`` empty if it is done."""

    name: str
    worker: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """All that a process needs to read sources as the build would; it is sent to each node once."""

    given: dict[str, Any]
    workspace: Path
    code: str
    id: str = field(default_factory=lambda: uuid.uuid4().hex)

    @classmethod
    def of(cls, reader: SourceReader) -> "Work":
        """Take from ``reader`` what can be sent: plugins are loaded where they are needed."""
        given = {each.name: getattr(reader, each.name) for each in fields(reader) if each.init}
        del given["plugins"], given["workspace"]
        found = {
            name: replace(file, path=file.path.resolve())
            for name, file in reader.fetched.found.items()
            if isinstance(file, Retrieved)
        }
        given["fetched"] = Fetched(found, reader.fetched.online)
        return cls(given, reader.workspace.root.resolve(), code_digest())

    def reader(self) -> SourceReader:
        """Return a reader like the one this was made of, made once in a process."""
        if self.id not in _readers:
            _readers.clear()
            _readers[self.id] = SourceReader(
                workspace=Workspace(self.workspace), plugins=load_plugins(), **self.given
            )
        return _readers[self.id]


_readers: dict[str, SourceReader] = {}


@dataclass(frozen=True, slots=True)
class Files:
    """Files to be made, in a form that can be sent; a process unpacks them once."""

    packed: bytes
    workspace: Path
    code: str
    id: str = field(default_factory=lambda: uuid.uuid4().hex)

    @classmethod
    def of(cls, workspace: Workspace, files: Sequence[File]) -> "Files":
        """Pack ``files``; what writes them may be a function without a name."""
        from pyspark import cloudpickle  # noqa: PLC0415 - an extra

        return cls(cloudpickle.dumps(files), workspace.root.resolve(), code_digest())

    def all(self) -> Sequence[File]:
        """Return the files."""
        if self.id not in _files:
            _files.clear()
            _files[self.id] = pickle.loads(self.packed)  # noqa: S301 - the build's own
        return _files[self.id]


_files: dict[str, Sequence[File]] = {}


def make(work: "Broadcast[Files]", positions: Iterator[int]) -> Iterator[Done]:
    """Make the files at ``positions``, in a process of Spark's."""
    worker = _worker()
    for position in positions:
        try:
            _hold_to_version(work.value.code)
            stage, key, write = work.value.all()[position]
            Workspace(work.value.workspace).file(stage, key, write)
        except Exception as error:  # noqa: BLE001 - the build comes to it again, and tells it
            yield Done(str(position), worker, first_line(error))
        else:
            yield Done(str(position), worker)


def _worker() -> str:
    return f"{os.uname().nodename} {os.getpid()}"


def read(work: "Broadcast[Work]", chosen: Iterator[Chosen]) -> Iterator[Done]:
    """Read ``chosen`` sources in a process of Spark's."""
    worker = _worker()
    for publisher, source in chosen:
        name = source_name(publisher, source)
        try:
            _hold_to_version(work.value.code)
            work.value.reader().work_ahead(publisher, source)
        except Exception as error:  # noqa: BLE001 - the build comes to it again, and tells it
            yield Done(name, worker, first_line(error))
        else:
            yield Done(name, worker)


def compare(work: "Broadcast[Any]", shares: Iterator[range]) -> Iterator[Judged]:
    """Judge, in a process of Spark's, the pairs whose first subject is in one of the ``shares``."""
    subjects, keys, rarity, settings, code = work.value
    _hold_to_version(code)
    for firsts in shares:
        yield from judge_pairs(pairs_from(firsts, keys), subjects, rarity, settings)


def _hold_to_version(code: str) -> None:
    if code != code_digest():
        raise UnusableInput(f"{os.uname().nodename} has another version of cpstandard")

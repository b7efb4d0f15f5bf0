"""Takes a document through an importer and into the current shape, and keeps the report.

Importers that come with cpstandard work in this process. Those of other distributions work in a
process of their own, which is stopped at the deadline: what they do to it is done to nobody else.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import yaml

from cpstandard import schema_store
from cpstandard.core.areas import Areas
from cpstandard.core.document import Document
from cpstandard.core.errors import SourceFailed, UnusableInput
from cpstandard.core.importer import Importer
from cpstandard.core.location import Location
from cpstandard.core.record import SourceRecord
from cpstandard.hookspecs import PROJECT
from cpstandard.ingest.run import called, new_report, parse_options, run_importer
from cpstandard.normalise.geography import with_areas
from cpstandard.normalise.records import normalise
from cpstandard.plugins import Provided

SECONDS = 600
"""How long an importer of another distribution may take, unless its entry says otherwise."""

_MODULE = "cpstandard.pipeline.import_child"
_TAIL = 8 << 20


@dataclass(slots=True)
class Import:
    """One document on its way through one importer; ``records`` may be read once.

    ``path`` is where the document lies, ``options`` are those of the importer as they were
    written, ``publisher_id`` begins the ids, ``licence`` is that of records that name none, and
    ``areas`` complete the places.
    ``report`` is the import report as JSON holds it, whole when the last record has been read.
    """

    provided: Provided[Importer]
    document: Document
    path: Path
    options: Mapping[str, Any]
    publisher_id: str
    licence: str
    seconds: int = SECONDS
    areas: Areas | None = None
    report: dict[str, Any] = field(default_factory=dict)

    def records(self) -> Iterator[SourceRecord]:
        """Yield the records; raises ``UnusableInput`` or ``SourceFailed`` with one line."""
        if self.provided.distribution == PROJECT:
            return self.here()
        return self._apart()

    def here(self) -> Iterator[SourceRecord]:
        """Yield the records, made in this process."""
        importer = self.provided.item
        options = parse_options(importer, self.options)
        report = new_report(importer, self.document)
        yield from normalise(
            run_importer(importer, self.document, options, report, self.provided.distribution),
            publisher_id=self.publisher_id,
            importer=importer,
            document=self.document,
            licence=self.licence,
            version=schema_store.LATEST,
            areas=self.areas,
        )
        self.report.update(report.to_dict())

    def _apart(self) -> Iterator[SourceRecord]:
        """Yield the records, made in a process of its own."""
        with tempfile.TemporaryDirectory(prefix="cpstandard-import-") as folder:
            out = Path(folder) / "out.jsonl"
            ended = self._run_child(out)
            end, size = _last_line(out)
            if "refused" in end:
                raise UnusableInput(end["refused"])
            if "failed" in end:
                raise SourceFailed(end["failed"])
            if "report" not in end:
                raise SourceFailed(self._told(f"{ended} before it was done"))
            yield from self._stored(out, size)
            self.report.update(end["report"])

    def _stored(self, out: Path, size: int) -> Iterator[SourceRecord]:
        with out.open("rb") as lines:
            while lines.tell() < size:
                try:
                    record, location = json.loads(lines.readline())
                    place = Location(**location)
                    record = with_areas(record, self.areas) if self.areas else record
                except Exception as error:  # of a record that is none, anything may come
                    raise SourceFailed(self._told("made what is no record")) from error
                yield SourceRecord(record, place.at)

    def _run_child(self, out: Path) -> str:
        """Run the importer to its end, and return in words how its process ended."""
        job = {
            "importer": self.provided.item.id,
            "path": str(self.path.resolve()),
            "name": self.document.name,
            "url": self.document.url,
            "retrieved_at": self.document.retrieved_at,
            "options": dict(self.options),
            "publisher_id": self.publisher_id,
            "licence": self.licence,
        }
        # -P: a file of the same name in the folder where somebody works is never imported.
        child = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-P", "-m", _MODULE, str(out)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,  # what an importer prints is no data
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that what it starts is stopped with it
        )
        try:
            child.communicate(yaml.safe_dump(job).encode(), timeout=self.seconds)
        except subprocess.TimeoutExpired:
            raise SourceFailed(
                self._told(
                    f"was not done after {self.seconds:,} seconds and was stopped; where that is "
                    "too soon, give the source a longer deadline"
                )
            ) from None
        finally:
            _stop(child)
        code = child.returncode
        return f"ended with signal {-code}" if code < 0 else f"ended with exit code {code}"

    def _told(self, what: str) -> str:
        who = called(self.provided.item, self.provided.distribution)
        return f"{who} broke on {self.document.name}: its process {what}. Tell whoever makes it."


def _stop(child: subprocess.Popen[bytes]) -> None:
    """Stop the process and all that it started."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        child.kill()
    child.wait()


def _last_line(out: Path) -> tuple[dict[str, Any], int]:
    """Return the object on the last line and where that begins; empty where none was written."""
    try:
        with out.open("rb") as handle:
            size = handle.seek(0, os.SEEK_END)
            handle.seek(max(0, size - _TAIL))
            last = handle.read().removesuffix(b"\n").rpartition(b"\n")[2]
        end = json.loads(last)
    except (OSError, ValueError):
        return {}, 0
    return (end, size - len(last) - 1) if isinstance(end, dict) else ({}, 0)


def shortened(location: Location) -> dict[str, Any]:
    """Return what a location says, as JSON holds it."""
    return {name: value for name, value in asdict(location).items() if value not in (None, "")}

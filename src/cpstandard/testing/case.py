"""A case: a document, options, and the records and report that an importer makes of them."""

import inspect
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from cpstandard import api, schema_store
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Finding
from cpstandard.core.importer import Imported, Importer, ImporterOptions, ImportReport, Skipped
from cpstandard.core.record import Record, SourceRecord
from cpstandard.documents import open_document
from cpstandard.ingest.run import new_report, parse_options, run_importer
from cpstandard.normalise import normalise
from cpstandard.registry.strict_yaml import parse_yaml

PUBLISHER = "inventon"
"""The publisher's id with which every case is run."""
_LICENCE = "CC-BY-4.0"

EXPECTED = "expected.json"
OPTIONS = "options.yaml"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What an importer made of a case; ``failure`` is the line with which it refused it."""

    sources: list[SourceRecord]
    report: ImportReport
    failure: str = ""

    @property
    def records(self) -> list[Record]:
        """The records, in the standard's current shape."""
        return [source.data for source in self.sources if source.data is not None]

    def to_text(self) -> str:
        """Return records and report, or the failure, as ``expected.json`` holds them."""
        made = {"records": self.records, "report": self.report.to_dict()}
        found = {"failure": self.failure} if self.failure else made
        return json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


@dataclass(frozen=True)
class Case:
    """A folder with a document, and the importer that is to read it."""

    importer: Importer
    folder: Path

    @property
    def path(self) -> Path:
        """Where the document lies: a file ``document.*`` or a folder ``document``."""
        found = sorted(self.folder.glob("document*"))
        if len(found) != 1:
            raise FileNotFoundError(
                f"{self.folder} has {len(found)} documents, and needs one: a file document.csv, of "
                "whatever ending, or a folder document"
            )
        return found[0]

    @cached_property
    def result(self) -> CaseResult:
        """What the importer makes of it, run once."""
        return self.run()

    @cached_property
    def findings(self) -> list[Finding]:
        """What the validator tells of its records, each in the row that is the record's number."""
        package = {
            "standardVersion": schema_store.LATEST,
            "publisher": {"id": PUBLISHER, "name": PUBLISHER},
            "licence": _LICENCE,
            "initiatives": self.result.records,
        }
        return list(api.validate(package).findings()) if self.result.records else []

    @property
    def code(self) -> Path:
        """The folder of the importer's own package."""
        path = Path(inspect.getfile(type(self.importer))).resolve()
        while (path.parent / "__init__.py").is_file():
            path = path.parent
        return path

    def options(self) -> ImporterOptions:
        """Return the options; raises ``UnusableInput`` naming each that is wrong."""
        file = self.folder / OPTIONS
        raw: Any = parse_yaml(file.read_bytes(), str(file)) if file.is_file() else {}
        return parse_options(self.importer, raw or {})

    def open(self) -> Document:
        """Return the document, opened anew."""
        return open_document(self.path, name=self.path.name)

    def run(self) -> CaseResult:
        """Return what the importer makes of it, or the line with which it was refused.

        Raises ``SourceFailed`` where the importer breaks.
        """
        options = self.options()
        report = ImportReport(self.importer.id, self.path.name)
        try:
            document = self.open()
            report = new_report(self.importer, document)
            made = run_importer(self.importer, document, options, report)
            shaped = normalise(
                made,
                publisher_id=PUBLISHER,
                importer=self.importer,
                document=document,
                licence=_LICENCE,
                version=schema_store.LATEST,
            )
            return CaseResult(list(shaped), report)
        except UnusableInput as error:
            return CaseResult([], report, str(error))

    def outcomes(self) -> list[Imported | Skipped]:
        """Return the outcomes as the importer yields them."""
        return list(self.importer.read(self.open(), self.options()))

    def write_expected(self) -> None:
        """Write what the importer makes of it as its ``expected.json``, for somebody to read."""
        (self.folder / EXPECTED).write_text(self.result.to_text(), encoding="utf-8")

"""Imports and validates a source, and keeps what each made: nothing is done twice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cpstandard import schema_store
from cpstandard.core.document import Document
from cpstandard.core.finding import Severity
from cpstandard.core.licences import licence_of
from cpstandard.core.location import Location
from cpstandard.core.record import PackageSource, Record, SourceRecord
from cpstandard.core.report import Report
from cpstandard.ingest.own import OwnPackages
from cpstandard.ingest.run import parse_options
from cpstandard.pipeline.code_digest import checks_digest, code_digest, importer_digest
from cpstandard.pipeline.fetching import source_name
from cpstandard.pipeline.geography import Geography
from cpstandard.pipeline.importing import Import, shortened
from cpstandard.pipeline.ledger import DOCUMENT, Ledger
from cpstandard.pipeline.take_down import TakeDowns, without_values
from cpstandard.plugins import Loaded
from cpstandard.registry import Publisher, Source
from cpstandard.validate.validator import Settings, Validation
from cpstandard.workspace import StageOutput, Workspace, content_key

ERRORS_KEPT = 50
"""Findings of a source that are kept word by word; all are counted."""


@dataclass(frozen=True, slots=True)
class SourceWork:
    """Ingests, normalises and validates sources; what an earlier build finished is taken from it.

    ``now`` is the time of the build, UTC, in ISO 8601; the ``ledger`` is told why work was done.
    """

    workspace: Workspace
    plugins: Loaded
    now: str
    geography: Geography
    take_downs: TakeDowns
    ledger: Ledger

    def imported(
        self, publisher: Publisher, source: Source, document: Document, path: Path
    ) -> tuple[str, StageOutput]:
        """Return the key of the records of ``document``, which lies at ``path``, and the records.

        Raises ``CpstandardError`` where the importer, or its options, cannot be used on it.
        """
        provided = self.plugins.importer(source.importer)
        importer = provided.item
        parse_options(importer, source.options)
        licence = source.licence or publisher.entry.licence
        # What publishers say in the standard itself is theirs, and stays as it is.
        areas = None if isinstance(importer, OwnPackages) else self.geography.areas
        parts = {
            DOCUMENT: [document.sha256, document.name, document.url],
            "the importer": [importer.id, importer.version, importer_digest(importer)],
            "the importer's options": source.options,
            "the licence": licence,
            "the publisher's id": publisher.id,
            "the areas that places are completed from": areas is not None and self.geography.key,
            "what is withdrawn": self.take_downs.key,
            "cpstandard itself": code_digest(
                "core", "documents", "ingest", "normalise", "pipeline"
            ),
        }
        key = content_key(parts)
        found = self.workspace.find("ingest", key)
        name = source_name(publisher, source)
        self.ledger.made(name, "imported", parts, found=found is not None)
        if found:
            return key, found
        work = Import(
            provided,
            document,
            path,
            source.options,
            publisher.id,
            licence,
            source.deadline,
            areas,
        )

        def lines() -> Iterator[Any]:
            account = Counter[str]()
            for record in work.records():
                data = record.data
                left = data if data is None else self.take_downs.left_of(data, account)
                if data is None or left is not None:
                    yield left, shortened(record.location)
            without_values(work.report, account)

        return key, self.workspace.store("ingest", key, lines(), work.report)

    def validated(
        self, publisher: Publisher, source: Source, ingest_key: str, ingested: StageOutput
    ) -> StageOutput:
        """Return the id of each record that was ``ingested``, empty where it is not to be shown.

        The summary has the findings, the errors and the licences.
        """
        # Which extensions a file declares is said to its publisher; here all of them may be used.
        extensions = schema_store.extensions_of(schema_store.LATEST)
        header = {**header_of(publisher, source.licence), "extensions": extensions}
        # Some checks ask how old a date is, so what they say holds for one day.
        parts = {
            "what was imported": ingest_key,
            "what the registry says of the publisher": header,
            "the day, which some checks ask for,": self.now[:10],
            "the checks of other distributions": checks_digest(self.plugins),
            "cpstandard itself": code_digest("core", "validate", "pipeline"),
        }
        key = content_key(parts)
        found = self.workspace.find("validate", key)
        name = source_name(publisher, source)
        self.ledger.made(name, "validated", parts, found=found is not None)
        if found:
            return found
        package = PackageSource(
            source.id, "stored", header, Location(source.id).at, lambda: _stored_records(ingested)
        )
        validation = Validation(
            package,
            schema_store.standard,
            [provided.item for provided in self.plugins.checks],
            Settings(
                versions=tuple(schema_store.versions()),
                extensions=tuple(schema_store.extensions()),
            ),
            date.fromisoformat(self.now[:10]),
        )
        summary: dict[str, Any] = {}

        def lines() -> Iterator[str]:
            licences = Counter[str]()
            yield from _sound_ids(validation, f"{publisher.id}-", licences)
            summary.update(_judgement(validation.report), licences=dict(licences))

        return self.workspace.store("validate", key, lines(), summary)


def header_of(publisher: Publisher, licence: str | None = None) -> Record:
    """Return the envelope of a publisher's package, without initiatives."""
    entry = publisher.entry
    said: dict[str, Any] = {
        "id": publisher.id,
        "name": entry.name,
        "website": entry.website,
        "contact": entry.contact,
        "identifiers": [each.model_dump() for each in entry.identifiers],
    }
    return {
        "standardVersion": schema_store.LATEST,
        "publisher": {name: value for name, value in said.items() if value},
        "licence": licence or entry.licence,
    }


def _sound_ids(validation: Validation, prefix: str, licences: Counter[str]) -> Iterator[str]:
    """Yield the id of each record, empty for one that is not to be shown, and fill the report.

    ``licences`` comes to count the licences that records give themselves, empty for none.

    Not shown are, beside those that the validator finds at fault, ids of another publisher, which
    could take the place of that publisher's own record, and the second record of an id.
    """
    seen: set[str] = set()
    for checked in validation:
        record = checked.source.data or {}
        licences[licence_of(record, "")] += 1
        record_id = record.get("id")
        shown = record_id if checked.sound and isinstance(record_id, str) else ""
        if not shown.startswith(prefix) or shown in seen:
            shown = ""
        seen.add(shown)
        yield shown


def _judgement(report: Report) -> dict[str, Any]:
    errors = [f for f in report.findings() if f.severity is Severity.ERROR]
    return {
        "findings": {group.code: group.count for group in report.sorted_groups()},
        "errors": [finding.to_dict() for finding in errors[:ERRORS_KEPT]],
    }


def _stored_records(ingested: StageOutput) -> Iterator[SourceRecord]:
    for record, location in ingested.lines():
        yield SourceRecord(record, Location(**location).at)

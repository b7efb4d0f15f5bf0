"""Takes one source through fetch, ingest, normalise and validate, and keeps what each made."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cpstandard import schema_store
from cpstandard.core.document import Document
from cpstandard.core.errors import CpstandardError, NotTried, SourceFailed
from cpstandard.core.finding import Severity
from cpstandard.core.location import Location
from cpstandard.core.record import PackageSource, Record, SourceRecord
from cpstandard.core.report import Report
from cpstandard.fetch.retrieved import Retrieved
from cpstandard.fetch.web import WebStore
from cpstandard.ingest.own import OwnPackages
from cpstandard.ingest.run import parse_options
from cpstandard.pipeline.claims import Claims
from cpstandard.pipeline.code_digest import checks_digest, code_digest, importer_digest
from cpstandard.pipeline.geography import Geography
from cpstandard.pipeline.importing import Import, shortened
from cpstandard.pipeline.last_good import LastGood
from cpstandard.pipeline.opened import opened
from cpstandard.pipeline.outcome import SourceOutcome, State, verdict
from cpstandard.plugins import Loaded
from cpstandard.registry import Publisher, Registry, Source
from cpstandard.validate.validator import Settings, Validation
from cpstandard.workspace import StageOutput, Workspace, content_key

_ERRORS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class SourceReader:
    """Reads the sources of one registry; work that an earlier build finished is not done again."""

    registry: Registry
    workspace: Workspace
    web: WebStore
    plugins: Loaded
    now: str
    geography: Geography
    claims: Claims = field(init=False)
    last_good: LastGood = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing shown."""
        object.__setattr__(self, "claims", Claims(p.id for p in self.registry.publishers))
        object.__setattr__(self, "last_good", LastGood(self.workspace))

    def read(self, publisher: Publisher, source: Source) -> SourceOutcome:
        """Return what became of ``source``; a failure is an outcome, never an exception."""
        status = source.status
        if status.state != "active":
            since = f" since {status.since}" if status.since else ""
            reason = f"{status.state}{since}" + (f": {status.reason}" if status.reason else "")
            return SourceOutcome(publisher, source, State.NOT_TRIED, reason)
        try:
            return self._read(publisher, source)
        except NotTried as error:
            return SourceOutcome(publisher, source, State.NOT_TRIED, str(error))
        except CpstandardError as error:
            return self._failed(publisher, source, error)

    def _read(self, publisher: Publisher, source: Source) -> SourceOutcome:
        retrieved = self._fetch(source)
        document = opened(retrieved)
        key, ingested = self._ingest(publisher, source, document, retrieved.path)
        validated = self._validate(publisher, source, key, ingested)
        judged = validated.summary()
        ids = list(validated.lines())
        refused = self.claims.refused(publisher.id, ids)
        unsound = frozenset(i for i, shown in enumerate(ids) if not shown or i in refused)
        findings = Counter(judged["findings"])
        findings.update(finding.code for finding in refused.values())
        errors = [*judged["errors"], *(finding.to_dict() for finding in refused.values())]
        shown = len(ids) - len(unsound)
        state, reason = verdict(len(ids), shown, ingested.summary(), retrieved.stale_because)
        outcome = SourceOutcome(
            publisher,
            source,
            state,
            reason,
            key=content_key(key, sorted(unsound)),
            retrieved_at=retrieved.retrieved_at,
            records_in=len(ids),
            unsound=unsound,
            report=ingested.summary(),
            findings=dict(findings),
            errors=errors[:_ERRORS_SHOWN],
            stored=ingested,
            licence=source.licence or publisher.entry.licence,
        )
        _hold_to_expectation(outcome)
        self.last_good.keep(outcome)
        self.claims.take(outcome.name, (ids[i] for i in range(len(ids)) if i not in unsound))
        return outcome

    def _failed(
        self, publisher: Publisher, source: Source, error: CpstandardError
    ) -> SourceOutcome:
        """Return the last good copy of what failed, where there is one, else the failure.

        A file in the registry's own folder is what its keepers made it: of that, the copy is shown
        only where it does not hold what its entry expects.
        """
        if source.url or isinstance(error, Unexpected):
            found = self.last_good.find(publisher, source, str(error))
            if found is not None:
                ids = [str(record.get("id", "")) for record in found.records()]
                if not self.claims.refused(publisher.id, ids):
                    self.claims.take(found.name, ids)
                    return found
        return SourceOutcome(publisher, source, State.FAILED, str(error))

    def _fetch(self, source: Source) -> Retrieved:
        if source.url:
            return self.web.retrieve(source.url)
        return Retrieved(self.registry.embedded(source), name=source.path or "")

    def _ingest(
        self, publisher: Publisher, source: Source, document: Document, path: Path
    ) -> tuple[str, StageOutput]:
        provided = self.plugins.importer(source.importer)
        importer = provided.item
        parse_options(importer, source.options)
        licence = source.licence or publisher.entry.licence
        # What publishers say in the standard itself is theirs, and stays as it is.
        areas = None if isinstance(importer, OwnPackages) else self.geography.areas
        key = content_key(
            code_digest("core", "documents", "ingest", "normalise", "pipeline"),
            importer_digest(importer),
            self.geography.key if areas is not None else "",
            [importer.id, importer.version, source.options, licence, publisher.id],
            [document.sha256, document.name, document.url],
        )
        found = self.workspace.find("ingest", key)
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
            for record in work.records():
                yield record.data, shortened(record.location)

        return key, self.workspace.store("ingest", key, lines(), work.report)

    def _validate(
        self, publisher: Publisher, source: Source, ingest_key: str, ingested: StageOutput
    ) -> StageOutput:
        # Which extensions a file declares is said to its publisher; here all of them may be used.
        extensions = schema_store.extensions_of(schema_store.LATEST)
        header = {**header_of(publisher, source.licence), "extensions": extensions}
        # Some checks ask how old a date is, so what they say holds for one day.
        key = content_key(
            ingest_key,
            header,
            self.now[:10],
            code_digest("core", "validate", "pipeline"),
            checks_digest(self.plugins),
        )
        found = self.workspace.find("validate", key)
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
            yield from _sound_ids(validation, f"{publisher.id}-")
            summary.update(_judgement(validation.report))

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


def _sound_ids(validation: Validation, prefix: str) -> Iterator[str]:
    """Yield the id of each record, empty for one that is not to be shown, and fill the report.

    Not shown are, beside those that the validator finds at fault, ids of another publisher, which
    could take the place of that publisher's own record, and the second record of an id.
    """
    seen: set[str] = set()
    for checked in validation:
        record_id = (checked.source.data or {}).get("id")
        shown = record_id if checked.sound and isinstance(record_id, str) else ""
        if not shown.startswith(prefix) or shown in seen:
            shown = ""
        seen.add(shown)
        yield shown


def _judgement(report: Report) -> dict[str, Any]:
    errors = [f for f in report.findings() if f.severity is Severity.ERROR]
    return {
        "findings": {group.code: group.count for group in report.sorted_groups()},
        "errors": [finding.to_dict() for finding in errors[:_ERRORS_SHOWN]],
    }


class Unexpected(SourceFailed):
    """A source did not hold as many records as its entry expects."""


def _hold_to_expectation(outcome: SourceOutcome) -> None:
    expected = outcome.source.expect.records
    shown = outcome.records_out
    if shown < expected.min:
        raise Unexpected(
            f"{outcome.name} gave {shown} usable records, where its entry expects {expected.min} "
            f"or more ({outcome.records_in} were read); mend the file or the entry's expect."
        )
    if expected.max is not None and shown > expected.max:
        raise Unexpected(
            f"{outcome.name} gave {shown} records, where its entry expects {expected.max} at the "
            "most; mend the file or the entry's expect."
        )


def _stored_records(ingested: StageOutput) -> Iterator[SourceRecord]:
    for record, location in ingested.lines():
        yield SourceRecord(record, Location(**location).at)

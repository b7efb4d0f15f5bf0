"""Takes one source through fetch, ingest, normalise and validate, and keeps what each made."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from cpstandard import schema_store
from cpstandard.core.document import Document
from cpstandard.core.errors import CpstandardError, NotTried, SourceFailed
from cpstandard.core.finding import Severity
from cpstandard.core.licences import licence_of
from cpstandard.core.location import Location
from cpstandard.core.record import PackageSource, Record, SourceRecord
from cpstandard.core.report import Report
from cpstandard.ingest.own import OwnPackages
from cpstandard.ingest.run import parse_options
from cpstandard.pipeline.claims import Claims
from cpstandard.pipeline.code_digest import checks_digest, code_digest, importer_digest
from cpstandard.pipeline.copies import ShownCopy, shown_copy
from cpstandard.pipeline.fetching import Fetched, source_name
from cpstandard.pipeline.geography import Geography
from cpstandard.pipeline.holding import hold_to_expectation, hold_to_licence, hold_to_size
from cpstandard.pipeline.importing import Import, shortened
from cpstandard.pipeline.last_good import LastGood
from cpstandard.pipeline.ledger import DOCUMENT, Ledger
from cpstandard.pipeline.opened import opened
from cpstandard.pipeline.outcome import SourceOutcome, State, verdict
from cpstandard.pipeline.take_down import TakeDowns, without_values
from cpstandard.pipeline.terms import Terms
from cpstandard.plugins import Loaded
from cpstandard.publish.formats import day
from cpstandard.registry import Publisher, Registry, Source
from cpstandard.registry.site_settings import Copies
from cpstandard.validate.validator import Settings, Validation
from cpstandard.workspace import StageOutput, Workspace, content_key

_ERRORS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class SourceReader:
    """Reads the sources of one registry; work that an earlier build finished is not done again."""

    registry: Registry
    workspace: Workspace
    fetched: Fetched
    plugins: Loaded
    now: str
    geography: Geography
    take_downs: TakeDowns
    claims: Claims = field(init=False)
    last_good: LastGood = field(init=False)
    ledger: Ledger = field(init=False)
    terms: Terms = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing shown."""
        terms = Terms(schema_store.licences(), self.registry.site.non_commercial)
        object.__setattr__(self, "terms", terms)
        object.__setattr__(self, "claims", Claims(p.id for p in self.registry.publishers))
        object.__setattr__(self, "ledger", Ledger(self.workspace))
        object.__setattr__(self, "last_good", LastGood(self.workspace, self.now[:10]))

    def read(self, publisher: Publisher, source: Source) -> SourceOutcome:
        """Return what became of ``source``; a failure is an outcome, never an exception."""
        status = source.status
        if status.state != "active":
            since = f" since {status.since}" if status.since else ""
            reason = f"{status.state}{since}" + (f": {status.reason}" if status.reason else "")
            return SourceOutcome(publisher, source, State.NOT_TRIED, reason)
        try:
            outcome = self._read(publisher, source)
        except NotTried as error:
            outcome = self._instead(publisher, source, str(error), State.NOT_TRIED)
        except CpstandardError as error:
            outcome = self._instead(publisher, source, str(error), State.FAILED)
        if outcome.stored is not None:
            self.claims.take(outcome.name, outcome.ids)
        return outcome

    def work_ahead(self, publisher: Publisher, source: Source) -> None:
        """Import and validate ``source``, so that the workspace has it when it is read.

        Raises ``CpstandardError`` where reading it will fail, or show something else instead.
        """
        retrieved = self.fetched.of(publisher, source)
        key, ingested = self._ingest(publisher, source, opened(retrieved), retrieved.path)
        self._validate(publisher, source, key, ingested)

    def _read(self, publisher: Publisher, source: Source) -> SourceOutcome:
        """Read what the source gives today; raises ``CpstandardError`` where it is not to be shown.

        A copy of the document serves only where the network may not be used. Of what could not be
        fetched, or is not what it was, the records that were good are shown instead.
        """
        retrieved = self.fetched.of(publisher, source)
        online, name = self.fetched.online, source_name(publisher, source)
        if retrieved.stale_because and online:
            self.ledger.fetched(name, retrieved, "", online=True)
            raise SourceFailed(f"{source.url} could not be fetched: {retrieved.stale_because}.")
        document = opened(retrieved)
        self.ledger.fetched(name, retrieved, document.sha256, online=online)
        key, ingested = self._ingest(publisher, source, document, retrieved.path)
        outcome = self._judged(publisher, source, key, ingested)
        outcome = replace(
            outcome, retrieved_at=retrieved.retrieved_at, document=document.sha256, copy=None
        )
        hold_to_licence(outcome)
        hold_to_expectation(outcome)
        before = self.last_good.note(publisher, source)
        if before and not self._copy_of(source, before.of).expired:
            hold_to_size(outcome, before)
        if retrieved.stale_because:
            why = f"{retrieved.stale_because[:1].upper()}{retrieved.stale_because[1:]}."
            return self._as_copy(outcome, why, retrieved.retrieved_at[:10])
        self.last_good.keep(outcome)
        return outcome

    def _instead(
        self, publisher: Publisher, source: Source, why: str, otherwise: State
    ) -> SourceOutcome:
        """Return the last good copy of what could not be read, where there is one.

        A file of the registry's own folder that its keepers took away is gone.
        """
        failure = why if otherwise is State.FAILED else ""
        nothing = SourceOutcome(publisher, source, otherwise, why, failure=failure)
        note = self.last_good.note(publisher, source)
        if note is None or self._is_taken_away(source):
            return nothing
        copy = replace(self._copy_of(source, note.of), why=why)
        if copy.expired:
            return replace(
                nothing, reason=f"{why} {_expired(copy, self._copies(source))}", copy=copy
            )
        stored = self.last_good.records(note)
        if stored is None:
            return nothing
        outcome = self._judged(publisher, source, note.ingest, stored)
        if not outcome.records_out:
            return replace(nothing, reason=f"{why} None of the last good copy may still be shown.")
        outcome = replace(
            outcome, retrieved_at=note.retrieved_at, document=note.document, failure=failure
        )
        return self._as_copy(outcome, why, note.of)

    def _as_copy(self, outcome: SourceOutcome, why: str, of: str) -> SourceOutcome:
        """Return an outcome as that of a copy of the day ``of``, or of nothing if it is too old."""
        copy = replace(self._copy_of(outcome.source, of), why=why)
        if copy.expired:
            reason = f"{why} {_expired(copy, self._copies(outcome.source))}"
            nothing = SourceOutcome(outcome.publisher, outcome.source, State.NOT_TRIED, reason)
            return replace(nothing, copy=copy)
        if not outcome.records_out:
            return replace(outcome, reason=f"{outcome.reason} {why}", copy=copy)
        shown = f"Shown is the last good copy, of {day(of)}, until {day(copy.until)}."
        if copy.ends_soon:
            shown += " That is soon: what cannot be read by then is no longer shown."
        key = content_key(outcome.key, why, copy.ends_soon)
        reason = f"{why} {shown}"
        return replace(outcome, state=State.STALE, reason=reason, key=key, copy=copy)

    def _judged(
        self, publisher: Publisher, source: Source, key: str, ingested: StageOutput
    ) -> SourceOutcome:
        """Hold the records to the standard and to whose they are."""
        validated = self._validate(publisher, source, key, ingested)
        judged = validated.summary()
        ids = list(validated.lines())
        refused = self.claims.refused(publisher.id, ids)
        licence = source.licence or publisher.entry.licence
        withheld = self.terms.withheld(judged["licences"], licence, ingested)
        kept_out = withheld.positions | refused.keys()
        unsound = frozenset(i for i, shown in enumerate(ids) if not shown or i in kept_out)
        findings = Counter(judged["findings"])
        findings.update(finding.code for finding in refused.values())
        errors = [*judged["errors"], *(finding.to_dict() for finding in refused.values())]
        report = ingested.summary()
        state, reason = verdict(len(ids), len(ids) - len(unsound), report)
        return SourceOutcome(
            publisher,
            source,
            state,
            reason,
            key=content_key(key, sorted(unsound)),
            ids=tuple(each for i, each in enumerate(ids) if i not in unsound),
            records_in=len(ids),
            unsound=unsound,
            report=report,
            findings=dict(findings),
            errors=errors[:_ERRORS_SHOWN],
            stored=ingested,
            licence=licence,
            withheld=withheld,
        )

    @property
    def today(self) -> str:
        """The day of the build, in ISO 8601."""
        return self.now[:10]

    def _copies(self, source: Source) -> Copies:
        return source.copies or self.registry.site.copies

    def _copy_of(self, source: Source, of: str) -> ShownCopy:
        return shown_copy(of, self.today, self._copies(source))

    def _is_taken_away(self, source: Source) -> bool:
        try:
            return source.path is not None and not self.registry.embedded(source).exists()
        except (CpstandardError, OSError):
            return True

    def _ingest(
        self, publisher: Publisher, source: Source, document: Document, path: Path
    ) -> tuple[str, StageOutput]:
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

    def _validate(
        self, publisher: Publisher, source: Source, ingest_key: str, ingested: StageOutput
    ) -> StageOutput:
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
        "errors": [finding.to_dict() for finding in errors[:_ERRORS_SHOWN]],
    }


def _expired(copy: ShownCopy, copies: Copies) -> str:
    return (
        f"The last good copy, of {day(copy.of)}, is more than {copies.days:,} days old, so it is "
        "no longer shown."
    )


def _stored_records(ingested: StageOutput) -> Iterator[SourceRecord]:
    for record, location in ingested.lines():
        yield SourceRecord(record, Location(**location).at)

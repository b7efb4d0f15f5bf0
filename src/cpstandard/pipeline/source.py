"""Decides what is shown of one source today: what it gives, its last good copy, or nothing."""

from collections import Counter
from dataclasses import dataclass, field, replace

from cpstandard import schema_store
from cpstandard.core.errors import CpstandardError, NotTried, SourceFailed
from cpstandard.pipeline.claims import Claims
from cpstandard.pipeline.copies import ShownCopy, shown_copy
from cpstandard.pipeline.fetching import Fetched, source_name
from cpstandard.pipeline.geography import Geography
from cpstandard.pipeline.holding import hold_to_expectation, hold_to_licence, hold_to_size
from cpstandard.pipeline.last_good import LastGood
from cpstandard.pipeline.ledger import Ledger
from cpstandard.pipeline.opened import opened
from cpstandard.pipeline.outcome import SourceOutcome, State, verdict
from cpstandard.pipeline.source_work import ERRORS_KEPT, SourceWork
from cpstandard.pipeline.take_down import TakeDowns
from cpstandard.pipeline.terms import Terms
from cpstandard.plugins import Loaded
from cpstandard.publish.formats import day
from cpstandard.registry import Publisher, Registry, Source
from cpstandard.registry.site_settings import Copies
from cpstandard.workspace import StageOutput, Workspace, content_key


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
    work: SourceWork = field(init=False)
    terms: Terms = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing shown."""
        terms = Terms(schema_store.licences(), self.registry.site.non_commercial)
        object.__setattr__(self, "terms", terms)
        object.__setattr__(self, "claims", Claims(p.id for p in self.registry.publishers))
        ledger = Ledger(self.workspace)
        object.__setattr__(self, "ledger", ledger)
        work = SourceWork(
            self.workspace, self.plugins, self.now, self.geography, self.take_downs, ledger
        )
        object.__setattr__(self, "work", work)
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
        key, ingested = self.work.imported(publisher, source, opened(retrieved), retrieved.path)
        self.work.validated(publisher, source, key, ingested)

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
        key, ingested = self.work.imported(publisher, source, document, retrieved.path)
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
        validated = self.work.validated(publisher, source, key, ingested)
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
            errors=errors[:ERRORS_KEPT],
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


def _expired(copy: ShownCopy, copies: Copies) -> str:
    return (
        f"The last good copy, of {day(copy.of)}, is more than {copies.days:,} days old, so it is "
        "no longer shown."
    )

"""Validates one package: structure, codelists, checks over each record, checks over all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from cpstandard.core.check import Check, CheckContext, PackageBrief, Scope
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.phrase import phrase
from cpstandard.core.record import PackageSource, Record, SourceRecord
from cpstandard.core.report import Report
from cpstandard.validate import running
from cpstandard.validate.briefs import briefs
from cpstandard.validate.causes import Causes
from cpstandard.validate.date_order import suggest_by_column
from cpstandard.validate.deprecations import DeprecatedFields
from cpstandard.validate.elsewhere import Elsewhere
from cpstandard.validate.explain import Fault
from cpstandard.validate.joined_rows import JoinedRows
from cpstandard.validate.judge import NOTHING, Judge, Verdict
from cpstandard.validate.likenesses import Likenesses
from cpstandard.validate.named_elsewhere import name_sheets
from cpstandard.validate.not_run import not_run
from cpstandard.validate.prefix import meant_header
from cpstandard.validate.settings import Known, Settings
from cpstandard.validate.sound_part import sound_part
from cpstandard.validate.stretches import name_stretches
from cpstandard.validate.structure import Structure, finding_of
from cpstandard.validate.tally import Tally
from cpstandard.validate.versions import StandardFor, choose

__all__ = ["Checked", "Settings", "Validation", "validate"]


class Checked(NamedTuple):
    """One record with its findings.

    ``sound`` means that its structure is that of the standard and that no finding is an error:
    such a record may be published.
    """

    source: SourceRecord
    findings: Sequence[Finding]
    sound: bool


def validate(
    package: PackageSource,
    standard_for: StandardFor,
    checks: Sequence[Check],
    settings: Settings,
    today: date,
    *,
    on_record: Callable[[Checked], None] | None = None,
) -> Report:
    """Return what is wrong with ``package``; ``on_record`` sees each record as it is done.

    One record is held at a time, so a package of any size can be validated. Never raises for what
    the package holds, but ``UnusableInput`` where that changes meanwhile.
    """
    validation = Validation(package, standard_for, checks, settings, today)
    for checked in validation:
        if on_record is not None:
            on_record(checked)
    return validation.report


class Validation:
    """One run over one package: iterate over it for the records; ``report`` is complete after.

    Where the records are judged in shares, by several processes, ``judge`` does one share,
    ``take`` adds it here, in the order of the file, and ``finish`` completes the report.
    """

    def __init__(
        self,
        package: PackageSource,
        standard_for: StandardFor,
        checks: Sequence[Check],
        settings: Settings,
        today: date,
        *,
        known: Known | None = None,
    ) -> None:
        """Judge the envelope and prepare for the records.

        ``known`` says of a finding whether it is to be left out and only counted (a baseline).
        """
        self._tally = Tally(Report(package.file, engine=settings.engine, limit=settings.limit))
        self._known = known
        if known is not None:
            self.report.known = 0
        self._package = package
        self._settings = settings
        self._today = today
        self._checks = [check for check in checks if check.code not in settings.ignore]
        self._causes = Causes(package.absent, self._is_told)
        self._joined = JoinedRows()
        self._standard_for = standard_for
        self._standard, wrong = choose(package.header, standard_for, settings)
        faults = self._header_faults(wrong) if self._standard else wrong
        self._is_guessed = any(fault.code == "unknown-version" for fault in wrong)
        self._header = sound_part(package.header, faults) if package.whole else None
        for fault in faults:
            self._report(finding_of(fault, package.header, package.locate_header))
        self._asked_of_header: list[str] = []
        self._context: CheckContext | None = None
        self._judge: Judge | None = None
        if self._standard is not None:
            header = meant_header(package.header, faults)
            self._context = CheckContext(today, self._standard, header)
            self._judge = self._judge_of(self._context)

    @property
    def report(self) -> Report:
        """Return what was found up to now."""
        return self._tally.report

    @property
    def likenesses(self) -> Likenesses:
        """Return what is remembered of each record, to be held against those of other files."""
        return self._tally.likenesses

    def _judge_of(self, context: CheckContext) -> Judge:
        elsewhere = Elsewhere(
            context.standard, lambda each: each.initiative, self._standard_for, self._settings
        )
        checks = self._of_scope(Scope.INITIATIVE)
        engine = self._settings.engine
        return Judge(context.standard, checks, context, engine, elsewhere, causes=self._causes)

    def _header_faults(self, wrong: list[Fault]) -> list[Fault]:
        standard, header = self._standard, self._package.header
        assert standard is not None
        self.report.standard_version = standard.version
        structure = Structure(
            standard.envelope, standard.codelists, phrase("The package"), self._settings.engine
        )
        elsewhere = Elsewhere(
            standard, lambda each: each.envelope, self._standard_for, self._settings
        )
        found = structure.faults(header) if self._package.whole else []
        faults = [elsewhere.named(fault) for fault in found]
        unknown = {fault.path for fault in wrong if fault.code == "unknown-version"}
        faults = [fault for fault in faults if fault.path not in unknown]
        told = {fault.path for fault in faults}
        faults += [fault for fault in wrong if fault.path not in told]
        if not faults:
            for fault in DeprecatedFields(standard.envelope).faults(header):
                self._report(finding_of(fault, header, self._package.locate_header))
        return faults

    def __iter__(self) -> Iterator[Checked]:
        """Yield each record with its findings; the report grows with them."""
        package = self._package
        yield from self._judged((package.unproved or package.records)())
        self.finish()

    def judge(self, records: Iterable[SourceRecord]) -> Tally:
        """Return what is found in ``records``, a share of the package's, and keep none of it."""
        mine = self._tally
        self._tally = Tally(Report(mine.report.file, limit=mine.report.limit))
        try:
            for _ in self._judged(records):
                pass
            return self._tally
        finally:
            self._tally = mine

    def take(self, share: Tally) -> None:
        """Add what was found in the share that follows those taken before."""
        self._tally.add(share)

    def finish(self) -> None:
        """Say what concerns the package as a whole, when all of its records have been judged."""
        if self._context is not None:
            self._check_package(self._context)
        for finding in self._causes.findings(self._package.findings):
            self._report(finding)
        suggest_by_column(self.report)
        if self._package.stretch is not None:
            name_stretches(self.report, self._package.stretch)
        if self._package.naming:
            name_sheets(self.report, self._package.naming)
        self.report.not_run += not_run(
            self._checks, self._tally, self._standard, self._package, self._asked_of_header
        )
        self.report.not_run += self._joined.not_run()

    def _judged(self, records: Iterable[SourceRecord]) -> Iterator[Checked]:
        tally, judge = self._tally, self._judge
        for position, read in enumerate(records):
            verdict = judge.at_once(read) if judge is not None else None
            if verdict is NOTHING and read.data is not None:
                # Most records end here, so this is kept short.
                tally.report.records += 1
                tally.likenesses.add(position, read.data)
                yield Checked(read, (), not self._is_guessed)
                continue
            source, verdict = (read, verdict) if verdict else self._judged_closely(read)
            if verdict.known is not None:
                tally.likenesses.add(position, verdict.known)
            tally.unsound += not verdict.structured
            yield self._done(source, verdict)

    def _judged_closely(self, source: SourceRecord) -> tuple[SourceRecord, Verdict]:
        if self._package.prove:
            source = self._package.prove(source)
        data = source.doubtful if source.data is None else source.data
        if self._judge is None or data is None:
            return source, Verdict(source.findings, structured=False)
        return source, self._judge.verdict(replace(source, data=data), self._tally.apart)

    def _done(self, source: SourceRecord, verdict: Verdict) -> Checked:
        findings, structured, explained, _known = verdict
        told, left_out = self._joined.apart(source, findings)
        self.report.records += 1
        kept = [kept for finding in told if (kept := self._report(finding))]
        judged = [*kept, *filter(None, map(self._settings.judge, left_out))]
        has_error = any(finding.severity is Severity.ERROR for finding in judged)
        self.report.records_with_errors += has_error or explained
        return Checked(source, kept, structured and not has_error and not self._is_guessed)

    def _is_told(self, finding: Finding) -> bool:
        """Return whether ``finding``, as an error, is to reach the report as one."""
        kept = self._settings.judge(replace(finding, severity=Severity.ERROR))
        return kept is not None and kept.severity is Severity.ERROR

    def _report(self, finding: Finding) -> Finding | None:
        return self._settings.report(finding, self.report, self._known)

    def _check_package(self, context: CheckContext) -> None:
        checks = self._of_scope(Scope.PACKAGE)
        if not checks or self._header is None:
            return
        assert self._judge is not None
        again = self._package.chosen(self._tally.likenesses.positions())
        found = briefs(again, self._judge.known)
        brief = PackageBrief(self._header.data, found, len(self._tally.likenesses))
        outcomes, self._asked_of_header = self._header.asked(checks, brief, context)
        for check, outcome in outcomes:
            index = None if isinstance(outcome, Exception) else outcome.index
            locate = self._package.locate_header if index is None else found[index].locate
            data: Record | None = self._package.header if index is None else None
            record_id = None if index is None else found[index].id
            self._report(running.finding_of(check, outcome, data, locate, record_id))

    def _of_scope(self, scope: Scope) -> list[Check]:
        return [check for check in self._checks if check.scope is scope]

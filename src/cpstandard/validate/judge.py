"""Judges records one by one: structure first, then codes and fields, then the checks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cpstandard.core.check import Check, CheckContext
from cpstandard.core.finding import Finding
from cpstandard.core.phrase import phrase
from cpstandard.core.record import Record, SourceRecord
from cpstandard.core.standard import Standard
from cpstandard.validate import running
from cpstandard.validate.causes import Causes
from cpstandard.validate.codelists import CodelistPass
from cpstandard.validate.deprecations import DeprecatedFields
from cpstandard.validate.elsewhere import Elsewhere
from cpstandard.validate.engines import REFERENCE
from cpstandard.validate.explain import Fault
from cpstandard.validate.prefix import prefixed
from cpstandard.validate.screening import Screening
from cpstandard.validate.sound_part import SoundPart, sound_part
from cpstandard.validate.sterling import sterling
from cpstandard.validate.structure import Structure, finding_of


class Verdict(NamedTuple):
    """The findings of a record, and whether its structure allowed the checks.

    ``explained``: it has faults that are said elsewhere, of the column that they come from.
    ``known`` is the record, or what is sound of it, where that can be held against others.
    """

    findings: Sequence[Finding]
    structured: bool
    explained: bool = False
    known: Record | None = None


NOTHING = Verdict((), structured=True)
"""What is to be said of most records."""


class Judge:
    """Holds records one by one against structure, codelists and checks."""

    def __init__(
        self,
        standard: Standard,
        checks: list[Check],
        context: CheckContext,
        engine: str,
        elsewhere: Elsewhere,
        *,
        causes: Causes,
    ) -> None:
        """Prepare for the records of one package."""
        self._standard = standard
        self._elsewhere = elsewhere
        self._causes = causes
        self._structure = Structure(
            standard.initiative, standard.codelists, phrase("The initiative"), engine
        )
        self._codelists = CodelistPass(standard)
        self._deprecated = DeprecatedFields(standard.initiative)
        self._checks = checks
        self._context = context
        self._screening: Screening | None = None
        if engine != REFERENCE:
            others = [*self._codelists.screens(), self._deprecated.screen()]
            self._screening = Screening(standard.initiative, checks, others, context)

    def known(self, data: Record) -> Record | None:
        """Return what of ``data`` can be held against other records, if anything."""
        faults = self._structure.faults(data)
        part = sound_part(data, faults) if faults else None
        return _comparable(part.data if part else data) if part or not faults else None

    def at_once(self, source: SourceRecord) -> Verdict | None:
        """Return the verdict on a record that passes schema and screens; ``None`` on any other."""
        data, screening = source.data, self._screening
        if screening is None or data is None or not screening.clears(data):
            return None
        outcomes = running.run(screening.unscreened, data, self._context)
        if not outcomes and not source.findings:
            return NOTHING
        found = self._told(outcomes, source, data["id"])
        return Verdict([*source.findings, *found], structured=True, known=data)

    def verdict(self, source: SourceRecord, apart: Counter[str]) -> Verdict:
        """Return what is to be said of a record that could be parsed.

        ``apart`` counts, by code, a check that was run in spite of faults elsewhere.
        """
        data = source.data
        if faults := self._structure.faults(data):
            return self._unsound(source, faults, apart)
        assert data is not None
        found = [finding_of(f, data, source.locate) for f in self._doubts(data)]
        checks = self._screening.doubting(data) if self._screening else self._checks
        found.extend(self._told(running.run(checks, data, self._context), source, data["id"]))
        return Verdict([*source.findings, *found], structured=True, known=data)

    def _unsound(self, source: SourceRecord, faults: list[Fault], apart: Counter[str]) -> Verdict:
        data, locate = source.data, source.locate
        if other := self._of_other_version(data):
            found = [finding_of(fault, data, locate) for fault in other]
            return Verdict([*source.findings, *found], structured=False)
        header, standard = self._context.header, self._standard
        named = [
            sterling(prefixed(self._elsewhere.named(fault), data, header, standard), data)
            for fault in faults
        ]
        told, own = self._causes.unsaid(source, named)
        found = [finding_of(fault, data, locate) for fault in told]
        part = sound_part(data, faults)
        if part:
            # Where the id is what is wrong, the findings of the faults have no id either.
            name = finding_of(named[0], data, locate).record_id
            found.extend(self._asked_of_part(part, source, name, apart))
        known = _comparable(part.data) if part else None
        return Verdict([*own, *found], False, len(told) < len(named), known)  # noqa: FBT003

    def _asked_of_part(
        self, part: SoundPart, source: SourceRecord, name: str | None, apart: Counter[str]
    ) -> Iterator[Finding]:
        for doubt in self._doubts(part.data):
            yield finding_of(doubt, source.data, source.locate)
        outcomes, ran = part.asked(self._checks, part.data, self._context)
        apart.update(ran)
        for check, outcome in outcomes:
            yield running.finding_of(check, outcome, source.data, source.locate, name)

    def _told(
        self, outcomes: list[running.Outcome], source: SourceRecord, name: str | None
    ) -> list[Finding]:
        return [
            running.finding_of(check, outcome, source.data, source.locate, name)
            for check, outcome in outcomes
        ]

    def _doubts(self, record: Record) -> Iterator[Fault]:
        for fault in self._codelists.faults(record):
            yield self._elsewhere.named(fault)
        yield from self._deprecated.faults(record)

    def _of_other_version(self, record: Any) -> list[Fault]:
        """Return the one fault of a record that says it is of another version than its package."""
        named = record.get("standardVersion") if isinstance(record, dict) else None
        if not isinstance(named, str) or named == self._standard.version:
            return []
        words = {"value": named, "mine": self._standard.version}
        return [Fault("mixed-versions", ("standardVersion",), words, named)]


def _comparable(record: Record) -> Record | None:
    """Return ``record`` where it has what tells it from others: an id, a name and a place."""
    places = record.get("places") or [{"name": "", "country": ""}]
    is_placed = {"name", "country"} <= places[0].keys() and (
        record.get("places") or "scope" in record
    )
    return record if is_placed and {"id", "name"} <= record.keys() else None

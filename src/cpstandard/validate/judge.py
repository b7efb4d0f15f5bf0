"""Judges records one by one: structure first, then codes and fields, then the checks."""

from collections.abc import Iterator
from typing import Any

from cpstandard.core.check import Check, CheckContext
from cpstandard.core.finding import Finding
from cpstandard.core.record import Record, SourceRecord
from cpstandard.core.standard import Standard
from cpstandard.validate import running
from cpstandard.validate.codelists import CodelistPass
from cpstandard.validate.deprecations import DeprecatedFields
from cpstandard.validate.elsewhere import Elsewhere
from cpstandard.validate.explain import Fault
from cpstandard.validate.structure import Structure, finding_of


class Judge:
    """Holds records one by one against structure, codelists and checks."""

    def __init__(
        self,
        standard: Standard,
        checks: list[Check],
        context: CheckContext,
        engine: str,
        elsewhere: Elsewhere,
    ) -> None:
        """Prepare for the records of one package."""
        self._version = standard.version
        self._elsewhere = elsewhere
        self._structure = Structure(
            standard.initiative, standard.codelists, "The initiative", engine
        )
        self._codelists = CodelistPass(standard)
        self._deprecated = DeprecatedFields(standard.initiative)
        self._checks = checks
        self._context = context

    def findings(self, source: SourceRecord) -> tuple[list[Finding], bool]:
        """Return the findings of a record, and whether its structure allowed the checks."""
        data = source.data
        if faults := self._structure.faults(data):
            told = self._of_other_version(data) or [self._elsewhere.named(f) for f in faults]
            return [finding_of(fault, data, source.locate) for fault in told], False
        assert data is not None
        found = [finding_of(f, data, source.locate) for f in self._doubts(data)]
        found.extend(
            running.finding_of(check, outcome, data, source.locate, data["id"])
            for check, outcome in running.run(self._checks, data, self._context)
        )
        return found, True

    def _doubts(self, record: Record) -> Iterator[Fault]:
        for fault in self._codelists.faults(record):
            yield self._elsewhere.named(fault)
        yield from self._deprecated.faults(record)

    def _of_other_version(self, record: Any) -> list[Fault]:
        """Return the one fault of a record that says it is of another version than its package."""
        named = record.get("standardVersion") if isinstance(record, dict) else None
        if not isinstance(named, str) or named == self._version:
            return []
        words = {"value": named, "mine": self._version}
        return [Fault("mixed-versions", ("standardVersion",), words, named)]

"""Looks up in other versions and in extensions what the version of a package does not know."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from cpstandard.core.finding import Severity
from cpstandard.core.standard import Schema, Standard, node_at
from cpstandard.validate.explain import Fault
from cpstandard.validate.settings import Settings
from cpstandard.validate.versions import StandardFor, extensions_for

SchemaOf = Callable[[Standard], Schema]
_OPEN_OR_CLOSED = {"unlisted-code": Severity.WARNING, "unknown-code": Severity.ERROR}


class Elsewhere:
    """What is known of fields and codes beyond one version; looked up only for faults."""

    def __init__(
        self,
        standard: Standard,
        schema_of: SchemaOf,
        standard_for: StandardFor,
        settings: Settings,
    ) -> None:
        """Prepare for faults of ``standard``; ``schema_of`` says whether record or envelope."""
        self._standard = standard
        self._schema_of = schema_of
        self._standard_for = standard_for
        self._settings = settings
        self._versions = settings.versions
        known = standard.version in settings.versions
        self._at = settings.versions.index(standard.version) if known else 0
        self._extended: list[tuple[str, Standard]] | None = None

    def named(self, fault: Fault) -> Fault:
        """Return ``fault``, or a better one where its field or code is known elsewhere."""
        if fault.code == "unknown-field":
            return self._field(fault)
        if fault.code in _OPEN_OR_CLOSED and isinstance(fault.value, str):
            return self._code(fault)
        return fault

    def _field(self, fault: Fault) -> Fault:
        way = [str(part) for part in fault.path]
        words = {**fault.parameters, "mine": self._standard.version}
        for name, standard in self._extensions():
            if node_at(self._schema_of(standard), way) is not None:
                said = {**words, "extension": name}
                return replace(fault, code="undeclared-extension", parameters=said, suggestion=None)
        for standard in self._later_versions():
            if node_at(self._schema_of(standard), way) is not None:
                said = {**words, "version": standard.version}
                return replace(
                    fault, code="field-of-newer-version", parameters=said, suggestion=None
                )
        for standard in self._earlier_versions():
            if node_at(self._schema_of(standard), way) is not None:
                said = {**words, "version": standard.version}
                return replace(
                    fault, code="field-of-older-version", parameters=said, suggestion=None
                )
        return fault

    def _code(self, fault: Fault) -> Fault:
        for standard in self._later_versions():
            node = node_at(self._schema_of(standard), [str(part) for part in fault.path]) or {}
            codelist = standard.codelists.get(str(node.get("codelist")))
            if codelist and fault.value in codelist:
                said = {
                    **fault.parameters,
                    "mine": self._standard.version,
                    "version": standard.version,
                }
                return replace(
                    fault,
                    code="code-of-newer-version",
                    parameters=said,
                    suggestion=None,
                    severity=_OPEN_OR_CLOSED[fault.code],
                )
        return fault

    def _later_versions(self) -> list[Standard]:
        return [self._standard_for(version) for version in self._versions[self._at + 1 :]]

    def _earlier_versions(self) -> list[Standard]:
        return [self._standard_for(version) for version in self._versions[: self._at][::-1]]

    def _extensions(self) -> list[tuple[str, Standard]]:
        if self._extended is None:
            self._extended = list(self._undeclared())
        return self._extended

    def _undeclared(self) -> Iterator[tuple[str, Standard]]:
        version = self._standard.version
        for name in extensions_for(version, self._standard_for, self._settings):
            if name not in self._standard.extensions:
                yield name, self._standard_for(version, (name,))

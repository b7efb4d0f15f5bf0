"""The importer ``cpstandard``: packages of the standard itself, in any of its forms."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from cpstandard.core import media_type as mt
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.record import PackageSource, SourceRecord
from cpstandard.core.row import Row
from cpstandard.ingest.package import open_package
from cpstandard.ingest.tables.reading import GetStandard

_BROKEN_OFF = "invalid-json"


class OwnOptions(ImporterOptions):
    """A package of the standard needs none."""


class OwnPackages:
    """Packages of the standard: JSON, JSON Lines, CSV, XLSX and ODS."""

    id = "cpstandard"
    title = "Packages of the standard"
    version = "0.1.0"
    register = Register(name="", operator="", licence="", url="")
    media_types: tuple[str, ...] = (mt.JSON, mt.JSON_LINES, mt.CSV, mt.XLSX, mt.ODS, mt.ZIP)
    Options: type[ImporterOptions] = OwnOptions

    def __init__(self, get_standard: GetStandard) -> None:
        """Take how a version of the standard is found, for reading tables."""
        self._get_standard = get_standard

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` has a package's envelope."""
        try:
            return "standardVersion" in open_package(document, self._get_standard).header
        except UnusableInput:
            return False

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield each record with its own id; its provenance, where it has one, stays.

        Raises ``UnusableInput`` where the document is no package, or breaks off before its end.
        """
        del options
        source = open_package(document, self._get_standard)
        if not source.header:
            raise UnusableInput(_first_error(source.findings, document))
        said = _Envelope(
            str(source.header.get("standardVersion") or self._get_standard().version),
            self._said(source.header, "licence"),
            self._said(source.header, "language"),
        )
        for item in source.records():
            yield _outcome(item, said)
        _refuse_broken(source, document)

    def _said(self, header: dict[str, Any], name: str) -> str:
        """Return the envelope's ``name``, empty where it is none that the standard allows.

        A slip in the envelope is told of once; carried to each record it would refuse them all.
        """
        value = header.get(name)
        node = self._get_standard().envelope["properties"][name]
        if not isinstance(value, str) or not re.search(node["pattern"], value.strip()):
            return ""
        return value.strip() if len(value.strip()) <= node.get("maxLength", 2000) else ""


class _Envelope(NamedTuple):
    """What the envelope says of every record."""

    version: str
    licence: str
    language: str


def _outcome(item: SourceRecord, envelope: _Envelope) -> Imported | Skipped:
    row = Row(item.data or {}, item.location)
    for name in item.data or {}:
        row.take(name)
    for finding in item.findings:
        row.note(finding.code)
    if item.data is None:
        return Skipped("it cannot be read", (row,))
    record_id = item.data.get("id")
    if not isinstance(record_id, str) or not record_id.strip():
        return Skipped("it has no id", (row,))
    return Imported(record_id, item.data, (row,), *envelope)


def _refuse_broken(source: PackageSource, document: Document) -> None:
    """Refuse a file that broke off: half a package looks like a publisher who withdrew half."""
    broken = [finding for finding in source.findings if finding.code == _BROKEN_OFF]
    if broken:
        raise UnusableInput(_first_error(broken, document))


def _first_error(findings: list[Finding], document: Document) -> str:
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if not errors:
        return (
            f"{document.name} has no envelope: standardVersion, publisher and licence are needed."
        )
    return f"{errors[0].location or document.name}: {errors[0].message}"

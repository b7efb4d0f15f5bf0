"""The validator for programs: ``cpstandard.validate(source)`` gives a report.

>>> import cpstandard
>>> report = cpstandard.validate(
...     {
...         "standardVersion": "1.0",
...         "publisher": {"id": "example-town", "name": "Example Town Partnership"},
...         "licence": "CC-BY-4.0",
...         "initiatives": [
...             {
...                 "id": "example-town-swan-pub",
...                 "name": "The Swan (invented example)",
...                 "clusters": ["capacity-and-asets"],
...                 "places": [{"name": "Example Town", "country": "GB"}],
...                 "sources": [{"id": "s1", "title": "The pub's own page"}],
...             }
...         ],
...     }
... )
>>> report.records, report.reaches(cpstandard.Severity.ERROR)
(1, True)
>>> for finding in report.findings():
...     print(finding.code, finding.record_id, finding.location.pointer, finding.suggestion)
unknown-code example-town-swan-pub /clusters/0 capacity-and-assets
"""

import importlib.metadata
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from cpstandard import schema_store
from cpstandard.core.check import Check
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location, Locator
from cpstandard.core.record import PackageSource, SourceRecord
from cpstandard.core.report import Report
from cpstandard.core.telling import tell, teller
from cpstandard.documents import open_document, open_stream
from cpstandard.ingest.package import open_package
from cpstandard.languages import words
from cpstandard.validate.baseline import Baseline, read_baseline
from cpstandard.validate.catalogue import all_codes, builtin_checks, known
from cpstandard.validate.engines import ENGINES
from cpstandard.validate.validator import Checked, Settings, Validation

__all__ = ["Checked", "Finding", "Location", "Report", "Severity", "UnusableInput", "validate"]

Source = str | os.PathLike[str] | IO[bytes] | IO[str] | Mapping[str, Any]
"""A path, an open file (binary or text), or a package as Python values."""

PROJECT = "cpstandard"
_PACKAGE = "package"


def validate(
    source: Source,
    *,
    ignore: Iterable[str] = (),
    severity: Mapping[str, Severity | str] | None = None,
    engine: str = "fast",
    limit: int = 100,
    baseline: str | os.PathLike[str] | None = None,
    today: date | None = None,
    language: str = "en",
    on_record: Callable[[Checked], None] | None = None,
) -> Report:
    """Return what is wrong with the package in ``source``; nothing is written or sent anywhere.

    Args:
        source: a path (file, zip or folder of CSV files), a file opened for reading, or the
            package as a mapping. An open file is read to its end and left open. In a mapping,
            a finding's ``location.row`` is the position of its record, counted from 1.
        ignore: codes to leave out.
        severity: codes that are to be judged otherwise: ``{"padded-text": "error"}``.
        engine: ``fast``, or ``reference`` for the ``jsonschema`` library.
        limit: how many findings of each code and severity to keep; ``Group.count`` is exact
            whatever it is.
        baseline: a file of known findings (``cpstandard validate --write-baseline``), which are
            left out and counted in ``Report.known``.
        language: of the messages, such as ``cy`` for Welsh (a draft that no native reader has
            agreed to yet). Codes, places, values and suggestions are the same in all.
        today: the day against which dates are judged; the real one (UTC) by default.
        on_record: is called with each record, its findings and whether it is sound, as soon as it
            has been checked. One record is held at a time, so that a file may be of any length,
            but for JSON as one document, whose text is held, and for a mapping.

    Raises:
        UnusableInput: ``source``, a code or a setting cannot be used at all; one line says why.
            Whatever is wrong with the data itself is a finding and raises nothing.
        TypeError: ``source`` is of none of these kinds, or holds what JSON cannot, such as a date.

    """
    spoken = words(language, schema_store.standard())
    checks, _failures = available_checks()
    settings = _settings(checks, ignore, severity or {}, engine, limit)
    known_before = None if baseline is None else _baseline(Path(baseline))
    validation = Validation(
        _opened(source),
        schema_store.standard,
        checks,
        settings,
        today or datetime.now(UTC).date(),
        known=known_before.knows if known_before is not None else None,
    )
    told = teller(spoken)
    for checked in validation:
        if on_record is not None:
            on_record(checked._replace(findings=list(map(told, checked.findings))))
    tell(validation.report, spoken)
    return validation.report


def available_checks() -> tuple[list[Check], list[str]]:
    """Return the built-in checks and those of other distributions, and why some did not load."""
    # The importers that come with cpstandard are of no use here, and loading plugins takes as long
    # as a thousand records: most people have no plugins of others.
    points = importlib.metadata.entry_points(group=PROJECT)
    if all(point.dist is not None and point.dist.name == PROJECT for point in points):
        return list(builtin_checks()), []
    from cpstandard.plugins import load_plugins  # noqa: PLC0415 - see above

    plugins = load_plugins(block=[PROJECT])
    failures = [str(failure) for failure in plugins.failures]
    return [provided.item for provided in plugins.checks], failures


def _settings(
    checks: Iterable[Check],
    ignore: Iterable[str],
    severity: Mapping[str, Severity | str],
    engine: str,
    limit: int,
) -> Settings:
    codes = all_codes(checks)
    if isinstance(ignore, str):
        raise TypeError("ignore takes a list of codes, not one text")
    if engine not in ENGINES:
        raise UnusableInput(f"There is no engine {engine!r}: use {' or '.join(ENGINES)}.")
    if limit < 1:
        raise UnusableInput(f"limit cannot be {limit}: use a whole number from 1.")
    return Settings(
        frozenset(known(code, codes) for code in ignore),
        {known(code, codes): _level(level) for code, level in severity.items()},
        engine,
        limit,
        tuple(schema_store.versions()),
        tuple(schema_store.extensions()),
    )


def _level(level: Severity | str) -> Severity:
    try:
        return Severity(level)
    except ValueError:
        raise UnusableInput(
            f"{level!r} is not a severity: use {', '.join(map(str, Severity))}."
        ) from None


def _baseline(path: Path) -> Baseline:
    try:
        return read_baseline(path.read_text(encoding="utf-8"), str(path))
    except (OSError, ValueError) as error:
        raise UnusableInput(f"The baseline {path} cannot be read: {error}.") from error


def _opened(source: Source) -> PackageSource:
    if isinstance(source, Mapping):
        return _without_places(open_package(_written(source), schema_store.standard))
    return open_package(_document(source), schema_store.standard)


def _document(source: Source) -> Document:
    if isinstance(source, str | os.PathLike):
        return open_document(Path(source))
    if not hasattr(source, "read"):
        raise TypeError(f"a path, an open file or a mapping is needed, not {type(source).__name__}")
    name = getattr(source, "name", None)
    return open_stream(
        _Bytes(source),  # type: ignore[arg-type] # all that is asked of it is read()
        name if isinstance(name, str) else "stream",
    )


class _Bytes:
    """What an open file gives, in bytes, whether it was opened as text or not."""

    def __init__(self, source: Any) -> None:
        self._source = source

    def read(self, size: int) -> bytes:
        part: Any = self._source.read(size)
        return part.encode("utf-8", "surrogatepass") if isinstance(part, str) else bytes(part)


def _written(package: Mapping[str, Any]) -> Document:
    """Return the package as a JSON document, so that what is judged is what JSON would hold."""
    try:
        text = json.dumps(dict(package))
    except (RecursionError, ValueError) as error:
        raise UnusableInput("The package is nested too deeply, or holds itself.") from error
    return open_stream(io.BytesIO(text.encode()), _PACKAGE)


def _without_places(package: PackageSource) -> PackageSource:
    """Return ``package`` with the positions of its records in place of lines nobody wrote."""
    read = package.records

    def records() -> Iterator[SourceRecord]:
        for index, record in enumerate(read(), start=1):
            locate = _at(index)
            yield SourceRecord(record.data, locate, [_moved(f, locate) for f in record.findings])

    findings = [_moved(finding, _at(None)) for finding in package.findings]
    return replace(package, locate_header=_at(None), records=records, findings=findings)


def _at(row: int | None) -> Locator:
    return lambda pointer: Location(_PACKAGE, pointer, row=row)


def _moved(finding: Finding, locate: Locator) -> Finding:
    return replace(finding, location=locate(finding.location.pointer))

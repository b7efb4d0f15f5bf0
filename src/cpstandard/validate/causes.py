"""Says once what would be said of every row: one mistake of a table is one finding.

A record lacks a field because its column is missing or its cell cannot be read. The column, or the
cell, is the mistake; what the record lacks is only its echo. The record stays unfit either way.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import join_pointer
from cpstandard.core.phrase import phrase
from cpstandard.core.record import SourceRecord
from cpstandard.validate.explain import Fault
from cpstandard.validate.structure import finding_of

_LOSSES = frozenset({"unreadable-value", "error-cell", "read-as"})
_ANY = "*"


@dataclass(slots=True)
class _Cause:
    """A column that is missing: what to say of it, and of the first record that lacks it."""

    finding: Finding
    first: Finding
    records: int = 1


class Causes:
    """Gathers the causes in one table; ``findings`` is complete after its last record.

    ``absent`` is that of the package. ``is_told`` says whether a finding reaches the report: what
    is ignored there explains nothing.
    """

    def __init__(
        self,
        absent: Callable[[tuple[str, ...]], Finding | None],
        is_told: Callable[[Finding], bool],
    ) -> None:
        self._absent = absent
        self._is_told = is_told
        self._known: dict[tuple[str, ...], Finding | None] = {}
        self._causes: dict[tuple[str, ...], _Cause] = {}

    def unsaid(
        self, source: SourceRecord, faults: list[Fault]
    ) -> tuple[list[Fault], list[Finding]]:
        """Return the ``faults`` that neither a column nor a cell explains, and the cells' findings.

        A finding about a cell that explains one becomes an error, as the fault is.
        """
        own = source.findings
        if not any(fault.missing for fault in faults):
            return faults, own
        lost = {
            found.location.pointer: position
            for position, found in enumerate(own)
            if found.code in _LOSSES and self._is_told(found)
        }
        left = []
        for fault in faults:
            cells = (join_pointer((*fault.path, name)) for name in fault.missing)
            position = next((lost[cell] for cell in cells if cell in lost), None)
            if position is not None:
                worse = _blamed(own[position], finding_of(fault, source.data, source.locate))
                own = [*own[:position], worse, *own[position + 1 :]]
            elif not fault.missing or not self._add(source, fault):
                left.append(fault)
        return left, own

    def _add(self, source: SourceRecord, fault: Fault) -> bool:
        above = tuple(_ANY if isinstance(part, int) else part for part in fault.path)
        causes = [self._cause((*above, name)) for name in fault.missing]
        if not all(causes) or causes[0] is None:
            return False
        path = (*above, fault.missing[0])
        if path in self._causes:
            self._causes[path].records += 1
        else:
            told = finding_of(fault, source.data, source.locate)
            self._causes[path] = _Cause(causes[0], told)
        return True

    def _cause(self, path: tuple[str, ...]) -> Finding | None:
        if path not in self._known:
            found = self._absent(path)
            self._known[path] = found if found and self._is_told(found) else None
        return self._known[path]

    def findings(self, others: list[Finding]) -> Iterator[Finding]:
        """Yield a finding for each cause, then the ``others`` that are none.

        Where a single record is concerned and the column is not misspelt but missing, that record
        is the better place to name.
        """
        said = []
        for cause in self._causes.values():
            misspelt = any(cause.finding is other for other in others)
            if misspelt:
                said.append(cause.finding)
            if misspelt:
                yield replace(cause.finding, severity=Severity.ERROR)
            elif cause.records > 1:
                yield _counted(cause)
            else:
                yield cause.first
        yield from (other for other in others if not any(other is one for one in said))


def _counted(cause: _Cause) -> Finding:
    """Return the finding about a column with how many rows need it, which may be some of many."""
    row = cause.first.location.row
    if row is None:
        return cause.finding
    message = phrase(
        "{found} It is needed in {count:,} rows, the first of which is row {row}.",
        found=cause.finding.message,
        count=cause.records,
        row=row,
    )
    parameters = {**cause.finding.parameters, "count": cause.records}
    return replace(cause.finding, message=message, parameters=parameters)


def _blamed(cell: Finding, echo: Finding) -> Finding:
    """Return a cell's finding as the error that it is, for it left the record without a value.

    That a cell was read as nothing is no mistake by itself: what is lacking is, and gives the code.
    """
    if cell.severity is Severity.ERROR:
        return cell
    message = phrase("{found} {lack}", found=cell.message, lack=echo.message)
    if cell.code != "read-as":
        return replace(cell, severity=Severity.ERROR, message=message)
    if echo.code == "missing-companion":
        words = {**echo.parameters, "found": message}
        message = phrase("{found} Give {field}, or empty {has} too.", **words)
    return replace(echo, message=message, location=cell.location, value=cell.value)

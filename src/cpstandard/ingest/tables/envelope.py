"""Reads the envelope of a package from its ``Meta`` sheet or its ``Package:`` columns."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location, split_pointer
from cpstandard.core.phrase import joined, phrase, titled
from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.core.table import CellValue, Table
from cpstandard.core.table_form import Column, Kind, Path
from cpstandard.ingest.tables.cell_findings import read_as
from cpstandard.ingest.tables.cells import AsWritten, Unreadable, cell_reader, is_blank
from cpstandard.ingest.tables.head import Head
from cpstandard.ingest.tables.headings import META, folded, meta_index
from cpstandard.ingest.tables.layout import Layout
from cpstandard.ingest.tables.no_record import is_total
from cpstandard.ingest.tables.numbered import list_paths, put, settle, typed

NumberedRows = Iterator[tuple[int, Sequence[CellValue]]]
MISSING_ENVELOPE = "missing-envelope"
_VERSION = ("standardVersion",)
_WHOLE = re.compile("[0-9]{1,3}")
_REQUIRED = frozenset({"standardVersion", "publisher", "licence"})
_KINDS = {
    Kind.TEXT: phrase("text"),
    Kind.NUMBER: phrase("a number"),
    Kind.BOOLEAN: phrase("TRUE or FALSE"),
    Kind.LIST: phrase("a list"),
    Kind.JSON: "JSON",
}


@dataclass(slots=True)
class TableEnvelope:
    """The envelope, where each of its values stood, and what was odd about it.

    ``passing`` hands the table's rows on; what they say against the envelope becomes findings.
    """

    file: str
    header: Record = field(default_factory=dict)
    cells: dict[Path, Location] = field(default_factory=dict)
    blanks: dict[Path, Location] = field(default_factory=dict)
    numbers: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    conflicts: set[Path] = field(default_factory=set)
    default: Location = field(default_factory=Location)
    passing: Callable[[NumberedRows], NumberedRows] = iter

    def locate(self, pointer: str) -> Location:
        """Return the cell of the value at ``pointer``; without one, the sheet."""
        tokens = typed(split_pointer(pointer), self.numbers)
        known = {**self.blanks, **self.cells}
        cells = {tuple(map(str, path)): where for path, where in known.items()}
        # What is missing has the cell in which it, or the first part of it, is to be written.
        for path, where in list(cells.items()):
            cells.setdefault(path[:1], where)
        for length in range(len(tokens), 0, -1):
            found = cells.get(tuple(tokens[:length]))
            if found:
                return found.at(pointer)
        return self.default.at(pointer)

    def put(self, column: Column, value: object, where: Location) -> None:
        """Set one value; a second, other value for the same field is reported and not read."""
        if isinstance(value, Unreadable):
            self.findings.append(_unreadable(column, where))
            return
        if column.path == _VERSION and isinstance(value, str) and _WHOLE.fullmatch(value):
            value = f"{value}.0"  # spreadsheet programs take 1.0 for a number, and keep 1
        if column.path in self.cells:
            if self._value(column.path) != value and column.path not in self.conflicts:
                self.conflicts.add(column.path)
                self.findings.append(_conflicting(column, where))
            return
        self.cells[column.path] = where
        put(self.header, column.path, value)

    def finish(self, order: Iterable[str]) -> None:
        """Close the lists and put the fields in ``order``, once all has been read."""
        self.numbers = settle(self.header, sorted(list_paths(self.cells)))
        self.header = {name: self.header[name] for name in order if name in self.header}

    def _value(self, path: Path) -> object:
        value: object = self.header
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        return value


def read_envelope(layout: Layout, file: str, standard: Standard, *, escaped: bool) -> TableEnvelope:
    """Return the envelope of ``layout``; what is missing is for the validator to say."""
    sheet = layout.meta.name if layout.meta else None
    envelope = TableEnvelope(file, default=Location(file, sheet=sheet))
    if layout.meta is not None:
        _read_meta(layout, layout.meta, envelope, standard, escaped=escaped)
    if layout.main is not None:
        columns = EnvelopeColumns(layout.main, envelope)
        envelope.passing = columns.passing
    if not envelope.cells and not envelope.blanks:
        sheets = main.sheet is not None if (main := layout.main) else False
        envelope.findings.append(_nowhere(layout, standard, file, sheets=sheets))
    envelope.finish(standard.package["properties"])
    return envelope


def _read_meta(
    layout: Layout, table: Table, envelope: TableEnvelope, standard: Standard, *, escaped: bool
) -> None:
    index = meta_index(layout.form)
    ours = {folded(form.meta_headings[0]) for form in layout.form.languages}
    for number, row in enumerate(table.rows(), start=1):
        cells = [*row[:2], None, None]
        name = cells[0]
        if is_blank(name) or folded(str(name)) in ours:
            continue
        heading = str(name).strip()
        target = index.target(heading)
        where = Location(
            envelope.file, sheet=table.name, cell=f"B{number}", row=number, heading=heading
        )
        if target is None:
            # A title above the rows, or notes below them, has nothing beside it.
            if not is_blank(cells[1]):
                envelope.findings.append(_unknown(heading, index.suggestion(heading), where))
            continue
        value = cell_reader(target.column, standard, escaped=escaped)(cells[1])
        if isinstance(value, AsWritten):
            envelope.findings.append(read_as(heading, cells[1], value, where))
            value = value.value
        if value is not None:
            envelope.put(target.column, value, where)
        else:
            envelope.blanks.setdefault(target.column.path, where)


class EnvelopeColumns:
    """The ``Package:`` columns of a table, which say the same in each row or in the first alone.

    Rows are read until each column has said something; what the others say is looked at when they
    are passed on their way to become records, so that the table is gone through no second time.
    """

    def __init__(self, main: Head, envelope: TableEnvelope) -> None:
        """Read into ``envelope`` until nothing more can be learnt, but contradictions."""
        self._main = main
        self._places = [place for place in main.places if place.target.sheet == META]
        self._envelope = envelope
        self._read_up_to = 0
        self._before: list[CellValue] = []
        missing = {place.target.column.path for place in self._places}
        for number, row in main.rows(examples=True) if missing else ():
            self._see(number, row)
            missing -= envelope.cells.keys()
            if not missing:
                break

    def passing(self, rows: NumberedRows) -> NumberedRows:
        """Yield ``rows`` as they are; the findings of the envelope may grow with them."""
        for number, row in rows:
            if number > self._read_up_to:
                self._see(number, row)
            yield number, row

    def _see(self, number: int, row: Sequence[CellValue]) -> None:
        self._read_up_to = number
        width = len(row)
        cells = [row[place.position] for place in self._places if place.position < width]
        if cells == self._before:
            return
        self._before = cells
        if any(map(is_total, cells)):
            return
        for place, cell in zip(self._places, cells, strict=False):
            value = None if is_blank(cell) else place.read(cell)
            if isinstance(value, AsWritten):
                value = value.value
            if value is not None:
                self._envelope.put(place.target.column, value, self._main.cell(number, place))


def _nowhere(layout: Layout, standard: Standard, file: str, *, sheets: bool) -> Finding:
    """Return the one finding for a table that says nothing of who publishes it."""
    form = layout.form
    wanted = [
        column.heading
        for column in form.meta
        if column.field.required and not column.item and column.path[0] in _REQUIRED
    ]
    names = joined([titled(name) for name in wanted], "{before}, {last}")
    columns = joined(
        [phrase("“Package: {field}”", field=name) for name in wanted], "{before}, {last}"
    )
    where = (
        phrase(
            "Add a sheet named {meta_name} with {names} in column A, each with its value "
            "beside it in column B.",
            meta_name=form.meta_name,
            names=names,
        )
        if sheets
        else phrase(
            "Add columns with the headings {columns} and fill in their first row.", columns=columns
        )
    )
    message = phrase(
        "The file does not say who publishes it, and under which licence. {where} The "
        "standard's version is {version}.",
        where=where,
        version=standard.version,
    )
    return Finding(MISSING_ENVELOPE, Severity.ERROR, message, Location(file))


def _unknown(heading: str, suggestion: str | None, where: Location) -> Finding:
    advice = phrase(" Did you mean “{suggestion}”?", suggestion=suggestion) if suggestion else ""
    return Finding(
        "unknown-heading",
        Severity.WARNING,
        phrase(
            "“{heading}” is not a field of the package, so its value is not read.{advice}",
            heading=heading,
            advice=advice,
        ),
        where,
        value=heading,
        suggestion=suggestion,
        parameters={"heading": heading, "suggestion": suggestion},
    )


def _unreadable(column: Column, where: Location) -> Finding:
    return Finding(
        "unreadable-value",
        Severity.ERROR,
        phrase(
            "“{heading}” cannot be read as {kind}.",
            heading=column.heading,
            kind=_KINDS[column.kind],
        ),
        where,
        parameters={"heading": column.heading, "expected": _KINDS[column.kind]},
    )


def _conflicting(column: Column, where: Location) -> Finding:
    if column.path == _VERSION:
        return Finding(
            "mixed-versions",
            Severity.ERROR,
            phrase(
                "The file names several versions of the standard; it is read by the first of "
                "them. Keep the records of each version in a file of their own."
            ),
            where,
            parameters={"heading": column.heading},
        )
    return Finding(
        "conflicting-value",
        Severity.ERROR,
        phrase(
            "“{heading}” is said of the whole package, but has several different values; "
            "the first is read.",
            heading=column.heading,
        ),
        where,
        parameters={"heading": column.heading},
    )

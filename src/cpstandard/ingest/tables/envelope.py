"""Reads the envelope of a package from its ``Meta`` sheet or its ``Package:`` columns."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from cpstandard.core.finding import Finding
from cpstandard.core.location import Location, Stretch, split_pointer
from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.core.table import CellValue, Table
from cpstandard.core.table_form import Column, Path
from cpstandard.ingest.tables.cell_findings import read_as
from cpstandard.ingest.tables.cells import AsWritten, Unreadable, cell_reader, is_blank
from cpstandard.ingest.tables.envelope_columns import EnvelopeColumns, NumberedRows
from cpstandard.ingest.tables.envelope_findings import (
    VERSION,
    conflicting,
    nowhere,
    unknown_name,
    unreadable,
)
from cpstandard.ingest.tables.headings import folded, meta_index
from cpstandard.ingest.tables.layout import Layout
from cpstandard.ingest.tables.numbered import list_paths, put, settle, typed

_WHOLE = re.compile("[0-9]{1,3}")


@dataclass(slots=True)
class TableEnvelope:
    """The envelope, where each of its values stood, and what was odd about it.

    ``passing`` hands the table's rows on; what they say against the envelope becomes findings.
    ``stretch`` gives the cells of a column that say the same as one of them.
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
    stretch: Callable[[Location], Stretch | None] | None = None

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

    def put_read(self, column: Column, cell: CellValue, value: AsWritten, where: Location) -> bool:
        """Set a value that was written in another way, and say once as what it was read."""
        is_first = column.path not in self.cells
        if is_first:
            self.findings.append(read_as(str(where.heading), cell, value, where))
        return self.put(column, value.value, where) if value.value is not None else is_first

    def put(self, column: Column, value: object, where: Location) -> bool:
        """Set one value; a second, other value for the same field is reported and not read.

        Returns whether it is the value of the field.
        """
        if isinstance(value, Unreadable):
            if column.path not in self.conflicts:
                self.conflicts.add(column.path)
                self.findings.append(unreadable(column, where))
            return False
        if column.path == VERSION and isinstance(value, str) and _WHOLE.fullmatch(value):
            value = f"{value}.0"  # spreadsheet programs take 1.0 for a number, and keep 1
        if column.path in self.cells:
            first = self._value(column.path)
            if first != value and column.path not in self.conflicts:
                self.conflicts.add(column.path)
                self.findings.append(conflicting(column, first, value, where))
            return first == value
        self.cells[column.path] = where
        put(self.header, column.path, value)
        return True

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
        envelope.passing, envelope.stretch = columns.passing, columns.stretch
    if not envelope.cells and not envelope.blanks:
        sheets = main.sheet is not None if (main := layout.main) else False
        envelope.findings.append(nowhere(layout, standard, file, sheets=sheets))
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
                envelope.findings.append(unknown_name(heading, index.suggestion(heading), where))
            continue
        value = cell_reader(target.column, standard, escaped=escaped)(cells[1])
        if isinstance(value, AsWritten):
            envelope.put_read(target.column, cells[1], value, where)
            value = value.value
        elif value is not None:
            envelope.put(target.column, value, where)
        if value is None:
            envelope.blanks.setdefault(target.column.path, where)

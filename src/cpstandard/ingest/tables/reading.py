"""Reads a package from tables: a workbook, a CSV file, or a folder or zip of CSV files."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Protocol

from cpstandard.core import media_type as mt
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import phrase
from cpstandard.core.record import PackageSource, Record, SourceRecord, chosen
from cpstandard.core.standard import Standard
from cpstandard.core.table import Table, column_letter
from cpstandard.ingest.not_a_package import not_a_package
from cpstandard.ingest.tables.assembly import Assembler
from cpstandard.ingest.tables.cells import plain_text
from cpstandard.ingest.tables.envelope import read_envelope
from cpstandard.ingest.tables.examples import skipped_example
from cpstandard.ingest.tables.head import Head
from cpstandard.ingest.tables.headings import MAIN
from cpstandard.ingest.tables.layout import Layout, find_layout
from cpstandard.ingest.tables.list_rows import ListRows, NumberedRow
from cpstandard.ingest.tables.undeclared import name_extensions

_FORMS = {
    mt.CSV: "csv", mt.TSV: "csv", mt.XLSX: "xlsx", mt.XLSM: "xlsx", mt.XLSB: "xlsb", mt.XLS: "xls",
    mt.ODS: "ods",
}  # fmt: skip


class GetStandard(Protocol):
    """Gives a version of the standard with extensions; the latest where none is named."""

    def __call__(self, version: str = ..., extensions: Iterable[str] = ..., /) -> Standard:
        """Return the version; raises ``UnusableInput`` for one that is not here."""


def read_package_tables(
    document: Document, get_standard: GetStandard, extensions: Iterable[str] = ()
) -> PackageSource:
    """Open a package in the spreadsheet form, or a plain hand-made table with its headings.

    What belongs to one of ``extensions`` that the package does not name is said to.
    """
    tables = list(document.tables())
    escaped = document.media_type not in mt.WORKBOOKS
    form = _FORMS.get(document.media_type, "csv")
    standard = get_standard()
    layout = find_layout(tables, document.name, standard, escaped=escaped)
    if layout.main is None:
        what, advice = _what_instead(tables, layout, standard)
        return not_a_package(document.name, form, what, advice)
    envelope = read_envelope(layout, document.name, standard, escaped=escaped)
    stated = _stated(envelope.header, get_standard)
    if stated is not None and stated is not standard:
        standard = stated
        again = find_layout(tables, document.name, standard, escaped=escaped)
        if again.main is not None:
            layout = again
            envelope = read_envelope(layout, document.name, standard, escaped=escaped)
    extended = _extended(standard, get_standard, extensions)
    name_extensions(layout, tables, document.name, extended, escaped=escaped)
    package = _TablePackage(layout, standard, escaped=escaped)
    package.findings[:0] = _damage(tables, document.name)
    package.findings += envelope.findings
    return PackageSource(
        document.name,
        form,
        envelope.header,
        envelope.locate,
        package.records,
        package.findings,
        # Where there is no envelope at all, one finding says so and where to write it.
        whole=bool(envelope.header or envelope.blanks),
        pick=package.pick,
    )


def _what_instead(tables: list[Table], layout: Layout, standard: Standard) -> tuple[str, str]:
    """Return what was found where no table has the headings of initiatives, and the advice."""
    wordings = standard.wordings.values()
    titles = {title for each in wordings if (title := each.text("readMe.title"))}
    first = (row[0] for table in tables for row in islice(table.rows(), 1) if row)
    main = layout.form.main.name
    if any(cell in titles for cell in first):
        return (
            phrase("it is the sheet of advice of the template alone"),
            (
                phrase(
                    "Save the sheet {main} as CSV: programs save only the sheet that is open. Or "
                    "give the whole workbook.",
                    main=main,
                )
            ),
        )
    return (
        phrase("no table in it has the right headings"),
        (
            phrase(
                "The first row of a table has to hold headings such as “Initiative id” and "
                "“Name”: begin with cpstandard template. For the export of another register, "
                "use: cpstandard import."
            )
        ),
    )


def _stated(header: Record, get_standard: GetStandard) -> Standard | None:
    """Return the standard that ``header`` names, with those of its extensions that are known."""
    version, declared = header.get("standardVersion"), header.get("extensions")
    if not isinstance(version, str):
        return None
    # The validator says, against the envelope, which of these are not known.
    try:
        standard = get_standard(version)
    except UnusableInput:
        return None
    for name in declared if isinstance(declared, list) else ():
        with suppress(UnusableInput):
            standard = get_standard(version, (*standard.extensions, str(name)))
    return standard


def _extended(
    standard: Standard, get_standard: GetStandard, extensions: Iterable[str]
) -> dict[str, Standard]:
    """Return ``standard`` with each extension that it could have and has not."""
    found = {}
    for name in extensions:
        if name not in standard.extensions:
            with suppress(UnusableInput):
                found[name] = get_standard(standard.version, (*standard.extensions, name))
    return found


class _TablePackage:
    """The records of one layout."""

    def __init__(self, layout: Layout, standard: Standard, *, escaped: bool) -> None:
        assert layout.main is not None
        self._main: Head = layout.main
        self._assembler = Assembler(layout.form, self._main, layout.lists, standard)
        heads = [layout.main, *layout.lists.values()]
        self.findings = [*layout.findings]
        for head in heads:
            self.findings += head.findings
            self.findings += _nameless(head)
        positions = self._positions(escaped=escaped) if layout.lists else {}
        self._lists = {
            sheet: ListRows(head, positions, escaped=escaped)
            for sheet, head in sorted(layout.lists.items())
        }
        for rows in self._lists.values():
            self.findings += rows.orphans
        self._heads = heads
        self._told: set[tuple[int, int]] = set()
        self._numbers = array("q")
        self._tell_examples()

    def records(self) -> Iterator[SourceRecord]:
        """Yield the records, from the first row each time it is called."""
        readers = {sheet: rows.reader() for sheet, rows in self._lists.items()}

        def rows_of(sheet: int, name: str) -> list[NumberedRow]:
            return readers[sheet].take(name)

        numbers = array("q")
        for number, row in self._main.rows():
            record = self._assembler.record(number, row, rows_of)
            if record is not None:
                numbers.append(number)
                yield record
        self._numbers = numbers
        self._tell_examples()

    def pick(self, positions: Sequence[int]) -> Iterator[SourceRecord]:
        """Yield the records at ``positions``; the rows of others are passed over where they can be.

        Rows of lists are handed out in order, so where there are any, every record is made.
        """
        if not positions:
            return
        if self._lists or positions[-1] >= len(self._numbers):
            yield from chosen(self.records(), positions)
            return
        wanted = {self._numbers[position] for position in positions}
        for number, row in self._main.rows():
            if number in wanted:
                record = self._assembler.record(number, row, _no_rows)
                if record is not None:
                    yield record
                if number == self._numbers[positions[-1]]:
                    return

    def _tell_examples(self) -> None:
        """Add a finding for each example row that was met and not yet told."""
        for position, head in enumerate(self._heads):
            for number, is_marked in sorted(head.examples.items()):
                if (position, number) not in self._told:
                    self._told.add((position, number))
                    where = head.locate("", number, [], MAIN)
                    # The rows of lists have nothing that would say so but the id.
                    is_whole = is_marked or position > 0
                    self.findings.append(skipped_example(where, is_whole=is_whole))

    def _positions(self, *, escaped: bool) -> dict[str, int]:
        """Return the order of the ids; of two rows with the same id the first counts."""
        column = next(
            (
                p
                for p in self._main.places
                if p.target.sheet == MAIN and p.target.column.path == ("id",)
            ),
            None,
        )
        positions: dict[str, int] = {}
        for _number, row in self._main.rows() if column else ():
            if column and column.position < len(row):
                name = plain_text(row[column.position], escaped=escaped)
                if name:
                    positions.setdefault(name, len(positions))
        return positions


def _no_rows(_sheet: int, _name: str) -> list[NumberedRow]:
    return []


def _nameless(head: Head) -> Iterator[Finding]:
    """Yield a finding for each column that has cells but no heading, looking at the first rows."""
    seen: dict[int, int] = {}
    for number, row in islice(head.rows(), 1000):
        for position in (*head.nameless, *range(head.width, min(len(row), head.width + 100))):
            if position < len(row) and row[position] not in {None, ""}:
                seen.setdefault(position, number)
    for position, number in sorted(seen.items()):
        cell = f"{column_letter(position)}{number}"
        yield Finding(
            "missing-heading",
            Severity.WARNING,
            phrase(
                "The column {column} has cells but no heading, so it is not read.",
                column=column_letter(position),
            ),
            Location(head.file, sheet=head.sheet, cell=cell, row=number),
            parameters={"column": column_letter(position)},
        )


def _damage(tables: list[Table], file: str) -> Iterator[Finding]:
    named = len(tables) > 1
    for table in tables:
        sheet = table.name if named else None
        for repair in table.repairs:
            where = Location(file, sheet=sheet)
            yield Finding("repaired-encoding", Severity.WARNING, repair, where)
        for cell in table.lost:
            message = phrase(
                "The cell {cell} holds an error such as #N/A, or a formula without a result, "
                "where a value should be.",
                cell=cell,
            )
            yield Finding(
                "error-cell",
                Severity.WARNING,
                message,
                Location(file, sheet=table.name, cell=cell),
                parameters={"cell": cell},
            )

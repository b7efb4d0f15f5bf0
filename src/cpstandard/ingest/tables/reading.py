"""Reads a package from tables: a workbook, a CSV file, or a folder or zip of CSV files."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from cpstandard.core import media_type as mt
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.location import Location
from cpstandard.core.record import PackageSource, Record, SourceRecord, chosen
from cpstandard.core.standard import Standard
from cpstandard.ingest.not_a_package import not_a_package
from cpstandard.ingest.tables.absent import AbsentColumns
from cpstandard.ingest.tables.assembly import Assembler
from cpstandard.ingest.tables.cells import plain_text
from cpstandard.ingest.tables.damage import damage, nameless_columns
from cpstandard.ingest.tables.envelope import TableEnvelope, read_envelope
from cpstandard.ingest.tables.examples import skipped_example
from cpstandard.ingest.tables.foreign import is_foreign, of_another_register, what_instead
from cpstandard.ingest.tables.headings import MAIN
from cpstandard.ingest.tables.layout import Layout, find_layout
from cpstandard.ingest.tables.list_rows import ListRows, NumberedRow
from cpstandard.ingest.tables.no_record import no_rows, skipped_row
from cpstandard.ingest.tables.padded import padded_cells
from cpstandard.ingest.tables.row_numbers import RowNumbers
from cpstandard.ingest.tables.undeclared import name_extensions

if TYPE_CHECKING:
    from cpstandard.ingest.tables.head import Head

_DECLARING = frozenset({"standardVersion", "publisher"})
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
        what, advice = what_instead(tables, layout, standard)
        return not_a_package(document.name, form, what, advice)
    envelope = read_envelope(layout, document.name, standard, escaped=escaped)
    declared = envelope.blanks or _DECLARING & envelope.header.keys()
    if not declared and is_foreign(layout, layout.main):
        return not_a_package(document.name, form, *of_another_register(layout.main))
    stated = _stated(envelope.header, get_standard)
    if stated is not None and stated is not standard:
        standard = stated
        again = find_layout(tables, document.name, standard, escaped=escaped)
        if again.main is not None:
            layout = again
            envelope = read_envelope(layout, document.name, standard, escaped=escaped)
    extended = _extended(standard, get_standard, extensions)
    name_extensions(layout, tables, document.name, extended, escaped=escaped)
    package = _TablePackage(layout, standard, envelope, escaped=escaped)
    package.findings[:0] = damage(tables, layout, document.name)
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
        absent=AbsentColumns(layout),
        stretch=envelope.stretch,
        padded=package.padded,
        naming=package.naming,
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

    def __init__(
        self, layout: Layout, standard: Standard, envelope: TableEnvelope, *, escaped: bool
    ) -> None:
        assert layout.main is not None
        self._main: Head = layout.main
        self._envelope = envelope
        self._envelope_findings = 0
        self._assembler = Assembler(layout.form, self._main, layout.lists, standard)
        heads = [layout.main, *layout.lists.values()]
        self.findings = [*layout.findings]
        for head in heads:
            self.findings += head.findings
            self.findings += nameless_columns(head)
        positions, repeated = self._positions(escaped=escaped) if layout.lists else ({}, set())
        self._repeated = repeated
        self._lists = {
            sheet: ListRows(head, positions, escaped=escaped, repeated=repeated)
            for sheet, head in sorted(layout.lists.items())
        }
        for rows in self._lists.values():
            self.findings += rows.orphans
        self.naming = [rows.sheet for rows in self._lists.values() if rows.names_any]
        self._heads = heads
        self._told: set[tuple[int, int]] = set()
        self._numbers = RowNumbers()
        self._is_told = False
        self._tell_examples()
        self._tell_of_envelope()

    def records(self) -> Iterator[SourceRecord]:
        """Yield the records, from the first row each time it is called."""
        readers = {sheet: rows.reader() for sheet, rows in self._lists.items()}

        def rows_of(sheet: int, name: str) -> list[NumberedRow]:
            return readers[sheet].take(name)

        numbers, repeated = RowNumbers(), self._repeated
        for number, row in self._envelope.passing(self._main.rows()):
            record = self._assembler.record(number, row, rows_of)
            if record is not None:
                numbers.append(number)
                record.shares_rows = bool(repeated) and (record.data or {}).get("id") in repeated
                yield record
        self._numbers = numbers
        self._tell_examples()
        self._tell_of_envelope()
        self._tell_skipped(is_empty=not numbers)

    def _tell_skipped(self, *, is_empty: bool) -> None:
        """Add a finding for each row that is no record; for the table, once, if none is."""
        if self._is_told:
            return
        self._is_told = True
        skipped = self._assembler.skipped.values()
        self.findings += map(skipped_row, skipped)
        if is_empty and not self._main.examples and not skipped:
            self.findings.append(no_rows(self._main.locate("", self._main.row, [], MAIN)))

    def padded(self) -> Iterator[tuple[Location, str]]:
        """Yield the cells with spaces around their text, of all tables."""
        return padded_cells(self._heads)

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

    def _tell_of_envelope(self) -> None:
        """Add what has been found about the envelope since it was told of last."""
        told, found = self._envelope_findings, self._envelope.findings
        self.findings += found[told:]
        self._envelope_findings = len(found)

    def _tell_examples(self) -> None:
        """Add a finding for each example row that was met and not yet told.

        The one of the main sheet stands for its own rows on the sheets of lists.
        """
        for position, head in enumerate(self._heads):
            if position and self._main.examples:
                break
            for number, is_marked in sorted(head.examples.items()):
                if (position, number) not in self._told:
                    self._told.add((position, number))
                    where = head.locate("", number, [], MAIN)
                    # The rows of lists have nothing that would say so but the id.
                    is_whole = is_marked or position > 0
                    self.findings.append(skipped_example(where, is_whole=is_whole))

    def _positions(self, *, escaped: bool) -> tuple[dict[str, int], set[str]]:
        """Return the order of the ids; of two rows with the same id the first counts.

        Beside it: the ids that stand twice.
        """
        column = next(
            (
                p
                for p in self._main.places
                if p.target.sheet == MAIN and p.target.column.path == ("id",)
            ),
            None,
        )
        positions: dict[str, int] = {}
        repeated: set[str] = set()
        for _number, row in self._main.rows() if column else ():
            if column and column.position < len(row):
                name = plain_text(row[column.position], escaped=escaped)
                if name:
                    if name in positions:
                        repeated.add(name)
                    positions.setdefault(name, len(positions))
        return positions, repeated


def _no_rows(_sheet: int, _name: str) -> list[NumberedRow]:
    return []

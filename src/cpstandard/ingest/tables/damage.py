"""What is said of a whole table: columns without a heading, and damage that the file came with."""

from collections.abc import Iterator
from itertools import islice

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import phrase
from cpstandard.core.table import Table, column_letter
from cpstandard.ingest.tables.cell_findings import lost_cell
from cpstandard.ingest.tables.cells import is_blank
from cpstandard.ingest.tables.head import Head
from cpstandard.ingest.tables.layout import Layout


def nameless_columns(head: Head) -> Iterator[Finding]:
    """Yield a finding for each column that has cells but no heading, looking at the first rows."""
    seen: dict[int, int] = {}
    for number, row in islice(head.rows(), 1000):
        for position in (*head.nameless, *range(head.width, min(len(row), head.width + 100))):
            if position < len(row) and not is_blank(row[position]):
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


def damage(tables: list[Table], layout: Layout, file: str) -> Iterator[Finding]:
    """Yield what the files themselves have lost: odd encodings, cells of the envelope."""
    named = len(tables) > 1
    for table in tables:
        sheet = table.name if named else None
        for repair in table.repairs:
            where = Location(file, sheet=sheet)
            yield Finding("repaired-encoding", Severity.WARNING, repair, where)
    if layout.meta is not None:
        for cell in layout.meta.lost:
            yield lost_cell(Location(file, sheet=layout.meta.name, cell=cell))
    # Those in columns that are read are said with their records; sheets that are not, do not count.
    for head in (layout.main, *layout.lists.values()):
        read = {column_letter(place.position) for place in head.places} if head else set()
        for cell in head.lost if head else ():
            if cell.rstrip("0123456789") not in read:
                yield lost_cell(Location(file, sheet=head.table.name if head else None, cell=cell))

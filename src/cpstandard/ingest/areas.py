"""Reads reference data on areas: a table whose columns the registry's entry names."""

from collections.abc import Iterator
from dataclasses import dataclass

from cpstandard.core.areas import Area
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.ingest.source_rows import Sheet, read_sheet

# The first letter of a code of the Government Statistical Service, and the nation that it stands
# for in ISO 3166-2.
_NATIONS = {"E": "GB-ENG", "W": "GB-WLS", "S": "GB-SCT", "N": "GB-NIR"}


@dataclass(frozen=True, slots=True)
class AreaColumns:
    """What the columns are called; an empty name stands for a column that is not there.

    ``current_code`` and ``current_name`` give the area that holds a former one today;
    ``other_names`` holds further spellings, parted by commas.
    """

    code: str
    name: str
    current_code: str = ""
    current_name: str = ""
    region: str = ""
    other_names: str = ""


def read_areas(document: Document, columns: AreaColumns) -> list[Area]:
    """Return the areas of a table, in its order.

    Raises ``UnusableInput`` where a column that the entry names is not there, or no row has a code.
    """
    sheet = read_sheet(document)
    wanted = [
        columns.code, columns.name, columns.current_code, columns.current_name, columns.region,
        columns.other_names,
    ]  # fmt: skip
    missing = [name for name in wanted if name and name not in sheet.headings]
    if missing:
        raise UnusableInput(
            f"{document.name} has no column {', '.join(map(repr, missing))}; it has "
            f"{', '.join(map(repr, sheet.headings[:20]))}."
        )
    areas = list(_areas(sheet, columns))
    if not areas:
        raise UnusableInput(f"{document.name} has no area with a code and a name.")
    return areas


def _areas(sheet: Sheet, columns: AreaColumns) -> Iterator[Area]:
    for row in sheet.rows:
        code, name = row.text(columns.code).upper(), row.text(columns.name)
        if not code or not name:
            continue
        current = row.text(columns.current_code).upper() if columns.current_code else ""
        others = row.text(columns.other_names).split(",") if columns.other_names else []
        yield Area(
            code,
            name,
            current or code,
            (row.text(columns.current_name) if columns.current_name else "") or name,
            row.text(columns.region) if columns.region else "",
            _NATIONS.get((current or code)[0], ""),
            tuple(filter(None, map(str.strip, others))),
        )

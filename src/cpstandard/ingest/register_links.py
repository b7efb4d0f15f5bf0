"""Reads reference data on bodies that have numbers in several registers."""

import re
from collections.abc import Iterator

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.registers import official_number
from cpstandard.ingest.source_rows import Sheet, read_sheet

_NUMBER = re.compile(r"([A-Z]{2}-[A-Z0-9_]+)-(\S.*)")


def read_register_links(document: Document, number: str, same_as: str) -> list[tuple[str, str]]:
    """Return the pairs of numbers of one body, in the table's order, each with its register.

    ``number`` and ``same_as`` are the columns. A row in which one is no number is passed over.
    Raises ``UnusableInput`` where a column is not there, or no row has two numbers.
    """
    sheet = read_sheet(document)
    missing = [name for name in (number, same_as) if name not in sheet.headings]
    if missing:
        raise UnusableInput(
            f"{document.name} has no column {', '.join(map(repr, missing))}; it has "
            f"{', '.join(map(repr, sheet.headings[:20]))}."
        )
    pairs = list(_pairs(sheet, number, same_as))
    if not pairs:
        raise UnusableInput(
            f"{document.name} has no row with two numbers such as GB-CHC-1234567 and "
            "GB-COH-01234567."
        )
    return pairs


def _pairs(sheet: Sheet, number: str, same_as: str) -> Iterator[tuple[str, str]]:
    for row in sheet.rows:
        one, other = _compared(row.text(number)), _compared(row.text(same_as))
        if one and other and one != other:
            yield one, other


def _compared(text: str) -> str:
    """Return a number as its register writes it, with the register; empty for what is none."""
    parts = _NUMBER.fullmatch(text.strip().upper())
    if not parts:
        return ""
    scheme, raw = parts.groups()
    plain = official_number(scheme, raw)
    return f"{scheme}-{plain}".upper() if plain else ""

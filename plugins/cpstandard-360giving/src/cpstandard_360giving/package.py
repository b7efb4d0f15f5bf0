"""Reads the grants of a JSON package, of a bare list or of JSON Lines; else of a spreadsheet."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.location import Location
from cpstandard.core.row import Row
from cpstandard.ingest.source_rows import (
    is_json,
    is_json_lines,
    json_rows,
    read_json,
    read_json_lines,
)
from cpstandard_360giving.spreadsheet import sheet_rows

_MARKS = frozenset({"recipientOrganization", "recipientIndividual", "fundingOrganization"})
_SHOWN = 8


def grant_rows(document: Document) -> Iterable[Row]:
    """Return the grants of ``document``, each with its place, in the shape of the JSON form.

    Raises ``UnusableInput`` where it holds none, naming what was expected and what was found.
    """
    if is_json_lines(document):
        return _lines(document)
    if not is_json(document):
        return sheet_rows(document)
    package = read_json(document)
    if isinstance(package, list) and package and _is_grant(package[0]):
        return json_rows(document, package, "")
    grants = package.get("grants") if isinstance(package, Mapping) else None
    if not isinstance(grants, list):
        raise UnusableInput(
            f"{document.name} is no 360Giving package: an object with a list 'grants' was "
            f"expected, found {_found(package)}."
        )
    return json_rows(document, grants, "/grants")


def _lines(document: Document) -> Iterator[Row]:
    for count, (number, value) in enumerate(read_json_lines(document)):
        if count == 0 and not _is_grant(value):
            raise UnusableInput(
                f"{document.name} holds no grants in the 360Giving standard: one a line was "
                f"expected, found {_found(value)}."
            )
        data = value if isinstance(value, Mapping) else {"(value)": value}
        yield Row(data, Location(file=document.name, row=number))


def _is_grant(value: Any) -> bool:
    return isinstance(value, Mapping) and not _MARKS.isdisjoint(value)


def _found(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"an object with {', '.join(map(str, list(value)[:_SHOWN])) or 'nothing in it'}"
    names = {list: "a list", str: "a text", bool: "a truth value", int: "a number"}
    return names.get(type(value), "a number" if isinstance(value, float) else "null")

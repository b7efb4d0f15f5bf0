"""What is said of a cell that is not written as the standard asks, or holds nothing to read."""

from collections.abc import Sequence
from typing import Any

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import phrase, titled
from cpstandard.core.table import CellValue
from cpstandard.core.table_form import Column, Kind
from cpstandard.ingest.tables.cells import AsWritten, Unreadable
from cpstandard.ingest.tables.head import Place

_SHOWN = 200
_BOUND = "bound"
_BOUNDS = {"about": "About", "at-least": "At least", "at-most": "At most"}


def in_currency(
    value: AsWritten | Unreadable, column: Column, places: Sequence[Place], item: dict[Any, Any]
) -> AsWritten | Unreadable:
    """Return a sum with its sign as the number it is, where the currency beside it is the same."""
    if isinstance(value, AsWritten) or value.number is None or not value.number.only:
        return value
    for place in places:
        other = place.target.column
        if other.field.schema.get("patternName") == "currency-code":
            beside = other.path[:-1] == column.path[:-1] and item.get(other.path[-1])
            if len(other.path) == 1 and beside and beside == value.number.currency:
                return AsWritten(value.suggestion)
    return value


def of_cell(
    place: Place,
    cell: CellValue,
    value: AsWritten | Unreadable,
    where: Location,
    places: Sequence[Place],
) -> Finding:
    """Return the finding about a cell that was read as something else, or could not be read.

    ``places`` are the columns of the same object.
    """
    if isinstance(value, AsWritten):
        return read_as(place.heading, cell, value, where)
    return _unreadable(place, cell, value, where, _advice(value, place, places))


def read_as(heading: str, cell: CellValue, value: AsWritten, where: Location) -> Finding:
    """Return the finding that a cell was read as what it can only mean."""
    shown = str(cell)[:_SHOWN]
    meant = phrase("no value") if value.value is None else str(value.value)
    return Finding(
        "read-as",
        Severity.INFO,
        phrase(
            "“{heading}” is “{value}” here, which was read as {meant}.",
            heading=heading,
            value=shown,
            meant=meant,
        ),
        where,
        value=shown,
        suggestion=value.value,
        parameters={"heading": heading, "value": shown, "meant": meant},
    )


def lost_cell(where: Location) -> Finding:
    """Return the finding about a cell that has no value to be read, though it is not blank."""
    return Finding(
        "error-cell",
        Severity.WARNING,
        phrase(
            "The cell {cell} holds an error such as #N/A, or a formula without a result, "
            "where a value should be.",
            cell=where.cell,
        ),
        where,
        parameters={"cell": where.cell},
    )


def _advice(value: Unreadable, place: Place, places: Sequence[Place]) -> str:
    """Return what to write instead, and what to say in the columns beside it."""
    meant, number = value.suggestion, value.number
    if meant is None:
        return ""
    beside = _bound_beside(place, places) if number and number.bound else None
    words = {"suggestion": meant, "currency": number.currency if number else ""}
    if number and beside:
        title = _BOUNDS[number.bound]
        words |= {"bound": titled(title, "codelist:bound"), "heading": beside.heading}
        if number.currency:
            return phrase(
                " Did you mean {suggestion}, with {currency} in the column of its currency and "
                "“{bound}” in “{heading}”?",
                **words,
            )
        return phrase(" Did you mean {suggestion}, with “{bound}” in “{heading}”?", **words)
    if number and number.currency:
        return phrase(
            " Did you mean {suggestion}, with {currency} in the column of its currency?", **words
        )
    return phrase(" Did you mean {suggestion}?", suggestion=meant)


def _bound_beside(place: Place, places: Sequence[Place]) -> Place | None:
    """Return the column that says how exact the number in ``place`` is, if the table has it."""
    above = place.target.column.path[:-1]
    found = (
        each
        for each in places
        if each.target.column.field.codelist == _BOUND and each.target.column.path[:-1] == above
    )
    return next(found, None)


def _unreadable(
    place: Place, cell: CellValue, value: Unreadable, where: Location, advice: str
) -> Finding:
    kind = {Kind.NUMBER: phrase("a number"), Kind.BOOLEAN: phrase("TRUE or FALSE")}.get(
        place.target.column.kind, "JSON"
    )
    shown = str(cell)[:_SHOWN]
    suggestion = value.suggestion
    return Finding(
        "unreadable-value",
        Severity.ERROR,
        phrase(
            "“{heading}” has to be {kind}; “{value}” cannot be read as one.{advice}",
            heading=place.heading,
            kind=kind,
            value=shown,
            advice=advice,
        ),
        where,
        value=shown,
        suggestion=suggestion,
        parameters={"heading": place.heading, "expected": kind, "value": shown},
    )

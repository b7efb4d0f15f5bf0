"""What is said of the envelope of a table: what is missing, unknown, unreadable or contradicted."""

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import joined, phrase, titled
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import Column, Kind
from cpstandard.ingest.tables.heading_findings import did_you_mean
from cpstandard.ingest.tables.layout import Layout

MISSING_ENVELOPE = "missing-envelope"
VERSION = ("standardVersion",)
_LONGEST = 60  # characters of a value in a sentence
_REQUIRED = frozenset({"standardVersion", "publisher", "licence"})
_KINDS = {
    Kind.TEXT: phrase("text"),
    Kind.NUMBER: phrase("a number"),
    Kind.BOOLEAN: phrase("TRUE or FALSE"),
    Kind.LIST: phrase("a list"),
    Kind.JSON: "JSON",
}


def nowhere(layout: Layout, standard: Standard, file: str, *, sheets: bool) -> Finding:
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


def unknown_name(heading: str, suggestion: str | None, where: Location) -> Finding:
    """Return the finding for a name on the sheet of the package that is no field of it."""
    advice = did_you_mean(suggestion)
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


def unreadable(column: Column, where: Location) -> Finding:
    """Return the finding for a value that cannot be read as what ``column`` asks for."""
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


def conflicting(column: Column, first: object, value: object, where: Location) -> Finding:
    """Return the finding for a ``value`` other than the ``first`` that was given for ``column``."""
    if column.path == VERSION:
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
            "“{heading}” is said of the whole package, but has several different values, such as "
            "“{value}” after “{first}”; the first is read.",
            heading=column.heading,
            value=_short(value),
            first=_short(first),
        ),
        where,
        value=_short(value),
        parameters={"heading": column.heading, "value": _short(value), "first": _short(first)},
    )


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

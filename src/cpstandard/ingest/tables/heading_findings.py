"""What is said of the headings of a table: unknown, misspelt, repeated, or not for reading."""

from cpstandard.core.field_words import is_personal
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import phrase


def ignored(heading: str, where: Location) -> Finding:
    """Return the finding for a column of notes, or of details of people."""
    taken_for = phrase("notes of your own")
    if is_personal(heading):
        taken_for = phrase("details of people")
    return Finding(
        "ignored-column",
        Severity.INFO,
        phrase(
            "The column “{heading}” was not read: it is taken for {what}.",
            heading=heading,
            what=taken_for,
        ),
        where,
        value=heading,
        parameters={"heading": heading},
    )


def unknown(heading: str, suggestion: str | None, like: str | None, where: Location) -> Finding:
    """Return the finding for a heading that is none; ``like`` is one that is there already."""
    advice = did_you_mean(suggestion)
    if like:
        advice = phrase(" It is like “{like}”, which is there too: keep one of the two.", like=like)
    message = phrase(
        "The heading “{heading}” is not one of the standard, so its column is not read.{advice}",
        heading=heading,
        advice=advice,
    )
    return _of_heading(heading, suggestion, message, where)


def misspelt(heading: str, suggestion: str, where: Location) -> Finding:
    """Return the finding for a heading with a slip in it, whose column is read all the same."""
    message = phrase(
        "The heading “{heading}” is not one of the standard. Did you mean “{suggestion}”? Its "
        "column was read so; mend the heading.",
        heading=heading,
        suggestion=suggestion,
    )
    return _of_heading(heading, suggestion, message, where)


def _of_heading(heading: str, suggestion: str | None, message: str, where: Location) -> Finding:
    words = {"heading": heading, "suggestion": suggestion}
    return Finding(
        "unknown-heading", Severity.WARNING, message, where, None, heading, suggestion, words
    )


def repeated(heading: str, first: str, where: Location) -> Finding:
    """Return the finding for a second column of the same field."""
    return Finding(
        "repeated-heading",
        Severity.ERROR,
        phrase(
            "The heading “{heading}” stands for the same field as “{first}” before it; "
            "only the first of the two columns is read.",
            heading=heading,
            first=first,
        ),
        where,
        value=heading,
        parameters={"heading": heading, "first": first},
    )


def did_you_mean(suggestion: str | None) -> str:
    """Return the question that stands behind a sentence, where there is something to suggest."""
    return phrase(" Did you mean “{suggestion}”?", suggestion=suggestion) if suggestion else ""

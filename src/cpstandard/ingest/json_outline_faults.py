"""What is wrong in the outline of a JSON package and yet leaves the rest of it to be read."""

from collections.abc import Iterable, Iterator

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import phrase
from cpstandard.ingest.json_commas import Slip


def trailing_commas(name: str, text: str, commas: Iterable[int]) -> Iterator[Finding]:
    """Yield a finding for each comma that stands after the last value of a list or object."""
    for at in commas:
        yield comma_slip(name, text, Slip(at, is_missing=False))


def comma_slip(name: str, text: str, slip: Slip) -> Finding:
    """Return the finding for a comma that is missing, or that stands behind the last value."""
    words = phrase("there is a comma after the last value")
    if slip.is_missing:
        words = phrase("a comma or a closing bracket is missing")
    message = phrase("This is not valid JSON: {words}.", words=words)
    line, column = line_column(text, slip.at)
    place = Location(name, line=line, column=column)
    parameters = {"reason": message}
    return Finding("invalid-json", Severity.ERROR, message, place, parameters=parameters)


def repeated_key(name: str, text: str, key: str, places: tuple[int, int]) -> Finding:
    """Return the finding for a key of the top object that stands at two positions of ``text``."""
    first, again = (line_column(text, at) for at in places)
    return duplicate_key(key, Location(name, line=again[0], column=again[1]), first)


def duplicate_key(key: str, place: Location, first: tuple[int, int]) -> Finding:
    """Return the finding for a key at ``place`` that stands at a line and column before that."""
    message = phrase(
        "The key “{key}” stands twice in the same object, first on line {line} in column {column}; "
        "only one value can be meant.",
        key=key,
        line=first[0],
        column=first[1],
    )
    return Finding("duplicate-key", Severity.ERROR, message, place, parameters={"key": key})


def line_column(text: str, at: int) -> tuple[int, int]:
    """Return the line and the column, from 1, of a position in a text."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)

"""Reads the spreadsheet form of the 360Giving Data Standard into the shape of its JSON form."""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.row import Row
from cpstandard.ingest.source_rows import read_sheet
from cpstandard_360giving.programmes import read_data

_NEEDED = ("Identifier", "Recipient Org:Name", "Award Date", "Amount Awarded")


def sheet_rows(document: Document) -> Iterator[Row]:
    """Yield each row of a CSV file or workbook as a grant in the shape of the JSON form.

    Raises ``UnusableInput`` naming the headings that were looked for.
    """
    sheet = read_sheet(document)
    paths = {heading: heading_path(heading) for heading in sheet.headings}
    lacking = [h for h in _NEEDED if heading_path(h) not in paths.values()]
    if lacking:
        found = ", ".join(sheet.headings[:8])
        raise UnusableInput(
            f"{document.name} is no grants data in the 360Giving standard: it lacks the headings "
            f"{', '.join(lacking)}; its headings begin {found}."
        )
    for row in sheet.rows:
        cells = {name: row.take(name) for name in [*paths, *row.unread()]}
        yield Row(_nested(cells, paths), row.location)


def heading_path(heading: str) -> str:
    """Return the field that a heading stands for; a heading of no field gives itself."""
    plain = re.sub(r":0(?=:)", "", heading)
    return _paths().get(_key(heading)) or _paths().get(_key(plain)) or heading


@functools.cache
def _paths() -> dict[str, str]:
    declared = {_key(title): path for title, path in read_data("headings.yaml").items()}
    # Some publishers head their columns with the field's own path: recipientOrganization/0/id.
    return {**{_key(path): path for path in declared.values()}, **declared}


def _key(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _nested(cells: Mapping[str, Any], paths: Mapping[str, str]) -> dict[str, Any]:
    grant: dict[str, Any] = {}
    for heading, value in cells.items():
        if value is None:
            continue
        path = paths.get(heading, heading)
        if path == heading and path not in _paths().values():
            grant[heading] = value
            continue
        _put(grant, path.split("/"), value)
    return grant


def _put(at: dict[str, Any], tokens: list[str], value: Any) -> None:
    """Put ``value`` at a path such as ``recipientOrganization/0/id``: all lists have one item."""
    for name, after in zip(tokens, [*tokens[1:], ""], strict=True):
        if name == "0":
            continue
        if after == "0" and name != tokens[-1]:
            at = at.setdefault(name, [{}])[0]
        elif name == tokens[-1]:
            at[name] = value
        else:
            at = at.setdefault(name, {})

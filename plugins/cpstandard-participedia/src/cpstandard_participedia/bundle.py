"""Finds the entries of Participedia in a file, zip or folder, in any form of export."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.media_type import CONTAINERS
from cpstandard.core.row import Row
from cpstandard.ingest.source_rows import (
    is_json,
    is_json_lines,
    json_rows,
    read_json,
    read_json_lines,
    read_sheet,
)

CASE, METHOD, ORGANISATION = "case", "method", "organization"
_KINDS = {
    "case": CASE,
    "method": METHOD,
    "organization": ORGANISATION,
    "organisation": ORGANISATION,
}
_LOOKED_AT = 20  # rows that tell whether a list is one of entries: a few may be odd
_DATA = (".json", ".jsonl", ".csv", ".tsv", ".xlsx", ".ods")
_WRAPPERS = ("results", "data", "entries", "cases", "methods", "organizations", "organisations")
# The exports of 2016 name no kind: these headings are in them and in no other table.
_OLD = ({"title", "body", "executive_director"}, {"title", "body", "description"})
_NEEDED = {"id", "type"}
_TELLING = {"original_language", "post_date", "updated_date"}
_SHOWN = 8

Pages = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row and which of the three kinds it is."""

    kind: str
    row: Row


def entries(document: Document) -> Iterator[Entry]:
    """Yield the entries of ``document``, each with its page, if there is one, as ``page``.

    Raises ``UnusableInput`` naming what was expected and what was found.
    """
    if document.media_type not in CONTAINERS:
        for entry in _of_file(document):
            # What is read anew must lose nothing: the page's object is added to a copy.
            yield _joined(entry, {})
        return
    members = {
        name: member
        for name, member in sorted(document.members().items())
        if name.casefold().endswith(_DATA)
    }
    pages = {name: m for name, m in members.items() if _is_pages(name)}
    texts: dict[str, Mapping[str, Any]] = {}
    for member in pages.values():
        texts |= _pages(member)
    tables = [member for name, member in members.items() if name not in pages]
    if not tables:
        raise UnusableInput(
            f"{document.name} is no bundle of Participedia: cases.json, methods.json or "
            f"organizations.json was expected, found "
            f"{', '.join(sorted(document.members())[:_SHOWN]) or 'nothing'}."
        )
    for member in tables:
        for entry in _of_file(member):
            yield _joined(entry, texts)


def _of_file(document: Document) -> Iterator[Entry]:
    if is_json_lines(document):
        rows = [value for _, value in read_json_lines(document)]
        yield from _of_list(document, rows, "")
    elif is_json(document):
        value, at = read_json(document), ""
        if isinstance(value, Mapping):
            at = next((name for name in _WRAPPERS if isinstance(value.get(name), list)), "")
            value = value.get(at)
        yield from _of_list(document, value, f"/{at}" if at else "")
    else:
        yield from _of_table(document)


def _of_list(document: Document, value: Any, at: str) -> Iterator[Entry]:
    if not isinstance(value, list) or not any(map(_is_entry, value[:_LOOKED_AT])):
        raise UnusableInput(
            f"{document.name} holds no cases of Participedia: a list of objects with id, type "
            f"'case', 'method' or 'organization' and post_date was expected, found {_shown(value)}."
        )
    for row in json_rows(document, value, at):
        yield Entry(_KINDS.get(row.text("type").casefold(), ""), row)


def _of_table(document: Document) -> Iterator[Entry]:
    sheet = read_sheet(document)
    names = {heading: _key(heading) for heading in sheet.headings}
    found = set(names.values())
    old = _old_kind(document, found)
    if not old and not (found >= _NEEDED and _TELLING & found):
        raise UnusableInput(
            f"{document.name} is no export of Participedia: a table with the headings id, type, "
            f"title and post_date was expected, found {', '.join(sheet.headings[:_SHOWN])}."
        )
    for read in sheet.rows:
        row = read.renamed(names)
        yield Entry(old or _KINDS.get(row.text("type").casefold(), ""), row)


def _old_kind(document: Document, found: set[str]) -> str:
    if "id" in found:
        return ""
    name = document.name.rpartition("/")[2].casefold()
    if _OLD[0] <= found:
        return ORGANISATION
    return METHOD if _OLD[1] <= found and METHOD in name else ""


def _is_entry(value: Any) -> bool:
    if not isinstance(value, Mapping) or not ({"country", *_TELLING} & value.keys()):
        return False
    return isinstance(value.get("type"), str) and value["type"].casefold() in _KINDS


def _is_pages(name: str) -> bool:
    return name.rpartition("/")[2].casefold().startswith("pages")


def _pages(document: Document) -> dict[str, Mapping[str, Any]]:
    return {
        str(page.get("id")): {key: page.get(key) for key in ("title", "htmlbody")}
        for _, page in read_json_lines(document)
        if isinstance(page, Mapping)
    }


def _joined(entry: Entry, pages: Pages) -> Entry:
    """Return the entry with its page, if there is one, as the object ``page``."""
    row = entry.row
    names = dict.fromkeys(path.split("/")[0] for path in row.unread())
    fields = {name: row.take(name) for name in (*names, *row.taken)}
    # What the database writes for nothing is nothing.
    fields = {name: value for name, value in fields.items() if value not in ("NULL", "{}")}
    page = pages.get(str(fields.get("id")))
    return Entry(entry.kind, Row({**fields, "page": page} if page else fields, row.location))


def _key(heading: str) -> str:
    return re.sub(r"[\s]+", "_", heading.strip("\ufeff ").casefold())


def _shown(value: Any) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        first = value[0] if value else "nothing"
        return _shown(first) if not isinstance(first, list) else "a list of lists"
    if isinstance(value, Mapping):
        return f"an object with {', '.join(str(key)[:40] for key in list(value)[:_SHOWN])}"
    return repr(value)[:60]

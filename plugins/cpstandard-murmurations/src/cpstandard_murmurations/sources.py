"""Gives the profiles of a file or folder, in whatever shape they are published, as rows."""

import re
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
    read_sheet,
)

SCHEMAS = ("linked_schemas", "linkedSchemas")
_SHOWN = 8
_INDEXED = re.compile(r"([^\[\].()]+)|\[(\d{1,3})\]|\(list-(\d{1,3})\)")
# The sheet for batch imports names the country as the index does.
_SHEET_SIGNS = frozenset({"name", "primary_url", "geolocation.lat", "urls[0].url", "tags[0]"})
_SIGNS_NEEDED = 3
_IMPORT_SCHEMA = ["organizations_schema-v1.0.0"]


def profiles(document: Document) -> Iterator[Row]:
    """Yield each profile of ``document``.

    It may be one profile, a list, an answer of the index (``data``), JSON Lines, a folder or zip of
    such files, or the sheet of the network's batch importer. Raises ``UnusableInput`` where it is
    nothing of the kind.
    """
    members = document.members()
    if members:
        yield from _of_folder(document, members)
    elif is_json_lines(document):
        lines = [
            Row(value if isinstance(value, Mapping) else {"(value)": value},
                Location(file=document.name, row=number))
            for number, value in read_json_lines(document)
        ]  # fmt: skip
        yield from _checked(document, lines)
    elif is_json(document):
        yield from _of_json(document)
    else:
        yield from _of_sheet(document)


def _of_folder(document: Document, members: Mapping[str, Document]) -> Iterator[Row]:
    files = [member for name, member in sorted(members.items()) if name.endswith(".json")]
    if not files:
        raise UnusableInput(
            f"{document.name} holds no profiles: JSON files were expected, found "
            f"{', '.join(sorted(members)[:_SHOWN])}."
        )
    for member in files:
        yield from _of_json(member)


def _of_json(document: Document) -> Iterator[Row]:
    value = read_json(document)
    if isinstance(value, Mapping) and not _is_profile(value):
        data = value.get("data", value.get("profiles"))
        if isinstance(data, list):
            yield from _checked(document, json_rows(document, data, "/data"))
            return
        if isinstance(data, Mapping) and _is_profile(data):
            value = data
    if isinstance(value, list):
        yield from _checked(document, json_rows(document, value, ""))
        return
    data = value if isinstance(value, Mapping) else {"(value)": value}
    yield from _checked(document, [Row(data, Location(file=document.name, line=1))])


def _checked(document: Document, rows: list[Row]) -> Iterable[Row]:
    """Return ``rows``; raise ``UnusableInput`` where there are some and none is a profile."""
    if rows and not any(any(row.take(name) for name in SCHEMAS) for row in rows):
        fields = dict.fromkeys(path.partition("/")[0] for path in rows[0].unread())
        found = ", ".join(list(fields)[:_SHOWN]) or "nothing"
        raise UnusableInput(
            f"{document.name} holds no profiles of Murmurations: objects with name and "
            f"linked_schemas were expected, found {found}."
        )
    return rows


def _is_profile(value: Mapping[str, Any]) -> bool:
    return any(name in value for name in SCHEMAS)


def _of_sheet(document: Document) -> Iterator[Row]:
    sheet = read_sheet(document)
    if len(_SHEET_SIGNS & set(sheet.headings)) < _SIGNS_NEEDED or "name" not in sheet.headings:
        raise UnusableInput(
            f"{document.name} is no sheet of Murmurations profiles: headings such as name, "
            f"primary_url and geolocation.lat were expected, found "
            f"{', '.join(sheet.headings[:_SHOWN])}."
        )
    for row in sheet.rows:
        fields = {name: row.take(name) for name in sheet.headings}
        yield Row({SCHEMAS[0]: _IMPORT_SCHEMA, **_nested(fields)}, row.location)


def _nested(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the object that flat headings such as ``urls[0].name`` and ``tags(list-0)`` mean."""
    made: dict[str, Any] = {}
    for heading, value in fields.items():
        parts = [part for part in _INDEXED.findall(heading) if any(part)]
        if value is None or not parts or not parts[0][0]:
            continue
        name, more = parts[0][0], parts[1:]
        if not more:
            made[name] = value
        elif more[0][0]:
            inner = made.setdefault(name, {})
            if isinstance(inner, dict):
                inner[more[0][0]] = value
        else:
            _add_item(made, name, more, value)
    return {
        name: [item for _, item in sorted(value.items())] if _is_list(value) else value
        for name, value in made.items()
    }


def _add_item(
    made: dict[str, Any], name: str, more: list[tuple[str, str, str]], value: Any
) -> None:
    """Put ``value`` into the list ``name``, which is kept by number until all is read."""
    items = made.setdefault(name, {})
    if not isinstance(items, dict):
        return
    if more[0][2]:
        for number, part in enumerate(str(value).split(",")):
            items[1000 + number] = part.strip()
    elif len(more) > 1:
        item = items.setdefault(int(more[0][1]), {})
        if isinstance(item, dict):
            item[more[1][0]] = value
    else:
        items[int(more[0][1])] = value


def _is_list(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and all(isinstance(k, int) for k in value)

"""Drafts a registry entry from a look at the file that a publisher gives out."""

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jiter

from cpstandard import schema_store
from cpstandard.core import media_type as mt
from cpstandard.core.document import Document
from cpstandard.core.errors import CpstandardError, UnusableInput
from cpstandard.core.importer import Importer
from cpstandard.core.slug import slug
from cpstandard.documents import open_document
from cpstandard.fetch.retrieved import Retrieved
from cpstandard.ingest.own import OwnPackages
from cpstandard.ingest.package import open_package
from cpstandard.pipeline.importing import Import
from cpstandard.plugins import Loaded, Provided

_TABLE = "table"
_MAX_JSON = 16 << 20
_LONGEST_ID = 60
_NEXT = ("next", "links/next", "@odata.nextLink", "paging/next", "meta/next", "pagination/next")
_TOTALS = ("total_pages", "totalPages", "meta/total_pages", "pagination/total_pages")


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be mended by a person: the id that it is for, its text, and what reads it."""

    publisher_id: str
    text: str
    importer: str


@dataclass(frozen=True, slots=True)
class _Read:
    """How the document is read: by which importer, with which options, and which member of it."""

    provided: Provided[Importer]
    document: Document
    member: str = ""
    options: str = ""


def draft_entry(
    retrieved: Retrieved,
    place: str,
    plugins: Loaded,
    *,
    publisher_id: str = "",
    folder: str = "",
    licence: str = "",
    parse: Callable[[str], Any],
) -> Draft:
    """Return the draft of an entry for ``retrieved``, which the entry is to name as ``place``.

    ``place`` is the line with its address or path, ``parse`` reads YAML. The publisher's id is
    ``publisher_id``, else what the file says, else the ``folder`` in which it lies or where it
    comes from. What a person has to decide is marked "check". Raises ``UnusableInput`` where no
    importer could read it.
    """
    document = open_document(retrieved.path, name=retrieved.name, url=retrieved.url)
    read = _reading(document, plugins)
    header = _header(read)
    publisher = header.get("publisher", {}) if isinstance(header.get("publisher"), dict) else {}
    host = retrieved.url.split("/")[2].rpartition("@")[2].partition(":")[0] if retrieved.url else ""
    name = str(publisher.get("name") or read.provided.item.register.operator or host or "")
    wanted = (
        publisher_id
        or str(publisher.get("id") or "")
        or slug(folder or host or retrieved.path.stem)
    )
    wanted = slug(wanted, _LONGEST_ID)
    terms = licence or str(header.get("licence") or read.provided.item.register.licence)
    lines = [
        f"# A draft, from a look at {_one_line(retrieved.name)}.",
        "# Decide what says “check”, then try it:  cpstandard registry check",
        f"name: {_quoted(name)}  # check: who publishes it",
        *([f"website: {_quoted('/'.join(retrieved.url.split('/')[:3]))}  # check"] if host else []),
        "# contact: data@example.org  # a role's address, never a person's: for corrections",
        f"licence: {_quoted(terms)}  # check: its terms, as an SPDX id or an address",
        "sources:",
        "  - id: initiatives",
        f"    {place}",
        *([f"    member: {_quoted(read.member)}"] if read.member else []),
        *_pages(document),
        f"    importer: {read.provided.item.id}",
        *_indented(read.options),
        "    frequency: irregular  # check: daily, weekly, monthly, quarterly, yearly",
        *_expected(read, retrieved.path, wanted, parse),
    ]
    return Draft(wanted, "\n".join(lines) + "\n", read.provided.item.id)


def _reading(document: Document, plugins: Loaded) -> _Read:
    """Find who reads the document, or a file of its zip: who knows it, else a mapping."""
    parts = {"": document}
    if document.media_type == mt.ZIP:
        parts.update(sorted(document.members().items()))
    for member, part in parts.items():
        for provided in plugins.importers:
            if _knows(provided.item, part):
                return _Read(provided, part, member)
    mapper = plugins.importer(_TABLE)
    suggest: Callable[[Document], str] | None = getattr(mapper.item, "suggest", None)
    reason = ""
    for member, part in parts.items():
        if suggest is None or part.media_type == mt.ZIP:
            continue
        try:
            return _Read(mapper, part, member, suggest(part))
        except UnusableInput as error:
            reason = reason or str(error)
    raise UnusableInput(
        f"No importer knows what {document.name} is, and no mapping can be drafted: "
        f"{reason or 'there is no table in it.'}"
    )


def _knows(importer: Importer, document: Document) -> bool:
    try:
        return importer.recognises(document)
    except Exception:  # noqa: BLE001 - one importer that breaks is not the others' fault
        return False


def _header(read: _Read) -> dict[str, Any]:
    """Return what a package of the standard says of itself; nothing for any other file."""
    if not isinstance(read.provided.item, OwnPackages):
        return {}
    try:
        return dict(open_package(read.document, schema_store.standard).header)
    except UnusableInput:
        return {}


def _pages(document: Document) -> Iterator[str]:
    """Yield how the feed goes on, where the document is a page that says so."""
    if document.media_type != mt.JSON:
        return
    try:
        raw = document.read_bytes()
        value = jiter.from_json(raw) if len(raw) <= _MAX_JSON else None
    except (UnusableInput, ValueError):
        return
    for path in _NEXT:
        if isinstance(_at(value, path), str):
            yield f"    pages: {{next: {_quoted(path)}}}  # check"
            return
    for path in _TOTALS:
        total = _at(value, path)
        if isinstance(total, int) and total > 1:
            yield f"    pages: {{parameter: page, total: {_quoted(path)}}}  # check: parameter"
            return


def _at(value: Any, path: str) -> Any:
    for step in path.split("/"):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _indented(options: str) -> Iterator[str]:
    if options:
        yield "    options:"
        # What opens a suggestion says how to try a file of it alone; this one is in an entry.
        lines = itertools.dropwhile(lambda line: line.startswith("#"), options.splitlines())
        yield from (f"      {line}".rstrip() for line in lines)


def _expected(
    read: _Read, path: Path, publisher_id: str, parse: Callable[[str], Any]
) -> Iterator[str]:
    """Yield what to expect, by how many records are in it today."""
    options = parse(read.options) if read.options else {}
    work = Import(read.provided, read.document, path, options or {}, publisher_id, "unknown")
    try:
        count = sum(record.data is not None for record in work.here())
    except CpstandardError as error:
        yield f"    # Could not be read yet: {_one_line(str(error))}"
        return
    yield f"    expect: {{records: {{min: {count // 2}}}}}  # check: {count:,} were in it"


def _quoted(text: str) -> str:
    """Return text as YAML takes it, whatever is in it."""
    return json.dumps(_one_line(text), ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]

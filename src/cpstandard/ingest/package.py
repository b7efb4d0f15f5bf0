"""Opens a package of the standard, in whichever form it is."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cpstandard.core import media_type as mt
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase
from cpstandard.core.record import PackageSource
from cpstandard.ingest.package_json import read_package_json
from cpstandard.ingest.package_jsonl import read_package_jsonl

if TYPE_CHECKING:
    from cpstandard.ingest.tables.reading import GetStandard


def open_package(
    document: Document, get_standard: "GetStandard", extensions: Iterable[str] = ()
) -> PackageSource:
    """Return the package in ``document``: the envelope at once, the records as they stream.

    ``get_standard(version)`` gives a version of the standard, and ``get_standard()`` the latest;
    only tables need it, to know their headings. ``extensions`` are the ids of those of which is
    said that a table uses them without naming them. Raises ``UnusableInput`` where nothing in the
    document can be a package.
    """
    kind = document.media_type
    if kind == mt.JSON:
        return read_package_json(document)
    if kind == mt.JSON_LINES:
        source = read_package_jsonl(document)
        # A whole package on one line, named .jsonl.
        return read_package_json(document) if "initiatives" in source.header else source
    if kind in mt.DELIMITED | mt.WORKBOOKS:
        return _of_tables(document, get_standard, extensions)
    if kind in mt.CONTAINERS:
        inner = _only_text(document.members())
        if inner is not None:
            return open_package(inner, get_standard, extensions)
        return _of_tables(document, get_standard, extensions)
    raise UnusableInput(
        phrase(
            "{name} is {kind}: a package is JSON, JSON Lines, CSV, XLSX or ODS. If it holds a "
            "table of initiatives, save that as XLSX or CSV.",
            name=document.name,
            kind=mt.WORDS.get(kind, kind),
        )
    )


def _of_tables(
    document: Document, get_standard: "GetStandard", extensions: Iterable[str]
) -> PackageSource:
    # All that reads tables takes as long to import as a thousand records to check.
    from cpstandard.ingest.tables.reading import read_package_tables  # noqa: PLC0415

    return read_package_tables(document, get_standard, extensions)


def _only_text(members: Mapping[str, Document]) -> Document | None:
    """Return the one JSON file of a zip or folder, where there is exactly one."""
    names = [name for name in members if name.lower().endswith((".json", ".jsonl", ".ndjson"))]
    tables = [name for name in members if name.lower().endswith((".csv", ".tsv"))]
    return members[names[0]] if len(names) == 1 and not tables else None

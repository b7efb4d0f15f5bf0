"""Runs an importer on a file, and holds what it makes to the standard; or what it says to one line."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from cpstandard import schema_store
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, Importer, ImportReport
from cpstandard.documents import open_document
from cpstandard.ingest.run import new_report, parse_options, run_importer
from cpstandard.normalise import normalise
from cpstandard.plugins import load_plugins

Options = dict[str, Any]
TABLE: Options = {
    "id": "No",
    "record": {
        "name": "Name",
        "clusters": {"value": "capacity-and-assets"},
        "scope": {"value": "town"},
        "sources": {"title": {"value": "Invented list"}},
    },
}
"""What the importer ``table`` has to be told of a list with a number and a name."""


def imported(
    importer_id: str, path: Path, options: Options | None = None
) -> tuple[list[Imported], ImportReport]:
    """Return what an importer makes of a file, as it gives it, and the report."""
    _, _, report, outcomes = _begun(importer_id, path, options)
    made = list(outcomes)
    assert report.rows == report.rows_used + sum(report.skipped.values())
    return made, report


def run(
    importer_id: str, path: Path, options: Options | None = None, publisher_id: str = "inventon"
):
    """Return the valid records of the current version that come of it, and the report."""
    importer, document, report, outcomes = _begun(importer_id, path, options)
    sources = normalise(
        outcomes,
        publisher_id=publisher_id,
        importer=importer,
        document=document,
        licence=importer.register.licence or "CC-BY-4.0",
        version=schema_store.LATEST,
    )
    records = [source.data for source in sources]
    validator = jsonschema_rs.validator_for(schema_store.standard().initiative)
    assert [r["id"] for r in records if not validator.is_valid(r)] == []
    assert len({r["id"] for r in records}) == len(records) == report.records
    assert report.rows == report.rows_used + sum(report.skipped.values())
    return records, report


def refusal(read: Callable[[Path], object], path: Path) -> str:
    """Return what is said of a file that ``read`` cannot use: one line, in which its name stands."""
    with pytest.raises(UnusableInput) as caught:
        read(path)
    said = str(caught.value)
    assert "\n" not in said
    assert path.name in said
    return said


def _begun(
    importer_id: str, path: Path, options: Options | None
) -> tuple[Importer, Document, ImportReport, Iterator[Imported]]:
    importer = load_plugins().importer(importer_id).item
    document = open_document(path, name=path.name)
    report = new_report(importer, document)
    given = parse_options(importer, options or {})
    return importer, document, report, run_importer(importer, document, given, report)

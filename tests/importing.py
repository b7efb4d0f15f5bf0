"""Runs an importer on a file and holds what it makes to the standard; for tests of real registers."""

from pathlib import Path

import jsonschema_rs

from cpstandard import schema_store
from cpstandard.documents import open_document
from cpstandard.ingest.run import new_report, parse_options, run_importer
from cpstandard.normalise import normalise
from cpstandard.plugins import load_plugins


def run(importer_id: str, path: Path, options: dict | None = None, publisher_id: str = "inventon"):
    importer = load_plugins().importer(importer_id).item
    document = open_document(path)
    report = new_report(importer, document)
    imported = run_importer(importer, document, parse_options(importer, options or {}), report)
    sources = normalise(
        imported,
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

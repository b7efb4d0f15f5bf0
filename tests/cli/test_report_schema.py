"""The schema of the JSON report is generated, and kept fresh."""

import json

from cpstandard.cli.commands.standard import generated_schemas


def test_the_report_schema_is_fresh():
    (made,) = [
        (path, doc) for path, doc in generated_schemas().items() if path.name == "report.json"
    ]
    path, document = made
    assert json.loads(path.read_text(encoding="utf-8")) == document, (
        "schema/tooling/report.json is stale; run: cpstandard standard compile"
    )

"""Reports to render, and the judges of what was rendered."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from fluidattacks_core.sarif import SarifLog
from lxml import etree

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.report import NotRun, Report
from cpstandard.validate.catalogue import all_codes, builtin_checks
from cpstandard.validate.codes import CodeEntry

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def codes() -> dict[str, CodeEntry]:
    return all_codes(builtin_checks())


@pytest.fixture
def report() -> Report:
    """A report on a workbook: errors over the cap, a warning, a note and a check not run."""
    report = Report("ours/Our list.xlsx", "1.0", "fast", limit=2, records=40)
    for row in range(2, 9):
        place = Location(report.file, "/scope", sheet="Initiatives", cell=f"C{row}", row=row)
        message = "“citty” is not one of the codes for Scope."
        report.add(
            Finding(
                "unknown-code", Severity.ERROR, message, place, f"a-{row}", "citty", "city", count=3
            )
        )
    heading = Location(report.file, sheet="Initiatives", cell="F1", row=1, heading="Nmae")
    report.add(Finding("unknown-heading", Severity.WARNING, "A heading is not known.", heading))
    text = Location("ours/a.json", "/initiatives/0/name", line=3, column=9)
    report.add(Finding("damaged-text", Severity.INFO, "A {brace} and [a](b).", text))
    report.not_run.append(NotRun("duplicate-id", "The structure has mistakes.", 1))
    return report


@pytest.fixture
def clean() -> Report:
    return Report("good.json", "1.0", "fast", records=3)


def schema(name: str) -> Callable[[str], Any]:
    document = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(document)

    def read(text: str) -> Any:
        found = json.loads(text)
        validator.validate(found)
        return found

    return read


@pytest.fixture(scope="session")
def read_sarif() -> Callable[[str], Any]:
    """Read a SARIF log, held to the published schema, and to what we write on purpose."""
    ours = schema("sarif-2.1.0.yaml")

    def read(text: str) -> Any:
        SarifLog.model_validate_json(text)
        return ours(text)

    return read


@pytest.fixture(scope="session")
def read_gitlab() -> Callable[[str], Any]:
    return schema("gitlab.yaml")


@pytest.fixture(scope="session")
def read_junit() -> Callable[[str], Any]:
    """Read a JUnit report, held to what readers of that form agree on."""
    judge = etree.XMLSchema(etree.parse(HERE / "junit.xsd"))

    def read(text: str) -> Any:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        document = etree.fromstring(text.encode("utf-8"), parser)
        judge.assertValid(document)
        return document

    return read

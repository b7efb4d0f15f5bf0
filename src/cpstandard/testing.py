"""What an importer's author tests with: cases in folders, and all that an importer promises.

A case is a folder with a ``document.*`` (or a folder ``document``), an ``options.yaml`` and an
``expected.json``. One test runs them all::

    @pytest.mark.parametrize("folder", cases(Path(__file__).parent / "cases"), ids=str)
    def test_case(folder):
        check_case(MyImporter(), folder)
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema_rs

from cpstandard import schema_store
from cpstandard.core.document import Document
from cpstandard.core.importer import Importer, ImporterOptions, ImportReport
from cpstandard.core.record import Record, SourceRecord
from cpstandard.documents import open_document
from cpstandard.ingest.run import new_report, parse_options, run_importer
from cpstandard.normalise import normalise
from cpstandard.registry.strict_yaml import parse_yaml

PUBLISHER = "inventon"
"""The publisher's id with which every case is run."""

EXPECTED = "expected.json"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What an importer made of a case."""

    records: list[Record]
    sources: list[SourceRecord]
    report: ImportReport

    def to_text(self) -> str:
        """Return records and report as ``expected.json`` holds them."""
        found = {"records": self.records, "report": self.report.to_dict()}
        return json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def cases(folder: Path) -> list[Path]:
    """Return the cases below ``folder``, by name."""
    return sorted(path.parent for path in folder.glob("*/options.yaml"))


def run_case(importer: Importer, folder: Path) -> CaseResult:
    """Run one case; raises as the importer does."""
    document, options = _open(importer, folder)
    report = new_report(importer, document)
    sources = list(
        normalise(
            run_importer(importer, document, options, report),
            publisher_id=PUBLISHER,
            importer=importer,
            document=document,
            licence="CC-BY-4.0",
            version=schema_store.LATEST,
        )
    )
    return CaseResult([s.data for s in sources if s.data is not None], sources, report)


def write_expected(importer: Importer, folder: Path) -> None:
    """Write what the importer makes of a case as its ``expected.json``, for somebody to read."""
    (folder / EXPECTED).write_text(run_case(importer, folder).to_text(), encoding="utf-8")


def check_case(importer: Importer, folder: Path) -> None:
    """Assert that a case gives what it should, and that the importer keeps its promises.

    The records are valid and located, every row has exactly one outcome, the same input gives the
    same bytes, nothing is fetched, and records and report are those of ``expected.json``.
    """
    with _no_network():
        result, again = run_case(importer, folder), run_case(importer, folder)
    assert result.to_text() == again.to_text(), "the same input gave two different results"
    validator = jsonschema_rs.validator_for(schema_store.standard().initiative)
    for source in result.sources:
        mistakes = [f"{e.instance_path}: {e.message}" for e in validator.iter_errors(source.data)]
        assert not mistakes, f"{source.location}: {'; '.join(mistakes)}"
        assert str(source.location) or source.location.pointer, "a record has no location"
    _check_rows(importer, folder, result.report)
    expected = (folder / EXPECTED).read_text(encoding="utf-8")
    assert json.loads(result.to_text()) == json.loads(expected), f"{folder} differs from {EXPECTED}"


def check_options(importer: Importer, readme: str) -> None:
    """Assert that every option has a description and is named in the ``readme``."""
    for name, field in importer.Options.model_fields.items():
        assert field.description, f"option {name} has no description"
        assert f"`{field.alias or name}`" in readme, f"the README does not name option {name}"


def _open(importer: Importer, folder: Path) -> tuple[Document, ImporterOptions]:
    path = next(iter(sorted(folder.glob("document*"))))
    raw: Any = parse_yaml((folder / "options.yaml").read_bytes(), str(folder / "options.yaml"))
    return open_document(path, name=path.name), parse_options(importer, raw or {})


def _check_rows(importer: Importer, folder: Path, report: ImportReport) -> None:
    document, options = _open(importer, folder)
    rows = [row for outcome in importer.read(document, options) for row in outcome.rows]
    assert len({id(row) for row in rows}) == len(rows) == report.rows, "a row has two outcomes"
    assert report.rows == report.rows_used + sum(report.skipped.values()), "rows do not add up"


@contextmanager
def _no_network() -> Iterator[None]:
    """Refuse connections while an importer works: what it needs is in the document."""
    import socket  # noqa: PLC0415 - only this function touches it

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("the importer used the network")

    kept = socket.socket.connect
    socket.socket.connect = refuse  # type: ignore[method-assign]
    try:
        yield
    finally:
        socket.socket.connect = kept  # type: ignore[method-assign]

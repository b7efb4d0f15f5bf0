"""What is fuzzed: each door by which strangers' bytes come in, with sound files to begin from.

A target takes bytes. It returns what became of them in a word, and raises where something happened
that may not: anything but a report or the one line of an ``UnusableInput``.
"""

import io
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

import cpstandard
from cpstandard import schema_store
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.documents import open_document
from cpstandard.ingest.package import open_package
from cpstandard.ingest.run import new_report, parse_options, run_importer
from cpstandard.normalise import normalise
from cpstandard.plugins import load_plugins
from cpstandard.publish.forms import WRITERS
from cpstandard.registry import Entry, Reference, SiteSettings, read_yaml
from cpstandard.registry.links import ReviewedLinks
from cpstandard.registry.strict_yaml import parse_yaml
from cpstandard.registry.withdrawn import Withdrawn
from cpstandard_table.pattern import compile_pattern, is_match, matches_of

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = schema_store.schema_folder() / "1.0/examples"
REFUSED, READ = "refused", "read"
_TEXTS = ("", "The Swan, GB-CHC-1234567, £5", "a" * 300, "ﬁ\u0130\n\r\tx")

Fuzzed = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Target:
    """``examples``: how many inputs the slice in ``make test`` tries, of which some take long."""

    name: str
    run: Fuzzed
    seeds: Callable[[], list[bytes]]
    examples: int


def _with_a_file(ending: str, use: Callable[[Path], None]) -> Fuzzed:
    def run(data: bytes) -> str:
        with tempfile.TemporaryDirectory(prefix="cpstandard-fuzz-") as folder:
            path = Path(folder) / f"input{ending}"
            path.write_bytes(data)
            try:
                use(path)
            except UnusableInput as refusal:
                return _refused(refusal)
            return READ

    return run


def _refused(refusal: Exception) -> str:
    assert str(refusal).strip(), "a refusal that says nothing"
    return REFUSED


def _validate(path: Path) -> None:
    report = cpstandard.validate(path)
    for finding in report.findings():
        assert finding.message
        assert finding.code != "check-failed", finding.message


def _read_all(path: Path) -> None:
    """Read every table and record there is, without the checks, which have a target of their own."""
    document = open_document(path)
    _walk(document, 2)
    for record in open_package(open_document(path), schema_store.standard).records():
        assert isinstance(record.findings, list | tuple)


def _walk(document: Document, depth: int) -> None:
    members = document.members() if depth else {}
    for name in members:
        try:
            _walk(members[name], depth - 1)
        except UnusableInput:
            continue
    try:
        for table in document.tables():
            for row in table.rows():
                assert len(row) >= 0
    except UnusableInput:
        return


def _example(form: str) -> bytes:
    package = TypeAdapter(dict).validate_json((EXAMPLES / "full.json").read_bytes())
    records = package.pop("initiatives")
    out = io.BytesIO()
    form_of = schema_store.standard("1.0", package.get("extensions", ()))
    WRITERS[form](package, records, out, form_of)
    return out.getvalue()


def _packages(form: str) -> Callable[[], list[bytes]]:
    def seeds() -> list[bytes]:
        found = [path.read_bytes() for path in sorted(EXAMPLES.glob(f"*{form}"))]
        return found or [_example(form)]

    return seeds


def _documents_of(importer: str) -> Iterator[Path]:
    for case in sorted((ROOT / f"plugins/cpstandard-{importer}/tests/cases").iterdir()):
        yield from (path for path in case.glob("document.*") if path.is_file())


@cache
def _provided(importer: str):
    return load_plugins().importer(importer).item


def _import(importer: str, ending: str) -> Fuzzed:
    made_by = _provided(importer)
    case = next(p for p in _documents_of(importer) if p.suffix == ending).parent
    options_file = case / "options.yaml"
    raw = parse_yaml(options_file.read_bytes(), "options") if options_file.is_file() else {}

    def use(path: Path) -> None:
        document = open_document(path)
        options = parse_options(made_by, raw or {})
        made_by.recognises(document)
        report = new_report(made_by, document)
        outcomes = run_importer(made_by, document, options, report)
        for source in normalise(
            outcomes,
            publisher_id="inventon",
            importer=made_by,
            document=document,
            licence="CC-BY-4.0",
            version=schema_store.LATEST,
        ):
            assert isinstance(source.data, dict)
        assert report.rows == report.rows_used + sum(report.skipped.values())

    return _with_a_file(ending, use)


def _importers() -> Iterator[Target]:
    for folder in sorted((ROOT / "plugins").glob("cpstandard-*")):
        importer = folder.name.removeprefix("cpstandard-")
        by_ending: dict[str, list[Path]] = {}
        for path in _documents_of(importer):
            by_ending.setdefault(path.suffix, []).append(path)
        for ending, paths in by_ending.items():
            yield Target(
                f"{importer}{ending}",
                _import(importer, ending),
                lambda paths=paths: [path.read_bytes() for path in paths],
                4 if ending in {".xlsx", ".ods"} else 40,
            )


def _registry(path: Path) -> None:
    refusals: list[str] = []
    models = (Entry, Reference, SiteSettings, Withdrawn, ReviewedLinks)
    for model in models:
        try:
            read_yaml(path, model)
        except UnusableInput as refusal:
            refusals.append(str(refusal))
    assert all(str(path) in refusal for refusal in refusals)
    if len(refusals) == len(models):
        raise UnusableInput(refusals[0])


def _registry_files() -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "registry").glob("**/*.yaml"))]


def _pattern(data: bytes) -> str:
    pattern = data.decode("utf-8", "replace")
    try:
        compile_pattern(pattern)
    except ValueError as refusal:
        return _refused(refusal)
    for text in _TEXTS:
        assert isinstance(is_match(pattern, text), bool)
        assert all(found.strip() for found in matches_of(pattern, text))
    return READ


def _patterns() -> list[bytes]:
    known = [rb"(?i)\bcommunity (pub|shop)\b", rb"^\s*([A-Z]{2}\d{6})\s*$", rb"[^\x00-\x7f]{2,9}?"]
    return [*known, rb"(?P<a>x|y)+(?:z*){0,3}\pL\p{Greek}", rb"(a|aa)+$", rb"[[:alpha:]]\Qa.b\E"]


TARGETS = (
    Target("package.json", _with_a_file(".json", _validate), _packages(".json"), 250),
    Target("package.jsonl", _with_a_file(".jsonl", _validate), _packages(".jsonl"), 250),
    Target("package.csv", _with_a_file(".csv", _validate), _packages(".csv"), 100),
    Target("package.xlsx", _with_a_file(".xlsx", _read_all), _packages(".xlsx"), 40),
    Target("package.ods", _with_a_file(".ods", _read_all), _packages(".ods"), 40),
    Target("folder.zip", _with_a_file(".zip", _read_all), _packages(".zip"), 100),
    Target("registry.yaml", _with_a_file(".yaml", _registry), _registry_files, 500),
    Target("pattern.txt", _pattern, _patterns, 3000),
    *_importers(),
)

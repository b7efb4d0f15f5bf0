"""Every plugin's own cases: a document and options, and the records and report that they give."""

import re
from pathlib import Path

import pytest
import yaml

from cpstandard.ingest.run import parse_options
from cpstandard.plugins import load_plugins
from cpstandard.registry import Entry
from cpstandard.testing import cases, check_case, check_options, run_case, write_expected

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))
CASES = [case for plugin in PLUGINS for case in cases(plugin / "tests" / "cases")]


def importer_of(plugin: Path):
    return load_plugins().importer(plugin.name.removeprefix("cpstandard-")).item


@pytest.mark.parametrize("case", CASES, ids=lambda p: f"{p.parents[2].name}/{p.name}")
def test_case(case: Path) -> None:
    check_case(importer_of(case.parents[2]), case)


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda p: p.name)
def test_every_plugin_has_cases_and_documents_its_options(plugin: Path) -> None:
    assert cases(plugin / "tests" / "cases")
    check_options(importer_of(plugin), (plugin / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda p: p.name)
def test_the_registry_entry_of_the_readme_works(plugin: Path) -> None:
    readme = (plugin / "README.md").read_text(encoding="utf-8")
    [text] = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    entry = Entry.model_validate(yaml.safe_load(text))
    assert parse_options(importer_of(plugin), entry.sources[0].options)


def _copy(case: Path, target: Path) -> Path:
    target.mkdir()
    for path in case.iterdir():
        (target / path.name).write_bytes(path.read_bytes())
    return target


def test_a_case_that_differs_is_told(tmp_path: Path) -> None:
    plugin = ROOT / "plugins/cpstandard-table"
    case = _copy(plugin / "tests/cases/geojson", tmp_path / "case")
    (case / "expected.json").write_text("{}")
    with pytest.raises(AssertionError, match="differs from expected"):
        check_case(importer_of(plugin), case)
    write_expected(importer_of(plugin), case)
    check_case(importer_of(plugin), case)


class _Wrapped:
    """An importer that breaks one promise."""

    def __init__(self, inner, read) -> None:
        self._inner, self._read = inner, read

    def __getattr__(self, name: str):
        return getattr(self._inner, name)

    def read(self, document, options):
        return self._read(self._inner.read(document, options))


def _twice(outcomes):
    for outcome in outcomes:
        yield outcome
        yield outcome


def _nameless(outcomes):
    for outcome in outcomes:
        outcome.record.pop("name")
        yield outcome


def _fetching(outcomes):
    import socket

    with socket.socket() as connection:
        connection.connect(("127.0.0.1", 9))
    yield from outcomes


@pytest.mark.parametrize(
    ("read", "said"),
    [(_twice, "two outcomes"), (_nameless, "name"), (_fetching, "network")],
)
def test_a_broken_promise_is_told(read, said: str) -> None:
    plugin = ROOT / "plugins/cpstandard-table"
    wrapped = _Wrapped(importer_of(plugin), read)
    with pytest.raises(Exception, match=said):
        check_case(wrapped, plugin / "tests/cases/geojson")


def test_a_case_is_run_for_an_invented_publisher() -> None:
    plugin = ROOT / "plugins/cpstandard-table"
    made = run_case(importer_of(plugin), plugin / "tests/cases/geojson").records
    assert [record["id"] for record in made] == ["inventon-g1", "inventon-g2"]

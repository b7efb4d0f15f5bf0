"""The promises that every importer keeps, and that a broken one is told of.

The cases of our own plugins are collected by our pytest plugin, from plugins/*/tests/cases.
"""

import contextlib
import itertools
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from pydantic import Field

from cpstandard.ingest.run import parse_options
from cpstandard.plugins import load_plugins
from cpstandard.registry import Entry
from cpstandard.testing.case import Case
from cpstandard.testing.promises import PROMISES

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))
GEOJSON = ROOT / "plugins/cpstandard-table/tests/cases/geojson"


def importer_of(plugin: Path):
    return load_plugins().importer(plugin.name.removeprefix("cpstandard-")).item


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda p: p.name)
def test_every_plugin_has_cases(plugin: Path) -> None:
    assert list((plugin / "tests/cases").glob("*/expected.json"))


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda p: p.name)
def test_the_registry_entry_of_the_readme_works(plugin: Path) -> None:
    readme = (plugin / "README.md").read_text(encoding="utf-8")
    [text] = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    entry = Entry.model_validate(yaml.safe_load(text))
    assert parse_options(importer_of(plugin), entry.sources[0].options)


def table(folder: Path = GEOJSON, read=None, **changes) -> Case:
    importer = importer_of(ROOT / "plugins/cpstandard-table")
    return Case(_Wrapped(importer, read, changes), folder)


class _Wrapped:
    """An importer that breaks one promise."""

    def __init__(self, inner, read, changes) -> None:
        self._inner, self._read = inner, read
        self.__dict__.update(changes)

    def __getattr__(self, name: str):
        return getattr(self._inner, name)

    def read(self, document, options):
        outcomes = self._inner.read(document, options)
        return self._read(outcomes) if self._read else outcomes


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

    with socket.socket() as connection, contextlib.suppress(OSError):
        connection.connect(("127.0.0.1", 9))
    yield from outcomes


def _peeking(outcomes):
    with contextlib.suppress(OSError):
        Path("/nowhere/secrets.txt").read_text()
    yield from outcomes


def _calling(outcomes):
    subprocess.run([sys.executable, "-c", ""], check=False)
    yield from outcomes


def _printing(outcomes):
    print("hello")
    yield from outcomes


def _dropping(outcomes):
    yield next(outcomes)


def _placeless(outcomes):
    for outcome in outcomes:
        yield replace(outcome, rows=())


def _moody(outcomes):
    for outcome in outcomes:
        outcome.record["name"] += str(next(_COUNT))
        yield outcome


_COUNT = itertools.count()


@pytest.mark.parametrize(
    ("promise", "read", "said"),
    [
        ("accounted", _twice, "two outcomes"),
        ("accounted", _dropping, "nothing was said of /features/1"),
        ("valid", _nameless, "name"),
        ("pure", _fetching, "used the network"),
        ("pure", _peeking, "opened /nowhere/secrets.txt"),
        ("pure", _calling, "started another program"),
        ("pure", _printing, "wrote on stdout: 'hello"),
        ("located", _placeless, "has no rows"),
        ("deterministic", _moody, "two results"),
        ("expected", _moody, "pytest --write-expected"),
    ],
)
def test_a_broken_promise_is_told(promise: str, read, said: str) -> None:
    PROMISES[promise](table())
    with pytest.raises(AssertionError, match=said):
        PROMISES[promise](table(read=read))


def test_an_option_that_nothing_describes_is_told() -> None:
    class Options(importer_of(ROOT / "plugins/cpstandard-table").Options):
        secret_switch: bool = Field(default=False, description="Does something.")
        nameless: bool = False

    with pytest.raises(AssertionError, match=r"README\.md does not name option secret_switch"):
        PROMISES["documented"](table(Options=Options))


def test_rows_of_a_sheet_that_are_passed_over_are_told() -> None:
    case = table(ROOT / "plugins/cpstandard-table/tests/cases/csv-libraries", _dropping)
    with pytest.raises(AssertionError, match="nothing was said of document row"):
        PROMISES["accounted"](case)


def test_a_case_is_written_and_then_kept(tmp_path: Path) -> None:
    folder = tmp_path / "geojson"
    shutil.copytree(GEOJSON, folder)
    (folder / "expected.json").unlink()
    with pytest.raises(AssertionError, match=r"has no expected\.json"):
        PROMISES["expected"](table(folder))
    table(folder).write_expected()
    PROMISES["expected"](table(folder))
    assert (folder / "expected.json").read_bytes() == (GEOJSON / "expected.json").read_bytes()


def test_a_refusal_can_be_what_is_expected(tmp_path: Path) -> None:
    folder = tmp_path / "refused"
    shutil.copytree(GEOJSON, folder)
    (folder / "document.geojson").write_text("[1]")
    table(folder).write_expected()
    assert "document.geojson" in (folder / "expected.json").read_text()
    for name in PROMISES.keys() - {"documented"}:
        PROMISES[name](table(folder))


def test_a_case_is_run_for_an_invented_publisher() -> None:
    assert [record["id"] for record in table().result.records] == ["inventon-g1", "inventon-g2"]


def test_pytest_collects_the_cases_of_a_distribution_and_no_other_folder(tmp_path: Path) -> None:
    shutil.copytree(GEOJSON, tmp_path / "tests/cases/geojson")
    (tmp_path / "README.md").write_text("nothing of use")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    nothing = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert "no tests ran" in nothing.stdout
    (tmp_path / "pyproject.toml").write_text(
        '[project.entry-points.cpstandard]\ntable = "cpstandard_table"\n'
    )
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 1
    assert f"1 failed, {len(PROMISES) - 1} passed" in done.stdout
    assert "README.md does not name option" in done.stdout
